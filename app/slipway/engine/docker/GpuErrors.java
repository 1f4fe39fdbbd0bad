package slipway.engine.docker;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// The failure texts of NVIDIA's driver and container toolkit that have a known cause and remedy; the first row that
/// fits counts. Stateless.
final class GpuErrors {
    /// A text, and the problem that it means; what the pattern's groups caught fills the problem's texts.
    private record Row(Pattern text, String code) {
        static Row of(String code, String text) {
            return new Row(Pattern.compile(text, Pattern.CASE_INSENSITIVE), code);
        }
    }

    private static final List<Row> ROWS = List.of(
            Row.of("docker.gpu-driver-mismatch", "driver/library version mismatch"),
            Row.of("docker.gpu-driver-silent", "couldn['’]t communicate with the NVIDIA driver|driver not loaded"),
            Row.of("docker.gpu-driver-old", "unsatisfied condition: (cuda\\s*>=\\s*[\\d.]+)"),
            Row.of("docker.gpu-unknown-device", "device error: (\\S+?): unknown device"),
            Row.of("docker.gpu-ldconfig", "ldcache error: (.+)"),
            Row.of("docker.gpu-library", "(libnvidia-ml\\.so\\S*): cannot open shared object"
                    + "|(libnvidia-ml\\.so\\S*) (?:library )?(?:was )?not found"
                    + "|couldn['’]t find (libnvidia-ml\\.so\\S*) library"),
            Row.of("docker.gpu-off-bus", "GPU is lost|fallen off the bus"),
            Row.of("docker.gpu-blocked", "Insufficient Permissions|GPU access blocked by the operating system"),
            Row.of("docker.gpu-taken-away", "Failed to initialize NVML: Unknown Error"),
            Row.of("docker.gpu-none", "No devices were found"));

    private GpuErrors() {}

    /// The problem that `text` is known to mean; null where it is not.
    static @Nullable Problem of(String text) {
        for (Row row : ROWS) {
            Matcher fits = row.text.matcher(text);
            if (!fits.find()) continue;
            Object[] caught = IntStream.rangeClosed(1, fits.groupCount()).mapToObj(fits::group)
                    .filter(group -> group != null).toArray();
            return Problem.of(row.code, caught).withDetail(text);
        }
        return null;
    }

    /// As [#of], for what an engine answers: only where it speaks of NVIDIA's own.
    static @Nullable Problem ofEngine(String text) {
        return text.contains("nvidia") || text.contains("nvml") ? of(text) : null;
    }

    /// As [#of], else that `nvidia-smi` failed with the last line it wrote.
    static Problem ofTool(int code, String text) {
        Problem known = of(text);
        if (known != null) return known;
        String last = text.lines().filter(line -> !line.isBlank()).reduce("", (one, next) -> next).strip();
        return Problem.of("docker.gpu-tool-failed", code, last).withDetail(text);
    }
}
