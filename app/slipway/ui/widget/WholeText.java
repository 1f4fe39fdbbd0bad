package slipway.ui.widget;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;

import org.jspecify.annotations.Nullable;

/// Whatever in a scene shows its text cut tells all of it under the mouse, unless it has a tooltip of its own; a screen
/// reader gets the whole text anyway. FX thread.
public final class WholeText {
    private static final double WIDEST = 560;
    /// Under which a scene says that it is watched, and a text keeps what is shown over it.
    private static final Object KEY = WholeText.class;

    private WholeText() {}

    /// From now on, whatever comes into `scene`; once, however often it is asked for.
    public static void of(Scene scene) {
        if (scene.getProperties().putIfAbsent(KEY, true) != null) return;
        scene.addEventFilter(MouseEvent.MOUSE_ENTERED_TARGET, event -> {
            if (event.getTarget() instanceof Node node) entered(node);
        });
    }

    /// The tooltip comes with the next move of the mouse, which asks what is installed then.
    private static void entered(Node node) {
        Labeled words = words(node);
        if (words == null) return;
        Tooltip ours = words.getProperties().get(KEY) instanceof Tooltip made ? made : null;
        if (!words.isTextTruncated() || says(words, ours)) {
            if (ours != null) forget(words, ours);
            return;
        }
        if (ours == null) {
            ours = new Tooltip();
            ours.setWrapText(true);
            ours.setMaxWidth(WIDEST);
            words.getProperties().put(KEY, ours);
            Tooltip.install(words, ours);
        }
        ours.setText(words.getText());
    }

    /// Whether there is a tooltip that is not `ours`.
    private static boolean says(Labeled words, @Nullable Tooltip ours) {
        return words.getProperties().values().stream().anyMatch(each -> each instanceof Tooltip && !each.equals(ours));
    }

    private static void forget(Labeled words, Tooltip ours) {
        words.getProperties().remove(KEY);
        // what took its place stays
        if (words.getProperties().containsValue(ours)) Tooltip.uninstall(words, ours);
    }

    private static @Nullable Labeled words(Node node) {
        for (@Nullable
        Node at = node; at != null; at = at.getParent())
            if (at instanceof Labeled words) return words;
        return null;
    }
}
