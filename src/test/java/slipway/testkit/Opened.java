package slipway.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Cell;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ScrollPane.ScrollBarPolicy;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;

import org.testfx.util.WaitForAsyncUtils;

import slipway.ui.Shots;
import slipway.ui.Theme;

import static org.awaitility.Awaitility.await;

/// Opens a dialog or a window over the main one, and finds what not everybody can use there: too faint in either theme,
/// not reached or not named, not closed with Escape, too large for a small window when its text is twice as large. Puts
/// the theme, the text and the main window back. Not on the FX thread.
public final class Opened {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;
    /// Rounding to whole pixels.
    private static final double ROUNDED = 1.5;

    private final Stage main;
    private final String name;
    private final Runnable open;
    private final List<String> faults = new ArrayList<>();

    /// @param name of the source that opens it, and of its pictures
    Opened(Stage main, String name, Runnable open) {
        this.main = main;
        this.name = name;
        this.open = open;
    }

    /// In words, none twice.
    List<String> faults() {
        asDrawn();
        twiceAsLarge();
        return faults.stream().distinct().map(fault -> name + " " + fault).toList();
    }

    private void asDrawn() {
        Node before = fx(() -> main.getScene().getFocusOwner());
        Scene scene = shown();
        fx(() -> scene.getFocusOwner() == null ? faults.add("has no focus") : null);
        for (boolean dark : new boolean[]{false, true}) {
            theme(dark);
            picture(dark ? "dark" : "light");
            fx(() -> Contrast.faults(scene)).forEach(fault -> faults.add((dark ? "dark: " : "light: ") + fault));
        }
        theme(false);
        fx(() -> scene.getRoot() instanceof DialogPane pane ? faults.addAll(buttons(pane)) : null);
        faults.addAll(Keyboard.faults(scene, fx(scene::getRoot), new HashSet<>()));
        larger(scene);
        close(scene);
        Node after = fx(() -> main.getScene().getFocusOwner());
        if (!Objects.equals(before, after)) faults.add("leaves the focus on " + after + ", not " + before);
    }

