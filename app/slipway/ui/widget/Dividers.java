package slipway.ui.widget;

import java.util.List;

import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import slipway.base.Text;

/// Lets the keyboard move what the mouse can drag: the dividers of a [SplitPane] come in their turn with Tab, and arrows
/// move them. FX thread.
public final class Dividers {
    private static final String DIVIDER = "split-pane-divider";
    /// Of the whole pane, with each press.
    private static final double STEP = 0.02;

    private Dividers() {}

    /// From now on for every divider of `split`; `moved` is told when one was.
    public static void byKeyboard(SplitPane split, Runnable moved) {
        dress(split, split.getChildrenUnmodifiable(), moved);
        split.getChildrenUnmodifiable().addListener((ListChangeListener<Node>) change -> {
            while (change.next())
                dress(split, change.getAddedSubList(), moved);
        });
    }

    private static void dress(SplitPane split, List<? extends Node> added, Runnable moved) {
        added.stream().filter(node -> node.getStyleClass().contains(DIVIDER)).forEach(divider -> {
            divider.setFocusTraversable(true);
            divider.setAccessibleRole(AccessibleRole.SLIDER);
            divider.setAccessibleText(Text.of("widget.divider"));
            divider.setOnKeyPressed(event -> {
                double step = step(split, event);
                if (step == 0) return;
                int at = split.getChildrenUnmodifiable().stream().filter(node -> node.getStyleClass().contains(DIVIDER))
                        .toList().indexOf(divider);
                split.setDividerPosition(at, Math.clamp(split.getDividerPositions()[at] + step, 0, 1));
                moved.run();
                event.consume();
            });
        });
    }

    private static double step(SplitPane split, KeyEvent event) {
        boolean across = split.getOrientation() == Orientation.HORIZONTAL;
        KeyCode code = event.getCode();
        if (code == (across ? KeyCode.LEFT : KeyCode.UP)) return -STEP;
        return code == (across ? KeyCode.RIGHT : KeyCode.DOWN) ? STEP : 0;
    }
}
