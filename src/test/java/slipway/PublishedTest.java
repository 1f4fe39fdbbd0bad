package slipway;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.Tasks;
import slipway.deploy.Deployments;
import slipway.engine.Engines;
import slipway.store.RunFile;
import slipway.testkit.FakeEngine;
import slipway.traffic.Gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

class PublishedTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(20)
    void aClosedWorkspaceIsNeverSaidToRun() throws Exception {
        var engines = new Engines(List.of(FakeEngine.embedded()));
        try (var tasks = new Tasks();
                var gateway = new Gateway();
                var deployments = new Deployments(tasks, new Activity(), engines, spec -> Optional.empty(),
                        spec -> "embedded", folder)) {
            var published = new Published(folder, gateway, deployments, engines);
            published.close();
            // as far as it was when the other thread closed it
            published.follow();
            assertEquals(0, RunFile.read(folder).orElseThrow().pid());
        }
    }
}