    /// Whoever makes a window larger sees more of what is in it.
    private void larger(Scene scene) {
        if (!(scene.getWindow() instanceof Stage stage) || !stage.isResizable()) return;
        double width = stage.getWidth();
        double height = stage.getHeight();
        fx(() -> {
            stage.setWidth(main.getWidth() + 100);
            stage.setHeight(main.getHeight() + 100);
            return null;
        });
        WaitForAsyncUtils.waitForFxEvents();
        fx(() -> {
            Bounds filled = scene.getRoot().getLayoutBounds();
            return (scene.getWidth() - filled.getWidth() <= ROUNDED
                    && scene.getHeight() - filled.getHeight() <= ROUNDED)
                    || faults.add("fills " + filled.getWidth() + " × " + filled.getHeight() + " of a larger window");
        });
        // one that is opened again may keep what it was given
        fx(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
            return null;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void twiceAsLarge() {
        double width = main.getWidth();
        double height = main.getHeight();
        size(2, WIDTH, HEIGHT);
        try {
            Scene scene = shown();
            picture("200");
            faults.addAll(fx(() -> cut(scene.getRoot())));
            fx(() -> (scene.getWindow().getWidth() <= WIDTH && scene.getWindow().getHeight() <= HEIGHT) || faults.add(
                    "is " + scene.getWindow().getWidth() + " × " + scene.getWindow().getHeight() + " with large text"));
            close(scene);
        } finally {
            size(1, width, height);
        }
    }

    private void size(double factor, double width, double height) {
        fx(() -> {
            Theme.scale(factor);
            main.setWidth(width);
            main.setHeight(height);
            return null;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void theme(boolean dark) {
        fx(() -> {
            Theme.apply(main.getScene(), dark);
            return null;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// One that waits for its answer keeps the turn it was opened in.
    private Scene shown() {
        List<Window> before = windows();
        var _ = WaitForAsyncUtils.asyncFx(open);
        await(name).until(() -> windows().size() > before.size());
        WaitForAsyncUtils.waitForFxEvents();
        WaitForAsyncUtils.waitForFxEvents();
        return windows().stream().filter(each -> !before.contains(each)).findFirst().orElseThrow().getScene();
    }

    private void close(Scene scene) {
        Window window = scene.getWindow();
        fx(() -> {
            Node owner = scene.getFocusOwner();
            Event.fireEvent(owner == null ? scene.getRoot() : owner, new KeyEvent(KeyEvent.KEY_PRESSED,
                    KeyEvent.CHAR_UNDEFINED, "", KeyCode.ESCAPE, false, false, false, false));
            return null;
        });
        WaitForAsyncUtils.waitForFxEvents();
        if (!windows().contains(window)) return;
        faults.add("stays open at Escape from " + fx(scene::getFocusOwner));
        fx(() -> {
            window.hide();
            return null;
        });
    }

    private static List<Window> windows() {
        return fx(
                () -> Window.getWindows().stream().filter(Stage.class::isInstance).filter(Window::isShowing).toList());
    }

    private void picture(String of) {
        fx(() -> {
            Shots.write(UiTest.SHOTS.resolve("opened-" + name + "-" + of + ".png"));
            return null;
        });
    }

    /// What does the work is done with Enter, and nothing else has the focus at first that Enter would do.
    private static List<String> buttons(DialogPane pane) {
        var faults = new ArrayList<String>();
        for (ButtonType type : pane.getButtonTypes()) {
            if (!(pane.lookupButton(type) instanceof Button button)) continue;
            boolean does = type.getButtonData() == ButtonBar.ButtonData.OK_DONE;
            if (does != button.isDefaultButton()) faults.add("Enter and “" + type.getText() + "”");
        }
        if (pane.getButtonTypes().stream().noneMatch(type -> type.getButtonData().isCancelButton()))
            faults.add("has no button for Escape");
        return faults;
    }

    /// What in `root` does not fit in it, as it is shown now. FX thread.
    public static List<String> cut(Parent root) {
        var faults = new ArrayList<String>();
        all(root).forEach(node -> {
            if (node instanceof Labeled words && words.isTextTruncated() && words.getTooltip() == null)
                faults.add("cut: “" + words.getText() + "” in " + Contrast.path(node));
            if ((node instanceof Labeled || node instanceof TextInputControl) && !within(node, root))
                faults.add("beyond the edge: " + Contrast.path(node));
        });
        return faults;
    }

    /// What is shown, but for the rows of lists, which say all of it otherwise, and what the toolkit makes.
    private static Stream<Node> all(Node node) {
        if (!node.isVisible() || node instanceof Cell || node instanceof ScrollBar) return Stream.of();
        if (!(node instanceof Parent parent)) return Stream.of(node);
        return Stream.concat(Stream.of(node), parent.getChildrenUnmodifiable().stream().flatMap(Opened::all));
    }

    /// Whether all of `node` is in what it stands in; what can be scrolled there is.
    private static boolean within(Node node, Parent root) {
        Bounds bounds = node.localToScene(node.getLayoutBounds());
        for (Parent at = node.getParent(); at != null; at = at.getParent()) {
            Bounds room = at.localToScene(at.getLayoutBounds());
            boolean beside = bounds.getMinX() < room.getMinX() - ROUNDED || bounds.getMaxX() > room.getMaxX() + ROUNDED;
            if (at instanceof ScrollPane pane) return !beside || pane.getHbarPolicy() != ScrollBarPolicy.NEVER;
            boolean frame = at.equals(root) || at.getParent() instanceof DialogPane;
            if (frame && (beside || bounds.getMinY() < room.getMinY() - ROUNDED || bounds.getMaxY() > room.getMaxY()
                    + ROUNDED))
                return false;
        }
        return true;
    }

    private static <T> T fx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, work);
    }
}
