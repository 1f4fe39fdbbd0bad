package slipway.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The window saves the workspace as a bundle and opens one, each as a task that says what came of it.
class BundleActsUiTest extends UiTest {
    @TempDir
    private Path folder;
    private final Tasks tasks = new Tasks();
    private final TestDesk desk = new TestDesk();
    private final List<Asker.Question> asked = new CopyOnWriteArrayList<>();
    private final List<Path> gone = new CopyOnWriteArrayList<>();
    private volatile boolean sure = true;

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
        }, (owner, title, kind, patterns) -> file, this::ask, gone::add);
        press(acts, 0);
        await().until(() -> desk.done.size() == 1);
        assertEquals("Iris-co.slipway", suggested.get());
        assertTrue(desk.done.getFirst().contains(file.toString()), desk.done.toString());
        press(acts, 1);
        await().until(() -> desk.done.size() == 2);
        await().until(() -> gone.equals(List.of(folder.resolve("demo"))));
        assertTrue(asked.getLast().text().contains(folder.resolve("demo").toString()), asked.toString());
        assertTrue(asked.getLast().text().contains("Iris & co"), "what is left is named");
        assertEquals("name: Iris & co\n", Files.readString(folder.resolve("demo/slipway.yml")));
        assertEquals(List.of(Tasks.State.DONE, Tasks.State.DONE), tasks.shown().get().stream().map(Tasks.View::state)
                .toList());
    }

    @Test
    void whatCannotBeOpenedIsSaid() throws Exception {
        Path file = Files.writeString(folder.resolve("no.slipway"), "nothing");
        var acts = new BundleActs(tasks, desk.desk(), new Empty(Workspace.open(folder, tasks)),
                (owner, title, name) -> null, (owner, title, kind, patterns) -> file, this::ask, gone::add);
        press(acts, 0);
        press(acts, 1);
        await().until(() -> desk.problems.size() == 1);
        assertEquals("bundle.not-one", desk.problems.getFirst().code());
        assertEquals(1, tasks.shown().get().size(), "nothing was started without a file");
    }

    @Test
    void aDroppedBundleIsOpenedOnlyWhenSure() throws Exception {
        Path root = Files.createDirectories(folder.resolve("ws"));
        Files.writeString(root.resolve("slipway.yml"), "name: Iris\n");
        Path file = folder.resolve("demo.slipway");
        sure = false;
        var acts = new BundleActs(tasks, desk.desk(), new Empty(Workspace.open(root, tasks)),
                (owner, title, name) -> file, (owner, title, kind, patterns) -> null, this::ask, gone::add);
        press(acts, 0);
        await().until(() -> desk.done.size() == 1);
        fxRun(() -> acts.dropped(file));
        assertEquals("Open the bundle demo.slipway?", asked.getLast().title());
        assertFalse(Files.exists(folder.resolve("demo")));
        sure = true;
        fxRun(() -> acts.dropped(file));
        await().until(() -> gone.equals(List.of(folder.resolve("demo"))));
    }

    private void ask(Asker.Question question, Runnable go) {
        asked.add(question);
        if (sure) go.run();
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
