package slipway.engine.docker;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.HostConfig;
import org.jspecify.annotations.Nullable;

/// How a container is handed GPUs. Stateless.
///
/// Engines differ in what the NVIDIA toolkit registered with them: a device driver (asked by a device request), a
/// runtime (told by variables), or both.
final class ContainerGpu {
    static final String RUNTIME = "nvidia";

    private ContainerGpu() {}

    /// RUNTIME_ALONE is for an engine whose runtime is registered and whose device driver is not.
    enum Way {
        NONE, REQUEST, REQUEST_AND_RUNTIME, RUNTIME_ALONE
    }

    static void into(HostConfig host, @Nullable String gpus, Way way) {
        if (gpus == null || way == Way.NONE) return;
        if (way != Way.RUNTIME_ALONE) host.withDeviceRequests(List.of(request(gpus)));
        if (way != Way.REQUEST) host.withRuntime(RUNTIME);
    }

    private static DeviceRequest request(String gpus) {
        var request = new DeviceRequest().withDriver("nvidia").withCapabilities(List.of(List.of("gpu")));
        if (gpus.equals("all")) return request.withCount(-1);
        return isNumber(gpus) ? request.withCount(Integer.valueOf(gpus)) : request.withDeviceIds(ids(gpus));
    }

    /// What the runtime reads in place of a request; the first N for a number.
    static Map<String, String> environment(@Nullable String gpus, Way way) {
        if (gpus == null || way != Way.RUNTIME_ALONE) return Map.of();
        String visible = isNumber(gpus)
                ? String.join(",", java.util.stream.IntStream.range(0, Integer.parseInt(gpus)).mapToObj(
                        String::valueOf).toList())
                : gpus.replace(" ", "");
        return Map.of("NVIDIA_VISIBLE_DEVICES", visible, "NVIDIA_DRIVER_CAPABILITIES", "compute,utility");
    }

    /// `2` is a number of GPUs; one GPU by its index is written `0,`.
    private static boolean isNumber(String gpus) {
        return gpus.matches("\\d{1,3}");
    }

    private static List<String> ids(String gpus) {
        return Arrays.stream(gpus.split(",", -1)).map(String::strip).filter(id -> !id.isEmpty()).toList();
    }
}
