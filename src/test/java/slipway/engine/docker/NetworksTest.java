package slipway.engine.docker;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.ContainerSettings;
import slipway.engine.Workload;
import slipway.testkit.StubAnswers;
import slipway.testkit.StubDocker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Where a container could not be reached, none is made.
class NetworksTest {
    @TempDir
    Path folder;

    private static DockerAddress at(String host) {
        return new DockerAddress(URI.create(host), "DOCKER_HOST", null);
    }

    @Test
    void theNetworkOfTheMachineIsRefusedBeforeAnythingIsMade() throws Exception {
        var settings = new ContainerSettings("any:1", List.of(), List.of(), 8080, 8080, "/model", 0, null, "host",
                null, "spec-1");
        var workload = new Workload("iris/blue", 0, 1, List.of(), Map.of(), null, 0, 0, null, settings);
        try (var tasks = new Tasks();
                StubDocker stub = StubDocker.unix(folder.resolve("d.sock"), StubAnswers.DOCKER_29)) {
            stub.on("/containers/json", 200, "[]");
            stub.on("/networks", 200, "[]");
            stub.on("/containers/create", 201, "{\"Id\":\"one\"}");
            try (var engine = new DockerEngine(DockerLink.open(at(stub.host().toString())), "networks", tasks)) {
                var refused = assertThrows(StudioException.class, () -> engine.launch(workload, Progress.NONE));
                assertEquals("docker.host-network", refused.problem().code());
                assertFalse(stub.requests().toString().contains("create"), stub.requests().toString());
            }
        }
    }

    @Test
    void anEngineOfTheNetworkIsWarnedOfWithItsName() throws Exception {
        var reach = new EngineReach(at("tcp://192.0.2.7:2376"), null);
        assertEquals("192.0.2.7", reach.bind());
        assertEquals(URI.create("http://192.0.2.7:32768"), reach.published(32768, 0));
        var warning = Objects.requireNonNull(reach.warning());
        assertEquals("docker.leaves-loopback", warning.code());
        assertTrue(warning.why().contains("192.0.2.7") && warning.why().contains("DOCKER_HOST"), warning.toString());
    }

    @Test
    void anAddressOfSixGroupsIsAUrlToo() throws Exception {
        var reach = new EngineReach(at("tcp://[2001:db8::7]:2376"), null);
        assertEquals(URI.create("http://[2001:db8:0:0:0:0:0:7]:1234"), reach.published(1234, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:///var/run/docker.sock", "npipe:////./pipe/docker_engine", "tcp://127.0.0.1:2375",
            "tcp://localhost:2375", "tcp://[::1]:2375"})
    void anEngineOfThisMachineStaysOnTheLoopback(String host) {
        var reach = new EngineReach(at(host), null);
        assertEquals("127.0.0.1", reach.bind());
        assertNull(reach.warning());
    }
}
