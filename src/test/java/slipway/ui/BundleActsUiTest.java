package slipway.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.bundle.BundleGround;
import slipway.engine.Images;
import slipway.spec.DeploymentSpec;
import slipway.spec.Workspace;
import slipway.testkit.FakeImages;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The window saves the workspace as a bundle and opens one, each as a task that says what came of it.
class BundleActsUiTest extends UiTest {
    @TempDir
    private Path folder;
    private final Tasks tasks = new Tasks();
    private final TestDesk desk = new TestDesk();

    @AfterEach
    void end() {
        tasks.close();
    }

    @Test
    void aWorkspaceIsSavedAndOpenedBesideItsFile() throws Exception {
        Path root = Files.createDirectories(folder.resolve("ws"));
        Files.writeString(root.resolve("slipway.yml"), "name: Iris & co\n");
        var suggested = new AtomicReference<String>();
        Path file = folder.resolve("demo.slipway");
        var ground = new Empty(Workspace.open(root, tasks));
        var acts = new BundleActs(tasks, desk.desk(), ground, (owner, title, name) -> {
            suggested.set(name);
            return file;
        }, (owner, title, kind, patterns) -> file);
        press(acts, 0);
        await().until(() -> desk.done.size() == 1);
        assertEquals("Iris-co.slipway", suggested.get());
        assertTrue(desk.done.getFirst().contains(file.toString()), desk.done.toString());
        press(acts, 1);
        await().until(() -> desk.done.size() == 2);
        assertEquals("name: Iris & co\n", Files.readString(folder.resolve("demo/slipway.yml")));
        assertEquals(List.of(Tasks.State.DONE, Tasks.State.DONE), tasks.shown().get().stream().map(Tasks.View::state)
                .toList());
    }

    @Test
    void whatCannotBeOpenedIsSaid() throws Exception {
        Path file = Files.writeString(folder.resolve("no.slipway"), "nothing");
        var acts = new BundleActs(tasks, desk.desk(), new Empty(Workspace.open(folder, tasks)),
                (owner, title, name) -> null, (owner, title, kind, patterns) -> file);
        press(acts, 0);
        press(acts, 1);
        await().until(() -> desk.problems.size() == 1);
        assertEquals("bundle.not-one", desk.problems.getFirst().code());
        assertEquals(1, tasks.shown().get().size(), "nothing was started without a file");
    }

    private void press(BundleActs acts, int command) {
        fx(() -> {
            acts.commands().get(command).run().run();
            return true;
        });
    }

    private record Empty(Workspace workspace) implements BundleGround {
        @Override
        public Images images() {
            return new FakeImages();
        }

        @Override
        public Optional<Path> model(DeploymentSpec deployment) {
            return Optional.empty();
        }

        @Override
        public List<ImageNeed> needs(List<DeploymentSpec> deployments, Progress progress) {
            return List.of();
        }
    }
}
