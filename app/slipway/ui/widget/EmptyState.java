package slipway.ui.widget;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/// Nothing here yet: says what would be here and what to do next.
public final class EmptyState extends VBox {
    private final HBox actions = new HBox(8);

    public EmptyState(String icon, String title, String text) {
        getStyleClass().add("empty-state");
        setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        Label words = Labels.wrapped(text, "muted");
        words.setMaxWidth(420);
        words.setAlignment(Pos.CENTER);
        words.setTextAlignment(TextAlignment.CENTER);
        actions.setAlignment(Pos.CENTER);
        Label heading = Labels.heading(title);
        getChildren().addAll(Icons.of(icon, "icon-large"), heading, words);
    }

    /// Adds a button; the first is the one to press.
    public EmptyState action(String text, Runnable action) {
        var button = new Button(text);
        button.setMnemonicParsing(false);
        if (actions.getChildren().isEmpty()) {
            button.getStyleClass().add("accent");
            getChildren().add(actions);
        }
        button.setOnAction(event -> action.run());
        actions.getChildren().add(button);
        return this;
    }
}
