package slipway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import javafx.scene.control.Button;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.docker.DockerFinding;
import slipway.store.StudioSettings;
import slipway.store.UserFolder;
import slipway.testkit.UiTest;
import slipway.ui.StudioApp;
import slipway.ui.Welcome;
import slipway.ui.WindowSettings;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The whole way of a person who starts without a workspace: from the first screen into one, in the same window.
class WelcomeUiTest extends UiTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;
    private final Tasks tasks = new Tasks();
    private final StudioApp app = new StudioApp();

    @AfterEach
    void end() {
        app.stop();
        tasks.close();
    }

    private void open(Path chosen) throws Exception {
        Files.createDirectories(folder.resolve("fraud-models"));
        var nothing = new DockerFinding(null, Problem.of("docker.none", 3), List.of());
        var ground = new Welcome(tasks, WindowSettings.DEFAULT, List.of(folder.resolve("fraud-models")), folder,
                () -> nothing, () -> false, Welcoming::create, to -> {
                    throw StudioException.of("welcome.inside", to, folder);
                }, next -> StudioOpener.opening(next, null, null, false, null), () -> {});
        fxRun(() -> app.welcome(stage(), ground, (owner, title) -> chosen));
        await().atMost(LONG).until(() -> fx(() -> lookup(".welcome .pill").queryAll().size() == 3));
    }

    @Test
    void aWorkspaceIsCreatedAndShownInTheSameWindowAndRemembered() throws Exception {
        Path chosen = folder.resolve("my-models");
        open(chosen);
        shots("welcome");
        fxRun(() -> lookup("#welcome-samples").<Button>query().fire());
        await().atMost(LONG).until(() -> fx(() -> lookup(".problem").tryQuery().isPresent()));
        shot("welcome-problem");
        fxRun(() -> lookup("#welcome-create").<Button>query().fire());
        await().atMost(LONG).until(() -> fx(() -> lookup("#workspace-chip").tryQuery().isPresent()
                && "my-models".equals(lookup("#workspace-chip").queryButton().getText())));
        assertEquals("name: \"my-models\"\n", Files.readString(chosen.resolve("slipway.yml")));
        settle();
        clickOn("#workspace-chip");
        assertTrue(fx(() -> lookup("Open workspace…").tryQuery().isPresent()));
        shot("workspace-menu");
        await().atMost(LONG).until(() -> recent().contains(chosen.toString()));
    }

    private List<String> recent() {
        try (var settings = StudioSettings.open(UserFolder.ofPerson(), tasks)) {
            return settings.value().get().recent().workspaces();
        }
    }
}
