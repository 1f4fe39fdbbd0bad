package slipway.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import javafx.scene.TraversalDirection;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;

/// The pages down the left side: icon, name, number; narrow when folded. Up and Down move. FX thread.
final class Rail extends VBox {
    /// So many pages have a digit as their key; the one after them has the comma.
    static final int DIGITS = 9;

    /// Half of it is room for icons and gaps, which grow less than words.
    static final double WIDE = 200;
    static final double NARROW = 56;

    private final ToggleGroup group = new ToggleGroup();
    private final List<ToggleButton> items = new ArrayList<>();
    private final VBox list = new VBox(2);
    private final ToggleButton fold = new ToggleButton(null, Icons.of("fth-chevrons-left"));
    private boolean folded;

    Rail(Consumer<Boolean> whenFolded) {
        getStyleClass().add("rail");
        var room = new Region();
        VBox.setVgrow(room, Priority.ALWAYS);
        fold.getStyleClass().addAll("rail-item", "rail-fold");
        fold.setText(Text.of("shell.rail.fold"));
        fold.setMaxWidth(Double.MAX_VALUE);
        fold.setOnAction(event -> whenFolded.accept(!folded));
        getChildren().addAll(list, room, fold);
        fold(false);
    }

    /// One entry for each page; `open` gets the page's id.
    void list(List<Entry> pages, Consumer<String> open) {
        items.clear();
        for (Entry page : pages) {
            var item = new ToggleButton(page.title, Icons.of(page.icon));
            item.setMnemonicParsing(false);
            item.setId("rail-" + page.id);
            item.setUserData(page.id);
            item.getStyleClass().add("rail-item");
            item.setToggleGroup(group);
            item.setMaxWidth(Double.MAX_VALUE);
            item.setAccessibleText(page.title);
            item.setOnAction(event -> {
                item.setSelected(true);
                open.accept(page.id);
            });
            item.addEventHandler(KeyEvent.KEY_PRESSED, this::move);
            items.add(item);
        }
        list.getChildren().setAll(items.stream().map(this::row).toList());
        fold(folded);
    }

    /// A page as the rail names it.
    record Entry(String id, String icon, String title) {}

    void select(String id) {
        items.forEach(item -> item.setSelected(id.equals(item.getUserData())));
    }

    /// Whether the person is moving here with the keyboard.
    boolean inUse() {
        return items.stream().anyMatch(ToggleButton::isFocusVisible);
    }

    void fold(boolean narrow) {
        folded = narrow;
        prefWidthProperty().bind(narrow ? TextScale.times(NARROW) : TextScale.times(WIDE / 2).add(WIDE / 2));
        minWidthProperty().bind(prefWidthProperty());
        getStyleClass().remove("narrow");
        if (narrow) getStyleClass().add("narrow");
        items.forEach(item -> dress(item, narrow));
        dress(fold, narrow);
        fold.setGraphic(Icons.of(narrow ? "fth-chevrons-right" : "fth-chevrons-left"));
        fold.setSelected(false);
        list.lookupAll(".rail-number").forEach(number -> number.setVisible(!narrow));
    }

    private void dress(ToggleButton item, boolean narrow) {
        item.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
        item.setTooltip(narrow ? new Tooltip(item.getText()) : null);
    }

    private Region row(ToggleButton item) {
        Label number = Labels.of(digit(items.indexOf(item) + 1), "rail-number", "tiny", "muted");
        number.setMouseTransparent(true);
        var over = new HBox(number);
        over.getStyleClass().add("rail-over");
        over.setMouseTransparent(true);
        return new javafx.scene.layout.StackPane(item, over);
    }

    private static String digit(int number) {
        return number > DIGITS ? "," : String.valueOf(number);
    }

    private void move(KeyEvent event) {
        int at = items.indexOf(event.getSource());
        switch (event.getCode()) {
            case DOWN -> {
                if (at + 1 < items.size()) items.get(at).requestFocusTraversal(TraversalDirection.NEXT);
            }
            case UP -> {
                if (at > 0) items.get(at).requestFocusTraversal(TraversalDirection.PREVIOUS);
            }
            case ENTER -> items.get(at).fire();
            default -> {
                return;
            }
        }
        event.consume();
    }
}
