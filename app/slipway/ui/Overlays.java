package slipway.ui;

import java.util.ArrayList;
import java.util.List;

import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

import org.jspecify.annotations.Nullable;

/// The layer over the window that shows one thing at a time: palette, task centre, a problem. Escape and a click
/// beside it close it, and the focus goes back to where it was; until then Tab stays within, and arrows scroll. FX thread.
final class Overlays extends Pane {
    private static final double MARGIN = 8;

    private @Nullable Region shown;
    private @Nullable Node anchor;
    private @Nullable Node focusBefore;

    Overlays() {
        setVisible(false);
        setPickOnBounds(true);
        getStyleClass().add("overlays");
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            if (event.getTarget() == this) close();
        });
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                close();
                event.consume();
            } else if (event.getCode() == KeyCode.TAB && shown != null && around(shown, event.isShiftDown())) {
                event.consume();
            }
        });
        // after whatever has the focus: a list or a field has its own use for arrows
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (shown != null && ScrollKeys.pressed(shown, event.getCode())) event.consume();
        });
    }

    /// Under `under`, the outer edges in line; showing the same again closes it.
    void toggleUnder(Node under, Region node) {
        if (node.equals(shown)) close();
        else
            show(node, under, false);
    }

    /// In the middle, near the top, the window behind it dimmed.
    void showCentred(Region node) {
        show(node, null, true);
    }

    boolean showing(Region node) {
        return node.equals(shown);
    }

    void close() {
        if (shown == null) return;
        getChildren().clear();
        shown = null;
        setVisible(false);
        if (focusBefore != null) focusBefore.requestFocus();
        focusBefore = null;
    }

    private void show(Region node, @Nullable Node under, boolean dim) {
        if (shown == null && getScene() != null) focusBefore = getScene().getFocusOwner();
        shown = node;
        anchor = under;
        getStyleClass().remove("dim");
        if (dim) getStyleClass().add("dim");
        // a screen reader says what has come up
        node.setAccessibleRole(AccessibleRole.DIALOG);
        getChildren().setAll(node);
        setVisible(true);
        node.requestFocus();
        requestLayout();
    }

    /// Goes on from the last stop to the first, and back; false where Tab stays within by itself.
    private boolean around(Region within, boolean back) {
        var stops = new ArrayList<Node>();
        collect(within, stops);
        Node from = getScene().getFocusOwner();
        if (stops.isEmpty()) return true;
        boolean over = back
                ? stops.getFirst().equals(from) || within.equals(from)
                : stops.getLast().equals(from);
        if (over) (back ? stops.getLast() : stops.getFirst()).requestFocus();
        return over;
    }

    private static void collect(Node node, List<Node> stops) {
        if (!node.isVisible() || node.isDisabled()) return;
        if (node.isFocusTraversable()) stops.add(node);
        if (node instanceof Parent parent) parent.getChildrenUnmodifiable().forEach(each -> collect(each, stops));
    }

    @Override
    protected void layoutChildren() {
        if (shown == null) return;
        double width = Math.min(shown.prefWidth(-1), getWidth() - 2 * MARGIN);
        double height = Math.min(shown.prefHeight(width), getHeight() - 2 * MARGIN);
        double x = (getWidth() - width) / 2;
        double y = Math.min(96, (getHeight() - height) / 2);
        if (anchor != null) {
            Bounds at = sceneToLocal(anchor.localToScene(anchor.getLayoutBounds()));
            // what hangs from the left half keeps its left edge in line
            double wish = at.getCenterX() < getWidth() / 2 ? at.getMinX() : at.getMaxX() - width;
            x = Math.clamp(wish, MARGIN, Math.max(MARGIN, getWidth() - width - MARGIN));
            y = at.getMaxY() + 4;
            height = Math.min(height, getHeight() - y - MARGIN);
        }
        shown.resizeRelocate(snapPositionX(x), snapPositionY(y), width, height);
    }
}
