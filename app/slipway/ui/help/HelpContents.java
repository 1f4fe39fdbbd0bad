package slipway.ui.help;

import java.util.List;
import java.util.function.BiConsumer;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.ui.help.HelpBook.Hit;
import slipway.ui.widget.Labels;

/// The left side of the help: what to search for, and all pages or what was found. FX thread.
final class HelpContents extends VBox {
    final TextField field = new TextField();

    private final HelpBook book;
    private final BiConsumer<String, String> open;
    private final ListView<Hit> list = new ListView<>();
    private boolean showing;

    /// @param open takes the path of a page and the anchor of a heading, or an empty one
    HelpContents(HelpBook book, BiConsumer<String, String> open) {
        this.book = book;
        this.open = open;
        getStyleClass().add("help-contents");
        field.setId("help-search");
        field.setPromptText(Text.of("help.search"));
        field.setAccessibleText(Text.of("help.search"));
        list.setId("help-list");
        list.setAccessibleText(Text.of("help.contents"));
        list.setCellFactory(view -> new HitCell());
        list.setPlaceholder(Labels.muted(Text.of("help.none")));
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(field, list);
        field.textProperty().addListener(observed -> fill());
        field.setOnAction(event -> {
            if (!list.getItems().isEmpty()) list.getSelectionModel().select(0);
        });
        field.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.DOWN) list.requestFocus();
        });
        list.getSelectionModel().selectedItemProperty().addListener((observed, old, hit) -> go(hit));
        fill();
    }

    /// Marks the page that is shown, without opening it again.
    void showing(String path) {
        if (searching()) return;
        showing = true;
        list.getItems().stream().filter(hit -> hit.page().path().equals(path)).findFirst().ifPresentOrElse(hit -> {
            list.getSelectionModel().select(hit);
            list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 6));
        }, list.getSelectionModel()::clearSelection);
        showing = false;
    }

    private boolean searching() {
        return !field.getText().isBlank();
    }

    private void fill() {
        showing = true;
        List<Hit> hits = searching()
                ? book.search(field.getText())
                : book.pages().stream().map(page -> new Hit(page, page.title(), "", 0)).toList();
        list.getItems().setAll(hits);
        list.getSelectionModel().clearSelection();
        showing = false;
    }

    private void go(@Nullable Hit hit) {
        if (hit != null && !showing) open.accept(hit.page().path(), hit.anchor());
    }

    private static final class HitCell extends ListCell<Hit> {
        private final Label heading = Labels.of("");
        private final Label page = Labels.of("", "muted", "small");
        private final VBox both = new VBox(heading);

        HitCell() {
            // as wide as the list: long titles end in dots
            setPrefWidth(0);
            both.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(@Nullable Hit hit, boolean empty) {
            super.updateItem(hit, empty);
            if (empty || hit == null) {
                setGraphic(null);
                return;
            }
            heading.setText(hit.heading());
            page.setText(hit.page().title());
            both.getChildren().setAll(heading);
            if (!hit.heading().equals(hit.page().title())) both.getChildren().add(page);
            setGraphic(both);
        }
    }
}
