package slipway.ui.requests;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.requests.Grid;
import slipway.ui.widget.Labels;

/// Predictions as a table: sorted by a click, rows copied with tabs, all saved as CSV. FX thread.
final class GridView extends VBox {
    private static final double WIDEST = 240;

    private final TableView<List<String>> table = new TableView<>();
    private final Label count = Labels.of("", "muted", "small");
    private Grid grid = new Grid(List.of(), List.of(), 0);

    /// @param copied takes the chosen rows as text; `save` the table
    GridView(Consumer<String> copied, Consumer<Grid> save) {
        super(6);
        table.setId("answer-table");
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        VBox.setVgrow(table, Priority.ALWAYS);
        var copy = new Button(Text.of("answers.table.copy"));
        copy.setId("answer-table-copy");
        copy.setOnAction(event -> copied.accept(chosen()));
        table.setOnKeyPressed(event -> {
            if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
                copied.accept(chosen());
                event.consume();
            }
        });
        var csv = new Button(Text.of("answers.table.csv"));
        csv.setId("answer-table-csv");
        csv.setOnAction(event -> save.accept(new Grid(grid.columns(), table.getItems(), grid.more())));
        count.setMinWidth(0);
        var line = new HBox(6, count, Labels.gap(), copy, csv);
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(line, table);
    }

    void show(Grid next) {
        grid = next;
        table.getColumns().clear();
        for (int i = 0; i < next.columns().size(); i++)
            table.getColumns().add(column(next.columns().get(i), i));
        table.getItems().setAll(next.rows());
        count.setText(next.more() == 0
                ? Text.of("answers.table.count", next.rows().size(), next.columns().size())
                : Text.of("answers.table.more", Labels.count(next.rows().size()), Labels.count(next.more())));
    }

    private TableColumn<List<String>, String> column(String name, int at) {
        var column = new TableColumn<List<String>, String>(name);
        Function<List<String>, String> cell = row -> at < row.size() ? row.get(at) : "";
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(cell.apply(row.getValue())));
        column.setComparator(Grid.ORDER);
        int widest = grid.rows().stream().limit(100).mapToInt(row -> cell.apply(row).length()).max().orElse(0);
        column.setPrefWidth(Math.clamp(Math.max(widest, name.length() + 3) * 8.0 + 20, 60, WIDEST));
        return column;
    }

    /// The chosen rows, else all that are shown, under their names.
    private String chosen() {
        List<List<String>> rows = List.copyOf(table.getSelectionModel().getSelectedItems());
        return String.join("\t", grid.columns()) + "\n" + Grid.tabs(rows.isEmpty() ? table.getItems() : rows);
    }
}
