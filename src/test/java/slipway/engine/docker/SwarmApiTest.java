package slipway.engine.docker;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.testkit.StubAnswers;
import slipway.testkit.StubDocker;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SwarmApiTest {
    @TempDir
    Path folder;

    @Test
    void anotherNumberOfReplicasUndoesNoUpdateThatOvertookIt() throws Exception {
        var spec = new AtomicReference<>("{\"Name\":\"iris\",\"Mode\":{\"Replicated\":{\"Replicas\":1}}}");
        try (StubDocker docker = StubDocker.unix(folder.resolve("d.sock"), StubAnswers.DOCKER_25);
                DockerLink link = DockerLink.open(new DockerAddress(docker.host(), "test", null))) {
            docker.rest((method, path, body) -> {
                if (path.startsWith("/services/s1/update?version=1")) {
                    spec.set("{\"Name\":\"theirs\",\"Mode\":{\"Replicated\":{\"Replicas\":1}}}");
                    return new StubDocker.Said(500, "{\"message\":\"rpc error: update out of sequence\"}");
                }
                if (method.equals("POST")) spec.set(body);
                int version = spec.get().contains("theirs") ? 2 : 1;
                return new StubDocker.Said(200, "{\"ID\":\"s1\",\"Version\":{\"Index\":" + version + "},\"Spec\":"
                        + spec.get() + "}");
            });
            new SwarmApi(link).scale("s1", 3);
        }
        JsonNode now = JsonMapper.shared().readTree(spec.get());
        assertEquals("theirs", now.path("Name").asString(""));
        assertEquals(3, SwarmSpec.replicas(now));
    }
}
