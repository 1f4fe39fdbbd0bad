package slipway.ui;

import java.util.Comparator;
import java.util.List;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;

/// Every action and every thing by name: type, arrow, Enter. FX thread.
final class Palette extends VBox {
    private static final int MOST = 60;

    private final TextField field = new TextField();
    private final ListView<Command> list = new ListView<>();
    private final Label nothing = Labels.muted(Text.of("shell.palette.none"));
    private final Runnable close;
    private List<Command> all = List.of();

    Palette(Runnable close) {
        this.close = close;
        getStyleClass().addAll("over-paper", "palette");
        setPrefSize(620, 440);
        setAccessibleText(Text.of("shell.palette.prompt"));
        field.setPromptText(Text.of("shell.palette.prompt"));
        field.setId("palette-field");
        field.setAccessibleText(Text.of("shell.palette.prompt"));
        list.setId("palette-list");
        list.setCellFactory(view -> new CommandCell());
        list.setAccessibleText(Text.of("shell.palette.prompt"));
        nothing.getStyleClass().add("palette-none");
        list.setPlaceholder(nothing);
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(field, list);
        field.textProperty().addListener((observed, old, typed) -> filter(typed));
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::steer);
        list.setOnMouseClicked(event -> run());
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) run();
        });
        // the field keeps the keys: a screen reader says there what the arrows have come to
        list.getSelectionModel().selectedItemProperty()
                .addListener((observed, old, now) -> field.setAccessibleHelp(now == null ? null : now.title()));
    }

    /// Offers `commands`, with nothing typed yet.
    void offer(List<Command> commands) {
        all = commands;
        field.setText("");
        filter("");
    }

    @Override
    public void requestFocus() {
        field.requestFocus();
    }

    private void filter(String typed) {
        if (typed.isBlank()) {
            list.getItems().setAll(all.subList(0, Math.min(MOST, all.size())));
        } else {
            record Hit(Command command, int score) {}
            list.getItems().setAll(all.stream()
                    .map(command -> new Hit(command, Math.max(Fuzzy.score(typed, command.title()),
                            Fuzzy.score(typed, command.group() + " " + command.title()) - 20)))
                    .filter(hit -> hit.score >= 0).sorted(Comparator.comparingInt(Hit::score).reversed()).limit(MOST)
                    .map(Hit::command).toList());
        }
        list.getSelectionModel().select(0);
        list.scrollTo(0);
    }

    private void steer(KeyEvent event) {
        int at = list.getSelectionModel().getSelectedIndex();
        int last = list.getItems().size() - 1;
        if (event.getCode() == KeyCode.DOWN) select(at >= last ? 0 : at + 1);
        else if (event.getCode() == KeyCode.UP) select(at <= 0 ? last : at - 1);
        else if (event.getCode() == KeyCode.PAGE_DOWN) select(Math.min(last, at + 8));
        else if (event.getCode() == KeyCode.PAGE_UP) select(Math.max(0, at - 8));
        else if (event.getCode() == KeyCode.ENTER) run();
        else
            return;
        event.consume();
    }

    private void select(int index) {
        list.getSelectionModel().select(index);
        list.scrollTo(Math.max(0, index - 4));
    }

    private void run() {
        Command command = list.getSelectionModel().getSelectedItem();
        if (command == null) return;
        close.run();
        command.run().run();
    }

    private static final class CommandCell extends ListCell<Command> {
        private final Label title = Labels.of("");
        private final Label group = Labels.of("", "muted", "small");
        private final Label keys = Labels.of("", "keys");
        private final HBox row = new HBox(12);

        CommandCell() {
            row.getStyleClass().add("palette-row");
        }

        @Override
        protected void updateItem(Command command, boolean empty) {
            super.updateItem(command, empty);
            if (empty || command == null) {
                setGraphic(null);
                return;
            }
            Node icon = Icons.of(command.icon());
            title.setText(command.title());
            group.setText(command.group());
            keys.setText(command.keys());
            row.getChildren().setAll(icon, title, Labels.gap(), group);
            if (!command.keys().isEmpty()) row.getChildren().add(keys);
            setGraphic(row);
        }
    }
}
