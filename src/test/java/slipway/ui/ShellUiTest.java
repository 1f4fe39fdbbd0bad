package slipway.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import javafx.scene.Scene;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.EngineContexts;
import slipway.engine.EngineInfo;
import slipway.testkit.FakeEngine;
import slipway.testkit.Samples;
import slipway.testkit.TestCatalog;
import slipway.testkit.UiTest;
import slipway.ui.models.ModelImports;
import slipway.ui.models.ModelsPage;
import slipway.ui.overview.OverviewPage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ShellUiTest extends UiTest {
    @TempDir
    private Path folder;
    private final Tasks tasks = new Tasks();
    private final Activity activity = new Activity();
    private final FakeEngine docker = FakeEngine.docker(null);
    private final Live<WindowSettings> saved = new Live<>(WindowSettings.DEFAULT);

    @AfterEach
    void end() {
        tasks.close();
    }

    @Test
    void emptyFrameThenPages() {
        Shell shell = open();
        shot("shell-frame");
        fill(shell);
        activity.add(Activity.Outcome.GOOD, "2.1 ms", "shell.help.tasks");
        shots("shell-overview");
        push(KeyCode.CONTROL, KeyCode.DIGIT2);
        shots("shell-models");
        assertEquals("models", saved.get().page());
    }

    @Test
    void paletteFindsAndRuns() {
        fill(open());
        push(KeyCode.CONTROL, KeyCode.K);
        settle();
        shot("shell-palette");
        write("dark th");
        settle();
        shot("shell-palette-typed");
        push(KeyCode.ENTER);
        settle();
        assertEquals("dark", saved.get().theme());
        assertTrue(fx(() -> stage().getScene().getRoot().getStyleClass().contains("dark")));
        push(KeyCode.CONTROL, KeyCode.K);
        push(KeyCode.ESCAPE);
        settle();
        assertTrue(lookup("#palette-field").tryQuery().isEmpty());
    }

    @Test
    void taskCentreShowsProgressAndCancels() {
        fill(open());
        var begun = new CountDownLatch(1);
        tasks.start("shell.task.demo", List.of(), progress -> {
            progress.count(31_000_000, 62_000_000, Progress.Unit.BYTES);
            begun.countDown();
            new CountDownLatch(1).await();
        });
        await().until(() -> begun.getCount() == 0);
        push(KeyCode.CONTROL, KeyCode.J);
        settle();
        shot("shell-tasks");
        clickOn("#cancel-1");
        await().until(() -> tasks.shown().get().getFirst().state() == Tasks.State.CANCELLED);
        settle();
        assertTrue(lookup("cancelled").tryQuery().isPresent());
    }

    @Test
    void theEngineChipFollowsAndOpensEveryEngine() {
        fill(open());
        assertTrue(lookup("Docker 28.3 · API 1.51 · 2 GPUs").tryQuery().isPresent());
        clickOn("#engine-chip");
        shot("shell-engines");
        docker.info.set(FakeEngine.down(EngineInfo.State.REFUSED, Problem.of("docker.down", "permission denied")));
        settle();
        assertTrue(lookup("#engine-chip").queryButton().getText().equals("Embedded engine"));
        assertTrue(lookup("refused").tryQuery().isPresent());
        shots("shell-engines-refused");
        clickOn("#retry-docker");
        assertEquals(1, docker.reconnects.get());
        push(KeyCode.ESCAPE);
        settle();
        assertTrue(lookup("#engine-panel").tryQuery().isEmpty());
    }

    @Test
    void anotherContextIsChosenInThePanelOfTheEngines() {
        var chosen = new AtomicReference<@Nullable String>();
        docker.contexts = new EngineContexts() {
            @Override
            public List<Context> all() {
                return List.of(new Context("default", "", false, null),
                        new Context("gpu-box", "ssh://ana@gpu-box", true, null),
                        new Context("old", "ftp://x", false, Problem.of("docker.searching")));
            }

            @Override
            public @Nullable String chosen() {
                return chosen.get();
            }

            @Override
            public void choose(@Nullable String name) {
                chosen.set(name);
            }
        };
        fill(open());
        clickOn("#engine-chip");
        settle();
        clickOn("#engine-context");
        await().until(() -> lookup("gpu-box · ssh://ana@gpu-box · another machine").tryQuery().isPresent());
        shot("shell-contexts");
        clickOn("gpu-box · ssh://ana@gpu-box · another machine");
        await().until(() -> "gpu-box".equals(chosen.get()));
        await().until(() -> lookup("Context: gpu-box").tryQuery().isPresent());
    }

    @Test
    void anEngineThatLeavesTheLoopbackSaysSo() {
        fill(open());
        EngineInfo now = docker.info.get();
        docker.info.set(new EngineInfo(now.id(), now.title(), true, now.detail(), now.state(), null, now.tried(),
                now.gpus(), Problem.of("docker.leaves-loopback", "10.0.0.7", "context far")));
        clickOn("#engine-chip");
        settle();
        assertTrue(lookup("Ports of containers leave the loopback").tryQuery().isPresent());
        shot("shell-engine-warning");
    }

    @Test
    void noticesAndProblems() {
        Shell shell = open();
        fill(shell);
        fxRun(() -> shell.notices().copied("http://127.0.0.1:8801"));
        settle();
        assertTrue(lookup("Copied http://127.0.0.1:8801").tryQuery().isPresent());
        assertEquals("http://127.0.0.1:8801", fx(() -> Clipboard.getSystemClipboard().getString()));
        fxRun(() -> shell.notices().problem(Problem.of("base.unforeseen", "exit 1", "It ended.").withDetail("stack")));
        shot("shell-problem");
        assertTrue(lookup("It ended.").tryQuery().isPresent());
        push(KeyCode.ESCAPE);
        settle();
        assertFalse(lookup("It ended.").tryQuery().isPresent());
    }

    @Test
    void whatComesOfWorkBegunInAnotherFrameIsSaidInTheOneThatIsShown() {
        var front = new Front();
        Shell before = fx(() -> new Shell(stage(), tasks, WindowSettings.DEFAULT, front));
        Shell now = fx(() -> new Shell(stage(), tasks, WindowSettings.DEFAULT.withTheme("light"), front));
        fxRun(() -> {
            stage().setScene(new Scene(now.root(), 1440, 900));
            now.applyTheme();
            stage().show();
        });
        fill(now);
        fxRun(() -> before.desk().work().run(() -> {}, () -> before.desk().notices().done("It is written.")));
        await().until(() -> fx(() -> lookup("It is written.").tryQuery().isPresent()));
        fxRun(() -> before.desk().navigator().open("models", ""));
        assertEquals("models", saved.get().page(), "and it is this one that remembers the page");
        fxRun(() -> before.desk().work().run(() -> {
            throw new StudioException(Problem.of("base.unforeseen", "exit 1", "It ended."));
        }, () -> {}));
        await().until(() -> fx(() -> lookup("It ended.").tryQuery().isPresent()));
    }

    @Test
    void railFoldsHelpOpensThemeSwitches() {
        fill(open());
        push(KeyCode.CONTROL, KeyCode.B);
        settle();
        assertTrue(saved.get().railCollapsed());
        push(KeyCode.F1);
        settle();
        assertTrue(lookup("#help-list").tryQuery().isPresent());
        push(KeyCode.ESCAPE);
        push(KeyCode.SHIFT, KeyCode.F1);
        shot("shell-help-folded");
        push(KeyCode.ESCAPE);
        clickOn("#theme-button");
        settle();
        assertEquals("dark", saved.get().theme());
        clickOn("#bell");
        shot("shell-activity");
    }

    private Shell open() {
        return fx(() -> {
            var shell = new Shell(stage(), tasks,
                    new WindowSettings("light", 1440, 900, false, false, "overview", false), new Front());
            stage().setScene(new Scene(shell.root(), 1440, 900));
            shell.applyTheme();
            stage().setWidth(1440);
            stage().setHeight(900);
            stage().show();
            return shell;
        });
    }

    private void fill(Shell shell) {
        fxRun(() -> {
            var spec = new Live<>(Samples.workspace());
            var catalog = new Live<>(Samples.catalog());
            var deployments = new Live<>(Samples.deployments());
            var endpoints = new Live<>(Samples.endpoints());
            shell.fill(
                    new Shell.Feed(spec, List.of(FakeEngine.embedded(), docker), endpoints, deployments,
                            Samples.traffic(), activity, Samples.updates(), saved::set),
                    List.of(new OverviewPage(spec, catalog, deployments, endpoints, Samples.traffic(),
                            activity, List.of(FakeEngine.embedded(), docker), shell.desk(), model -> {}, () -> {},
                            () -> {}, List.of()),
                            new ModelsPage(TestCatalog.in(folder, tasks), catalog, deployments, shell.desk(),
                                    model -> {}, new ModelImports(tasks, () -> Path.of(""), () -> {}, shell.desk(),
                                            (owner, title, kind, patterns) -> null, (owner, title) -> null),
                                    Asker.dialog(), new ModelsPage.Habits(false, cards -> {}))));
        });
        settle();
    }
}
