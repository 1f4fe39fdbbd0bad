package slipway.ui;

import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;

import slipway.ui.widget.TextScale;

/// Where pages stand: they have the room that there is, and with larger text at least what that needs; then they scroll
/// as a whole. Owned by [Shell]; FX thread.
final class PageRoom extends StackPane {
    /// What a page manages with at the first size of text, and how much of that grows: the gaps do not.
    private static final double LEAST_WIDTH = 800;
    private static final double LEAST_HEIGHT = 600;
    private static final double WIDER = 0.4;
    private static final double HIGHER = 0.8;

    private final Needed needed = new Needed();
    private final StackPane pages;
    private final ScrollPane scroll = new ScrollPane(needed);
    /// Held here, because the size of text holds it weakly.
    private final InvalidationListener rescale = observed -> arrange();

    PageRoom(StackPane pages) {
        this.pages = pages;
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().add("page-scroll");
        setMinSize(0, 0);
        // another page begins where pages begin
        pages.getChildren().addListener((InvalidationListener) observed -> {
            scroll.setHvalue(0);
            scroll.setVvalue(0);
        });
        TextScale.factor().addListener(new WeakInvalidationListener(rescale));
        arrange();
    }

    /// Without a pane that scrolls nothing is drawn twice, so it comes only with larger text.
    private void arrange() {
        boolean larger = TextScale.factor().get() > 1;
        if (getChildren().contains(larger ? scroll : pages)) {
            needed.requestLayout();
            return;
        }
        Node focused = getScene() == null ? null : getScene().getFocusOwner();
        needed.getChildren().clear();
        if (larger) needed.getChildren().add(pages);
        getChildren().setAll(larger ? scroll : pages);
        // what is taken out of the window on the way loses the focus, and is back once the pane has its skin
        applyCss();
        if (focused != null && focused.getScene() != null) focused.requestFocus();
    }

    /// Gives the page what it needs.
    private final class Needed extends StackPane {
        @Override
        protected double computeMinWidth(double height) {
            double least = LEAST_WIDTH * (1 + (TextScale.factor().get() - 1) * WIDER);
            return Math.max(least, super.computeMinWidth(height));
        }

        @Override
        protected double computeMinHeight(double width) {
            if (pages.getChildren().stream().allMatch(PageRoom::scrolls)) return 0;
            return LEAST_HEIGHT * (1 + (TextScale.factor().get() - 1) * HIGHER);
        }
    }

    private static boolean scrolls(Node page) {
        return page instanceof ScrollPane || (page instanceof Parent parent && parent.getChildrenUnmodifiable().stream()
                .anyMatch(ScrollPane.class::isInstance));
    }
}
