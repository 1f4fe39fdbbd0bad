package slipway.ui;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;

import org.jspecify.annotations.Nullable;

import slipway.base.Language;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.ui.fx.Fx;
import slipway.ui.fx.PulseRest;
import slipway.ui.help.HelpWindow;
import slipway.ui.widget.FolderTarget;

/// The JavaFX application: shows its outline at once, then an empty frame, builds the features on a task behind it, and
/// fills it.
public final class StudioApp extends Application {
    // JavaFX makes the application object itself, so what it starts with has to wait here
    private static volatile @Nullable Start begin;
    private static volatile @Nullable Opening opening;
    private static volatile @Nullable Welcome welcome;

    private static final Duration GUIDE_AFTER = Duration.ofSeconds(3);

    private @Nullable Shell shell;
    private @Nullable Parts parts;
    /// Why there are no `parts`, where building them was tried.
    private @Nullable Problem unbuilt;
    private final Front front = new Front();
    private Going going = Going.nothing();
    /// The workspace before, which may still be ending what runs there.
    private volatile @Nullable Opening left;

    /// What the outline looks like, what comes behind it, and why that could not be made.
    private record Start(WindowSettings looks, Supplier<Opening> with, AtomicReference<@Nullable Throwable> unmade) {}

    /// Opens the window as `looks` has it, asks for `with` on the FX thread once its outline shows, and answers when the
    /// window was closed and everything is undone. Once in a process.
    public static void launch(WindowSettings looks, Supplier<Opening> with) {
        var start = new Start(looks, with, new AtomicReference<>());
        begin = start;
        launch(StudioApp.class);
        Throwable why = start.unmade.get();
        if (why != null) throw new IllegalStateException("the window could not be made", why);
    }

    /// As [#launch(WindowSettings, Supplier)], for a person who has to say first which workspace is meant.
    public static void launch(Welcome with) {
        welcome = with;
        launch(StudioApp.class);
    }

    @Override
    public void start(Stage stage) {
        Start with = begin;
        if (with != null) {
            FirstFrame.watch(Outline.show(stage, with.looks));
            // one turn later, so that the outline is out before the frame takes the thread
            Fx.later(() -> Fx.later(() -> make(stage, with)));
        } else {
            welcome(stage, Objects.requireNonNull(welcome), FolderTarget.CHOOSER);
        }
        PulseRest.begin(stage);
    }

    private void make(Stage stage, Start start) {
        // closed meanwhile
        if (!stage.isShowing()) return;
        try {
            show(stage, start.with.get());
        } catch (RuntimeException | Error e) {
            start.unmade.set(e);
            Platform.exit();
        }
    }

    /// Asks on `stage` which workspace is meant, and goes on with it there. FX thread.
    public void welcome(Stage stage, Welcome with, FolderTarget folders) {
        var screen = new WelcomeScreen(with, folders, next -> {
            // a look at the engine may still be on its way
            next.tasks().quiet("leave welcome", progress -> with.close().run());
            show(stage, next);
        });
        var scene = new Scene(screen, with.looks().width(), with.looks().height());
        stage.setTitle("Slipway");
        stage.setMinWidth(1024);
        stage.setMinHeight(700);
        stage.setScene(scene);
        Theme.apply(scene, Theme.isDark(with.looks().theme()));
        stage.show();
    }

    /// Shows what `with` opens on `stage`, in the place of the outline where that is shown. FX thread.
    public void show(Stage stage, Opening with) {
        opening = with;
        WindowSettings remembered = with.remembered();
        if (!remembered.language().isEmpty()) Text.speak(Language.of(remembered.language()));
        Shell own = frame(with, stage, remembered);
        Scene scene = stage.getScene();
        if (scene != null && scene.getRoot() instanceof Outline) {
            scene.setRoot(own.root());
        } else {
            scene = new Scene(own.root(), remembered.width(), remembered.height());
            stage.setScene(scene);
            Outline.size(stage, remembered);
        }
        own.applyTheme();
        stage.setOnCloseRequest(event -> shell().rememberSize());
        stage.show();
        FirstFrame.framed(scene);
        Platform.getPreferences().colorSchemeProperty().addListener((observed, old, scheme) -> shell().applyTheme());
        // behind it, so that the frame is out before classes are loaded for the features
        Fx.later(() -> Fx.later(() -> build(with, stage)));
    }

    @Override
    public void stop() {
        Welcome asked = welcome;
        if (asked != null) asked.close().run();
        Opening with = opening;
        if (with == null) return;
        if (shell != null) shell.rememberSize();
        // closing the next one ends its tasks, and one of them may still be ending what ran in the one before
        Opening before = left;
        if (before != null) before.close().run();
        with.close().run();
    }

    private Shell shell() {
        return Objects.requireNonNull(shell);
    }

