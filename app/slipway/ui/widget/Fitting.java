package slipway.ui.widget;

import javafx.geometry.Orientation;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.DialogPane;
import javafx.scene.control.ScrollPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;

import org.jspecify.annotations.Nullable;

/// Opens a dialog within the window that it stands over, however large the text: it grows with the text as far as there
/// is room, then what is in it scrolls. Whoever makes it larger afterwards may. FX thread.
public final class Fitting extends ScrollPane {
    /// Of the window behind that stays in view, which is also room for the title bar.
    private static final double EDGE = 64;

    private Fitting(Node content) {
        super(content);
        getStyleClass().add("fitting");
        setFitToWidth(true);
        setFitToHeight(true);
    }

    /// A dialog whose content and first size are set; once, however often it is asked for, and nothing for a scene that
    /// is no dialog’s.
    public static void of(Scene scene) {
        if (!(scene.getRoot() instanceof DialogPane pane) || scene.getWindow() == null) return;
        if (pane.getProperties().putIfAbsent(Fitting.class, true) != null) return;
        Node content = pane.getContent();
        if (content != null && !(content instanceof ScrollPane)) pane.setContent(new Fitting(content));
        scene.getWindow().addEventHandler(WindowEvent.WINDOW_SHOWING, event -> limit(pane, scene.getWindow()));
        scene.getWindow().addEventHandler(WindowEvent.WINDOW_SHOWN,
                event -> pane.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE));
    }

    private static void limit(DialogPane pane, Window window) {
        Window owner = owner(window);
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        double width = (owner == null ? screen.getWidth() : owner.getWidth()) - EDGE;
        double height = (owner == null ? screen.getHeight() : owner.getHeight()) - EDGE;
        pane.setMaxSize(width, height);
        if (pane.getPrefWidth() > 0) pane.setPrefWidth(Math.min(TextScale.of(pane.getPrefWidth()), width));
        if (pane.getPrefHeight() > 0) pane.setPrefHeight(Math.min(TextScale.of(pane.getPrefHeight()), height));
    }

    /// The window of the studio, also behind a small one that the dialog was opened from.
    private static @Nullable Window owner(Window window) {
        Window owner = window instanceof Stage stage ? stage.getOwner() : null;
        Window behind = owner == null ? null : owner(owner);
        return behind == null ? owner : behind;
    }

    /// Lines are broken at the width there is, which a scroll pane by itself does not ask about.
    @Override
    public @Nullable Orientation getContentBias() {
        return getContent().getContentBias();
    }

    @Override
    protected double computePrefHeight(double width) {
        double sides = snappedLeftInset() + snappedRightInset();
        return snappedTopInset() + snappedBottomInset() + getContent().prefHeight(width < 0 ? -1 : width - sides);
    }
}
