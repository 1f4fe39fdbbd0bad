package slipway.ui;

import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

import slipway.ui.widget.TextScale;

/// Where pages stand: they have the room that there is, and with larger text at least what that needs; then they scroll
/// as a whole. Owned by [Shell]; FX thread.
final class PageRoom extends StackPane {
    /// What a page manages with at the first size of text, and how much of that grows: the gaps do not.
    private static final double LEAST_WIDTH = 800;
    private static final double LEAST_HEIGHT = 600;
    private static final double WIDER = 0.6;
    private static final double HIGHER = 0.8;

    private final Region pages;
    private final ScrollPane scroll = new ScrollPane();
    private final InvalidationListener rescale = observed -> arrange();

    PageRoom(Region pages) {
        this.pages = pages;
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().add("page-scroll");
        setMinSize(0, 0);
        TextScale.factor().addListener(new WeakInvalidationListener(rescale));
        arrange();
    }

    /// Without a pane that scrolls nothing is drawn twice, so it comes only with larger text.
    private void arrange() {
        double more = TextScale.factor().get() - 1;
        scroll.setContent(null);
        pages.setMinSize(more == 0 ? 0 : LEAST_WIDTH * (1 + more * WIDER), more == 0 ? 0 : LEAST_HEIGHT * (1 + more
                * HIGHER));
        if (more > 0) scroll.setContent(pages);
        getChildren().setAll(more > 0 ? scroll : pages);
    }
}