    private Shell frame(Opening with, Stage stage, WindowSettings settings) {
        var own = new Shell(stage, with.tasks(), settings, front);
        shell = own;
        Fx.uncaught(own::unforeseen);
        own.whenLanguageChanges(() -> reframe(with, stage, own.settings()));
        return own;
    }

    /// What stood in the window goes with its root, and with it what was opened from there.
    private void reframe(Opening with, Stage stage, WindowSettings settings) {
        closeOver(stage);
        Shell own = frame(with, stage, settings);
        stage.getScene().setRoot(own.root());
        own.applyTheme();
        Problem why = unbuilt;
        if (parts != null) fill(with, parts, stage);
        else if (why != null) failed(with, stage, why);
    }

    /// Dialogs are asked to close, as by their own button; windows over windows go first.
    private static void closeOver(Window owner) {
        for (Window each : List.copyOf(Window.getWindows())) {
            Window over = each instanceof Stage window
                    ? window.getOwner()
                    : each instanceof PopupWindow popup ? popup.getOwnerWindow() : null;
            if (!owner.equals(over)) continue;
            closeOver(each);
            each.fireEvent(new WindowEvent(each, WindowEvent.WINDOW_CLOSE_REQUEST));
            each.hide();
        }
    }

    private void failed(Opening with, Stage stage, Problem why) {
        unbuilt = why;
        shell().failed(why, () -> build(with, stage));
    }

    private void build(Opening with, Stage stage) {
        with.tasks().quiet("open workspace", progress -> {
            try {
                Parts made = with.parts().get();
                Fx.later(() -> {
                    // whoever moved on meanwhile closes it
                    if (!with.equals(opening)) return;
                    parts = made;
                    unbuilt = null;
                    fill(with, made, stage);
                    readGuide(with.tasks());
                    if (with.demoAtStart()) demo(with, made).run();
                });
            } catch (RuntimeException e) {
                Problem problem = StudioException.problemOf(e);
                Fx.later(() -> {
                    if (with.equals(opening)) failed(with, stage, problem);
                });
            }
        });
    }

    private static void readGuide(Tasks tasks) {
        tasks.quiet("read the guide", progress -> {
            // once the window has what it needs first
            Tasks.pause(GUIDE_AFTER);
            HelpWindow.prepare();
        });
    }

    private void fill(Opening with, Parts parts, Stage stage) {
        Shell own = shell();
        Runnable runDemo = demo(with, parts);
        BundleActs bundles = Pages.bundles(parts, own.desk(), folder -> go(with, folder, stage));
        own.fill(Shell.Feed.of(parts), Pages.all(parts, own.desk(), runDemo, bundles, going,
                own.looks()));
        own.workspaces(new WorkspaceMenu(parts.workspace().root(),
                () -> parts.person().value().get().recent().workspaces(), FolderTarget.CHOOSER,
                folder -> go(with, folder, stage), own.notices()::copied));
        own.dropped(Pages.dropped(parts, own.desk(), bundles));
        FirstFrame.filled(stage.getScene());
        Fx.afterFrame(stage.getScene(), parts.shown());
        if (with.demo() != null) {
            own.desk().commands().add(() -> java.util.List.of(new Command(Text.of("shell.group.do"),
                    Text.of("shell.demo.run"), "fth-play", "", runDemo)));
        }
    }

    private Runnable demo(Opening with, Parts parts) {
        Opening.Demo demo = with.demo();
        if (demo == null) return () -> {};
        return () -> parts.tasks().start("shell.task.demo", java.util.List.of(),
                progress -> demo.run(parts, new Tour(this::shell), progress));
    }

    /// Goes on with the workspace in `folder` in the same window. Looked at first: where it cannot be opened, all stays
    /// as it is.
    private void go(Opening from, Path folder, Stage stage) {
        from.tasks().quiet("look at workspace", progress -> {
            try {
                Opening next = from.elsewhere().apply(folder);
                Fx.later(() -> move(from, next, stage));
            } catch (RuntimeException e) {
                Problem problem = StudioException.problemOf(e);
                Fx.later(() -> shell().notices().problem(problem));
            }
        });
    }

    /// What runs in the workspace before is ended as if the window were closed, then the next one is built. Of two that
    /// were chosen from the same window, the first is shown.
    private void move(Opening from, Opening next, Stage stage) {
        if (!from.equals(opening)) {
            next.tasks().close();
            return;
        }
        shell().rememberSize();
        opening = next;
        left = from;
        parts = null;
        unbuilt = null;
        going = Going.nothing();
        WindowSettings before = shell().settings();
        WindowSettings settings = next.remembered().in(before);
        if (!settings.language().equals(before.language())) Text.speak(Language.of(settings.language()));
        reframe(next, stage, settings);
        next.tasks().quiet("leave workspace", progress -> {
            from.close().run();
            Fx.later(() -> build(next, stage));
        });
    }
}
