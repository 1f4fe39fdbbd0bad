package slipway.ui.widget;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// The first row of a page: title, chips beside it, actions at the right.
public final class PageHeader extends HBox {
    private final Label title;

    public PageHeader(String title, Node... beside) {
        getStyleClass().add("page-header");
        this.title = Labels.of(title, "page-title");
        this.title.setMinWidth(USE_PREF_SIZE);
        getChildren().add(this.title);
        getChildren().addAll(beside);
        getChildren().add(Labels.gap());
    }

    public void title(String text) {
        title.setText(text);
    }

    /// Adds a button at the right; `styles` such as AtlantaFX's `accent`, `success`.
    public Button action(String icon, String text, Runnable action, String... styles) {
        var button = new Button(text, icon.isEmpty() ? null : Icons.of(icon));
        button.setMnemonicParsing(false);
        button.getStyleClass().addAll(styles);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> action.run());
        getChildren().add(button);
        return button;
    }
}
