package slipway.engine.docker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.HostConfig;
import org.jspecify.annotations.Nullable;

/// How a container is handed GPUs. Stateless.
///
/// Engines differ in what the NVIDIA toolkit registered with them: a device driver (asked by a device request), a
/// runtime (told by variables), or both; newer engines (25 and above) also hand out devices by CDI specifications, which
/// the toolkit writes without either.
final class ContainerGpu {
    static final String RUNTIME = "nvidia";

    private static final String CDI_KIND = "nvidia.com/gpu";

    private ContainerGpu() {}

    /// RUNTIME_ALONE is for an engine whose runtime is registered and whose device driver is not, CDI for one that has
    /// neither and knows CDI devices.
    enum Way {
        NONE, REQUEST, REQUEST_AND_RUNTIME, RUNTIME_ALONE, CDI
    }

    static void into(HostConfig host, @Nullable String gpus, Way way) {
        if (gpus == null) return;
        switch (way) {
            case NONE -> {
            }
            case REQUEST -> host.withDeviceRequests(List.of(request(gpus)));
            case REQUEST_AND_RUNTIME -> host.withDeviceRequests(List.of(request(gpus))).withRuntime(RUNTIME);
            case RUNTIME_ALONE -> host.withRuntime(RUNTIME);
            case CDI -> host.withDeviceRequests(List.of(new DeviceRequest().withDriver("cdi").withDeviceIds(
                    list(gpus).stream().map(id -> id.contains("=") ? id : CDI_KIND + "=" + id).toList())));
        }
    }

    /// What to try after an engine said that it has no device driver for `refused`; NONE where nothing is left.
    ///
    /// @param info what the engine says of itself beyond docker-java's types
    static Way after(Way refused, Map<String, Object> info) {
        return switch (refused) {
            case REQUEST_AND_RUNTIME -> Way.RUNTIME_ALONE;
            case REQUEST -> hasCdi(info) ? Way.CDI : Way.NONE;
            case NONE, RUNTIME_ALONE, CDI -> Way.NONE;
        };
    }

    /// Whether the engine looks for CDI specifications; 28.3 and newer also tell which devices they found, and one that
    /// found none of NVIDIA's has nothing to hand out.
    private static boolean hasCdi(Map<String, Object> info) {
        if (info.containsKey("DiscoveredDevices")) return !cdi(info).isEmpty();
        return info.get("CDISpecDirs") instanceof List<?> folders && !folders.isEmpty();
    }

    /// The devices of NVIDIA among those that an engine of 28.3 or newer discovered.
    static List<String> cdi(Map<String, Object> info) {
        var found = new ArrayList<String>();
        if (info.get("DiscoveredDevices") instanceof List<?> devices) {
            for (Object one : devices) {
                if (one instanceof Map<?, ?> device && device.get("ID") instanceof String id
                        && id.startsWith(CDI_KIND + "="))
                    found.add(id);
            }
        }
        return found;
    }

    private static DeviceRequest request(String gpus) {
        var request = new DeviceRequest().withDriver("nvidia").withCapabilities(List.of(List.of("gpu")));
        if (gpus.equals("all")) return request.withCount(-1);
        return isNumber(gpus) ? request.withCount(Integer.valueOf(gpus)) : request.withDeviceIds(ids(gpus));
    }

    /// What the runtime reads in place of a request; the first N for a number.
    static Map<String, String> environment(@Nullable String gpus, Way way) {
        if (gpus == null || way != Way.RUNTIME_ALONE) return Map.of();
        return Map.of("NVIDIA_VISIBLE_DEVICES", String.join(",", list(gpus)), "NVIDIA_DRIVER_CAPABILITIES",
                "compute,utility");
    }

    /// `2` is a number of GPUs; one GPU by its index is written `0,`.
    private static boolean isNumber(String gpus) {
        return gpus.matches("\\d{1,3}");
    }

    /// Each GPU by its index or id, or `all`.
    private static List<String> list(String gpus) {
        return isNumber(gpus)
                ? IntStream.range(0, Integer.parseInt(gpus)).mapToObj(String::valueOf).toList()
                : ids(gpus);
    }

    private static List<String> ids(String gpus) {
        return Arrays.stream(gpus.split(",", -1)).map(String::strip).filter(id -> !id.isEmpty()).toList();
    }
}
