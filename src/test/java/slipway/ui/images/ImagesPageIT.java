package slipway.ui.images;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import javafx.scene.control.TableView;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Live;
import slipway.base.Tasks;
import slipway.engine.Engines;
import slipway.engine.docker.DockerEngine;
import slipway.testkit.NeedsDocker;
import slipway.testkit.TestDesk;
import slipway.testkit.TestDocker;
import slipway.testkit.UiTest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The page over the engine of this machine, read only.
@NeedsDocker
class ImagesPageIT extends UiTest {
    @Test
    void showsWhatTheEngineHas(@TempDir Path state) throws Exception {
        try (var tasks = new Tasks(); var docker = DockerEngine.find(state, tasks)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> docker.info().available());
            var desk = new TestDesk();
            show(fx(() -> new ImagesPage(desk.desk(), tasks, new Engines(List.of(docker)), new Live<>(List.of()))
                    .view()), 1440, 900);
            await().until(() -> lookup("#images-table").tryQuery().isPresent());
            TableView<ImageRow> table = lookup("#images-table").query();
            await().until(() -> fx(() -> table.getItems().stream()
                    .anyMatch(row -> row.image().tags().contains(TestDocker.busybox()))));
            await().until(() -> !lookup(".layer").queryAll().isEmpty());
            shot("images-docker");
            assertTrue(desk.problems.isEmpty(), desk.problems.toString());
        }
    }
}
