package slipway.engine.docker;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;
import slipway.testkit.StubAnswers;
import slipway.testkit.StubDocker;

import static org.junit.jupiter.api.Assertions.assertEquals;

class GpuProbeTest {
    @TempDir
    Path folder;

    @Test
    void anEngineThatGoesAwayMeanwhileIsAskedAgain() throws Exception {
        try (var tasks = new Tasks();
                StubDocker docker = StubDocker.unix(folder.resolve("d.sock"), StubAnswers.DOCKER_25);
                DockerLink link = DockerLink.open(new DockerAddress(docker.host(), "test", null))) {
            var probe = new GpuProbe(link, new ContainerLabels("w", ""), tasks);
            docker.rest((method, path, body) -> path.contains("/start")
                    ? new StubDocker.Said(400, "{\"message\":\"exec: \\\"/nothing-to-run\\\": no such file\"}")
                    : new StubDocker.Said(200, "{}"));
            docker.on("/containers/create", out -> {
                throw new IOException("the engine ends");
            });
            assertEquals(GpuSupport.Kind.UNKNOWN, probe.support().kind());
            docker.on("/containers/create", 201, "{\"Id\":\"c1\",\"Warnings\":[]}");
            assertEquals(GpuSupport.Kind.READY, probe.support().kind());
        }
    }
}
