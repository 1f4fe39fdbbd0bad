package slipway.engine.docker;

import java.util.List;
import java.util.Map;

import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.engine.docker.ContainerGpu.Way;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// What a container is created with for its GPUs, as the engine gets it, and which way is tried after which.
class ContainerGpuTest {
    private static final DockerClientConfig CONFIG = DefaultDockerClientConfig.createDefaultConfigBuilder().build();

    private static JsonNode sent(String gpus, Way way) throws Exception {
        HostConfig host = HostConfig.newHostConfig();
        ContainerGpu.into(host, gpus, way);
        return JsonMapper.shared().readTree(CONFIG.getObjectMapper().writeValueAsString(host));
    }

    @ParameterizedTest
    @Covers("A104")
    @CsvSource(delimiter = '|', value = {
            "all | {'Driver':'nvidia','Count':-1,'Capabilities':[['gpu']]}",
            "2 | {'Driver':'nvidia','Count':2,'Capabilities':[['gpu']]}",
            "0, | {'Driver':'nvidia','DeviceIDs':['0'],'Capabilities':[['gpu']]}",
            "GPU-1, MIG-2 | {'Driver':'nvidia','DeviceIDs':['GPU-1','MIG-2'],'Capabilities':[['gpu']]}"})
    void aRequestNamesThemAsPeopleDo(String gpus, String json) throws Exception {
        JsonNode expected = JsonMapper.shared().readTree(json.replace('\'', '"'));
        for (Way way : List.of(Way.REQUEST, Way.REQUEST_AND_RUNTIME)) {
            assertEquals(expected, present(sent(gpus, way).path("DeviceRequests").path(0)));
        }
        assertEquals("nvidia", sent(gpus, Way.REQUEST_AND_RUNTIME).path("Runtime").asString(""));
        assertEquals("", sent(gpus, Way.REQUEST).path("Runtime").asString(""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"all | nvidia.com/gpu=all", "2 | nvidia.com/gpu=0,nvidia.com/gpu=1",
            "1, | nvidia.com/gpu=1", "GPU-1,MIG-2 | nvidia.com/gpu=GPU-1,nvidia.com/gpu=MIG-2",
            "nvidia.com/gpu=0:1 | nvidia.com/gpu=0:1"})
    void cdiNamesDevices(String gpus, String devices) throws Exception {
        JsonNode request = present(sent(gpus, Way.CDI).path("DeviceRequests").path(0));
        assertEquals("cdi", request.path("Driver").asString());
        assertEquals(List.of(devices.split(",")), request.path("DeviceIDs").valueStream().map(JsonNode::asString)
                .toList());
        assertEquals(2, request.size(), request.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"all | all", "2 | 0,1", "1, | 1", "GPU-1, MIG-2 | GPU-1,MIG-2"})
    void theRuntimeAloneIsToldByVariables(String gpus, String visible) throws Exception {
        assertEquals(visible, ContainerGpu.environment(gpus, Way.RUNTIME_ALONE).get("NVIDIA_VISIBLE_DEVICES"));
        assertEquals(Map.of(), ContainerGpu.environment(gpus, Way.CDI));
        assertEquals("nvidia", sent(gpus, Way.RUNTIME_ALONE).path("Runtime").asString());
    }

    @Test
    void anEngineWithoutADriverIsAskedByTheNextWayThatItHas() {
        Map<String, Object> folders = Map.of("CDISpecDirs", List.of("/etc/cdi", "/var/run/cdi"));
        Map<String, Object> devices = Map.of("CDISpecDirs", List.of("/etc/cdi"), "DiscoveredDevices",
                List.of(Map.of("Source", "cdi", "ID", "vendor.com/x=1"),
                        Map.of("Source", "cdi", "ID", "nvidia.com/gpu=0")));
        Map<String, Object> others = Map.of("CDISpecDirs", List.of("/etc/cdi"), "DiscoveredDevices", List.of());
        assertEquals(Way.RUNTIME_ALONE, ContainerGpu.after(Way.REQUEST_AND_RUNTIME, folders));
        assertEquals(Way.CDI, ContainerGpu.after(Way.REQUEST, folders));
        assertEquals(Way.CDI, ContainerGpu.after(Way.REQUEST, devices));
        assertEquals(List.of("nvidia.com/gpu=0"), ContainerGpu.cdi(devices));
        assertEquals(Way.NONE, ContainerGpu.after(Way.REQUEST, others));
        assertEquals(Way.NONE, ContainerGpu.after(Way.REQUEST, Map.of("CDISpecDirs", List.of())));
        assertEquals(Way.NONE, ContainerGpu.after(Way.REQUEST, Map.of()));
        assertEquals(Way.NONE, ContainerGpu.after(Way.CDI, devices));
    }

    /// Without what is null or empty: docker-java writes every field it knows.
    private static JsonNode present(JsonNode request) {
        var kept = JsonMapper.shared().createObjectNode();
        request.properties().forEach(each -> {
            if (!each.getValue().isNull() && !(each.getValue().isContainer() && each.getValue().isEmpty()))
                kept.set(each.getKey(), each.getValue());
        });
        return kept;
    }
}
