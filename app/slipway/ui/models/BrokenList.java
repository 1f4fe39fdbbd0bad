package slipway.ui.models;

import java.util.List;
import java.util.function.Consumer;

import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.catalog.CatalogView;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;

/// The files that should be models and cannot be read: one is shown as it is, of several how many, and all of them when
/// asked, in a list that scrolls so that the models keep their room. FX thread.
final class BrokenList extends VBox {
    /// A page of them is enough to see; the command line lists all.
    private static final int MOST = 100;
    private static final double HEIGHT = 260;

    private final Consumer<String> copy;
    private final ToggleButton toggle = new ToggleButton();
    private final VBox banners = new VBox(8);
    private final ScrollPane scroll = DetailPane.scrolled(banners);
    private List<CatalogView.Broken> shown = List.of();

    BrokenList(Consumer<String> copy) {
        super(8);
        this.copy = copy;
        toggle.setId("models-broken");
        toggle.setGraphic(Icons.of("fth-alert-triangle"));
        toggle.getStyleClass().add("chip");
        toggle.setOnAction(event -> layOut());
        scroll.setMaxHeight(HEIGHT);
        scroll.setMinHeight(Region.USE_PREF_SIZE);
        scroll.setPrefHeight(HEIGHT);
        setMinHeight(Region.USE_PREF_SIZE);
        show(List.of());
    }

    void show(List<CatalogView.Broken> problems) {
        setVisible(!problems.isEmpty());
        setManaged(!problems.isEmpty());
        if (problems.equals(shown)) return;
        shown = List.copyOf(problems);
        toggle.setText(Text.of("models.broken.count", Labels.count(problems.size())));
        banners.getChildren().clear();
        problems.stream().limit(MOST).forEach(each -> banners.getChildren().add(
                new ProblemBanner(each.path(), each.problem(), List.of(), copy).mild()));
        if (problems.size() > MOST)
            banners.getChildren().add(Labels.muted(Text.of("models.broken.more", problems.size() - MOST)));
        layOut();
    }

    private void layOut() {
        if (shown.size() == 1) {
            getChildren().setAll(banners);
            return;
        }
        scroll.setContent(banners);
        getChildren().setAll(toggle);
        if (toggle.isSelected()) getChildren().add(scroll);
    }
}
