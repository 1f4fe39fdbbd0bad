package slipway.ui;

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

    /// Opens the window and answers when it was closed and everything is undone. Once in a process.
    public static void launch(Opening with) {
        opening = with;
        launch(StudioApp.class);
    }

    @Override
    public void start(Stage stage) {
        Opening with = Objects.requireNonNull(opening);
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
        stage.setOnCloseRequest(event -> own.rememberSize());
        stage.show();
        FirstFrame.watch(scene);
        Platform.getPreferences().colorSchemeProperty().addListener((observed, old, scheme) -> own.applyTheme());
        // one turn later, so that the first frame is out before classes are loaded for the features
        Fx.later(() -> Fx.later(() -> build(with, own)));
    }

    @Override
    public void stop() {
        Opening with = opening;
        if (with == null) return;
        if (shell != null) shell.rememberSize();
        with.close().run();
    }

    private static void build(Opening with, Shell own) {
        with.tasks().quiet("open workspace", progress -> {
            try {
                Parts parts = with.parts().get();
                Fx.later(() -> fill(with, own, parts));
            } catch (RuntimeException e) {
                Problem problem = StudioException.problemOf(e);
                Fx.later(() -> own.failed(problem, () -> build(with, own)));
            }
        });
    }

    private static void fill(Opening with, Shell own, Parts parts) {
        Opening.Demo demo = with.demo();
        Runnable runDemo = demo == null
                ? () -> {}
                : () -> parts.tasks().start("shell.task.demo", java.util.List.of(),
                        progress -> demo.run(parts, new Tour(own), progress));
        own.fill(Shell.Feed.of(parts), Pages.all(parts, own.desk(), runDemo));
        own.dropped(Pages.dropped(parts, own.desk()));
        if (demo != null) {
            own.desk().commands().add(() -> java.util.List.of(new Command(Text.of("shell.group.do"),
                    Text.of("shell.demo.run"), "fth-play", "", runDemo)));
        }
        if (with.demoAtStart()) runDemo.run();
    }
}
