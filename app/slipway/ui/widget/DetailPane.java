package slipway.ui.widget;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A framed pane beside or under a list: a header row, then content that scrolls when it must.
public final class DetailPane extends VBox {
    private final HBox header = new HBox();

    public DetailPane() {
        getStyleClass().add("detail");
        header.getStyleClass().add("detail-header");
        getChildren().add(header);
        setMinWidth(0);
    }

    public void header(Node... nodes) {
        header.getChildren().setAll(nodes);
    }

    /// Shows `content` as it is: it scrolls by itself (tables, logs, tabs).
    public void content(Node content) {
        getChildren().setAll(header, content);
        VBox.setVgrow(content, Priority.ALWAYS);
    }

    /// `content` in a pane that scrolls up and down.
    public static ScrollPane scrolled(Node content) {
        return dressed(new ScrollPane(content));
    }

    /// As [#scrolled], for what changes by itself all the time.
    public static ScrollPane live(Node content) {
        return dressed(new LiveScroll(content));
    }

    private static ScrollPane dressed(ScrollPane scroll) {
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().addAll("page-scroll", "edge-to-edge");
        return scroll;
    }
}
