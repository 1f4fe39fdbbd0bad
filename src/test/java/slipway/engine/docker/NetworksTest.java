package slipway.engine.docker;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

    @ParameterizedTest
    @ValueSource(strings = {"default", "none", "models"})
    void anEngineOfAnotherMachineIsRefusedWithItsName(String network) {
        var refused = assertThrows(StudioException.class,
                () -> Networks.check(at("tcp://192.0.2.7:2376"), network)).problem();
        assertEquals("docker.engine-elsewhere", refused.code());
        assertTrue(refused.what().contains("192.0.2.7") && refused.why().contains("DOCKER_HOST"), refused.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:///var/run/docker.sock", "npipe:////./pipe/docker_engine", "tcp://127.0.0.1:2375",
            "tcp://localhost:2375", "tcp://[::1]:2375"})
    void anEngineOfThisMachineIsNot(String host) {
        assertDoesNotThrow(() -> Networks.check(at(host), "default"));
    }
}
