package slipway.ui;

import java.util.Optional;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;

/// Arrows and page keys move what is longer than its sheet, where nothing in the sheet wants them for itself. Stateless;
/// FX thread.
final class ScrollKeys {
    /// What one press of an arrow moves, in pixels.
    private static final double STEP = 40;
    /// A page that is turned keeps so much of what was last seen.
    private static final double KEPT = 40;

    private ScrollKeys() {}

    /// Moves the first pane within `sheet` that hides something; answers whether there is one and `key` is for it.
    static boolean pressed(Parent sheet, KeyCode key) {
        return pane(sheet).map(pane -> move(pane, key)).orElse(false);
    }

    private static boolean move(ScrollPane pane, KeyCode key) {
        double page = Math.max(STEP, pane.getViewportBounds().getHeight() - KEPT);
        switch (key) {
            case UP, KP_UP -> by(pane, -STEP);
            case DOWN, KP_DOWN -> by(pane, STEP);
            case PAGE_UP -> by(pane, -page);
            case PAGE_DOWN -> by(pane, page);
            case HOME -> pane.setVvalue(pane.getVmin());
            case END -> pane.setVvalue(pane.getVmax());
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void by(ScrollPane pane, double pixels) {
        double next = pane.getVvalue() + pixels / hidden(pane) * (pane.getVmax() - pane.getVmin());
        pane.setVvalue(Math.clamp(next, pane.getVmin(), pane.getVmax()));
    }

    private static Optional<ScrollPane> pane(Parent within) {
        for (Node each : within.getChildrenUnmodifiable()) {
            if (!each.isVisible()) continue;
            if (each instanceof ScrollPane pane && hidden(pane) >= 1) return Optional.of(pane);
            Optional<ScrollPane> inside = each instanceof Parent parent ? pane(parent) : Optional.empty();
            if (inside.isPresent()) return inside;
        }
        return Optional.empty();
    }

    /// How many pixels of its content stand above and below what is seen.
    private static double hidden(ScrollPane pane) {
        Node content = pane.getContent();
        if (content == null) return 0;
        Bounds all = content.getLayoutBounds();
        return all.getHeight() - pane.getViewportBounds().getHeight();
    }
}
