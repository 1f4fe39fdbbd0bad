package slipway.ui.widget;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// A framed part of a page with a heading; what follows the heading are its children.
public final class Card extends VBox {
    private final HBox header = new HBox();

    /// Without a heading.
    public Card() {
        getStyleClass().add("card");
        setMinWidth(0);
    }

    /// `beside` stands at the right of the heading.
    public Card(String title, Node... beside) {
        this();
        Label heading = Labels.heading(title);
        heading.setMinWidth(USE_PREF_SIZE);
        header.getStyleClass().add("card-header");
        header.getChildren().addAll(heading, Labels.gap());
        header.getChildren().addAll(beside);
        getChildren().add(header);
    }

    /// Content goes to the frame: for tables.
    public Card flush() {
        getStyleClass().add("flush");
        return this;
    }

    public Card with(Node... content) {
        getChildren().addAll(content);
        return this;
    }

    /// The row of the heading, to add more to.
    public HBox header() {
        return header;
    }
}
