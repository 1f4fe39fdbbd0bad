package slipway.ui;

import java.nio.file.Path;
import java.util.Objects;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.ui.fx.Fx;

/// The JavaFX application: shows an empty frame at once, builds the features on a task behind it, then fills it.
public final class StudioApp extends Application {
    // JavaFX makes the application object itself, so what it starts with has to wait here
    private static volatile @Nullable Opening opening;

    private @Nullable Shell shell;
    /// The workspace before, which may still be ending what runs there.
    private volatile @Nullable Opening left;

    /// Opens the window and answers when it was closed and everything is undone. Once in a process.
    public static void launch(Opening with) {
        opening = with;
        launch(StudioApp.class);
    }

    @Override
    public void start(Stage stage) {
        show(stage, Objects.requireNonNull(opening));
    }

    /// Shows what `with` opens on `stage`. FX thread.
    public void show(Stage stage, Opening with) {
        opening = with;
        WindowSettings remembered = with.remembered();
        var own = new Shell(stage, with.tasks(), remembered);
        shell = own;
        Fx.uncaught(own::unforeseen);
        stage.setTitle("Slipway");
        stage.setMinWidth(1024);
        stage.setMinHeight(700);
        var scene = new Scene(own.root(), remembered.width(), remembered.height());
        stage.setScene(scene);
        stage.setWidth(remembered.width());
        stage.setHeight(remembered.height());
        stage.setMaximized(remembered.maximized());
        own.applyTheme();
        stage.setOnCloseRequest(event -> {
            if (shell != null) shell.rememberSize();
        });
        stage.show();
        FirstFrame.watch(scene);
        Platform.getPreferences().colorSchemeProperty().addListener((observed, old, scheme) -> {
            if (shell != null) shell.applyTheme();
        });
        // one turn later, so that the first frame is out before classes are loaded for the features
        Fx.later(() -> Fx.later(() -> build(with, own, stage)));
    }

    @Override
    public void stop() {
        Opening with = opening;
        if (with == null) return;
        if (shell != null) shell.rememberSize();
        with.close().run();
        Opening before = left;
        if (before != null) before.close().run();
    }

    private void build(Opening with, Shell own, Stage stage) {
        with.tasks().quiet("open workspace", progress -> {
            try {
                Parts parts = with.parts().get();
                Fx.later(() -> fill(with, own, parts, stage));
            } catch (RuntimeException e) {
                Problem problem = StudioException.problemOf(e);
                Fx.later(() -> own.failed(problem, () -> build(with, own, stage)));
            }
        });
    }

    private void fill(Opening with, Shell own, Parts parts, Stage stage) {
        Opening.Demo demo = with.demo();
        Runnable runDemo = demo == null
                ? () -> {}
                : () -> parts.tasks().start("shell.task.demo", java.util.List.of(),
                        progress -> demo.run(parts, new Tour(own), progress));
        BundleActs bundles = Pages.bundles(parts, own.desk(), folder -> go(with, own, folder, stage));
        own.fill(Shell.Feed.of(parts), Pages.all(parts, own.desk(), runDemo, bundles));
        own.dropped(Pages.dropped(parts, own.desk(), bundles));
        if (demo != null) {
            own.desk().commands().add(() -> java.util.List.of(new Command(Text.of("shell.group.do"),
                    Text.of("shell.demo.run"), "fth-play", "", runDemo)));
        }
        if (with.demoAtStart()) runDemo.run();
    }

    /// Goes on with the workspace in `folder` in the same window. Looked at first: where it cannot be opened, all stays
    /// as it is.
    private void go(Opening from, Shell shown, Path folder, Stage stage) {
        from.tasks().quiet("look at workspace", progress -> {
            try {
                Opening next = from.elsewhere().apply(folder);
                Fx.later(() -> move(from, shown, next, stage));
            } catch (RuntimeException e) {
                Problem problem = StudioException.problemOf(e);
                Fx.later(() -> shown.notices().problem(problem));
            }
        });
    }

    /// What runs in the workspace before is ended as if the window were closed, then the next one is built.
    private void move(Opening from, Shell shown, Opening next, Stage stage) {
        shown.rememberSize();
        // the window goes on as it is, on the first page
        var own = new Shell(stage, next.tasks(), shown.settings().withPage("overview"));
        opening = next;
        shell = own;
        left = from;
        Fx.uncaught(own::unforeseen);
        stage.getScene().setRoot(own.root());
        own.applyTheme();
        next.tasks().quiet("leave workspace", progress -> {
            from.close().run();
            Fx.later(() -> build(next, own, stage));
        });
    }
}
