package slipway.ui.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.cell.TextFieldTableCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.requests.TableBody;
import slipway.ui.widget.Chip;
import slipway.ui.widget.Labels;

/// A body of rows and columns as a table to type into; it is written back in the form that it had. FX thread.
final class SheetView implements DraftView {
    private static final int MOST_ROWS = 20_000;

    private final TableView<List<String>> table = new TableView<>();
    private final Label size = Labels.of("", "muted", "small");
    private final VBox box;
    private final Consumer<String> changed;
    private final Supplier<String> contentType;
    private @Nullable TableBody body;

    SheetView(Supplier<String> contentType, Consumer<String> changed) {
        this.contentType = contentType;
        this.changed = changed;
        table.setId("body-table");
        table.setEditable(true);
        table.getStyleClass().addAll("dense", "body-grid");
        var add = Chip.button("fth-plus", Text.of("requestedit.table.add"), this::add);
        add.setId("row-add");
        var remove = Chip.button("fth-minus", Text.of("requestedit.table.remove"), this::remove);
        remove.setId("row-remove");
        remove.disableProperty().bind(table.getSelectionModel().selectedItemProperty().isNull());
        var buttons = new HBox(8, add, remove, Labels.gap(), size);
        buttons.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        VBox.setVgrow(table, Priority.ALWAYS);
        box = new VBox(8, table, buttons);
    }

    @Override
    public Region node() {
        return box;
    }

    @Override
    public boolean open(String text) {
        TableBody read = TableBody.read(text, contentType.get()).orElse(null);
        if (read == null || read.rows().size() > MOST_ROWS) return false;
        TableBody before = body;
        body = read;
        if (before == null || !before.columns().equals(read.columns())) columns(read.columns());
        table.getItems().setAll(read.rows());
        tell();
        return true;
    }

    private void columns(List<String> names) {
        table.getColumns().clear();
        for (int i = 0; i < names.size(); i++) {
            int at = i;
            var column = new TableColumn<List<String>, String>(names.get(i));
            column.setSortable(false);
            column.setReorderable(false);
            column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(cell.getValue().get(at)));
            column.setCellFactory(TextFieldTableCell.forTableColumn());
            column.setPrefWidth(110);
            column.setOnEditCommit(event -> {
                var row = new ArrayList<>(event.getRowValue());
                row.set(at, event.getNewValue());
                table.getItems().set(event.getTablePosition().getRow(), List.copyOf(row));
                write();
            });
            table.getColumns().add(column);
        }
    }

    private void add() {
        List<String> last = table.getItems().isEmpty()
                ? table.getColumns().stream().map(each -> "0").toList()
                : table.getItems().getLast();
        table.getItems().add(last);
        write();
    }

    private void remove() {
        int at = table.getSelectionModel().getSelectedIndex();
        if (at < 0) return;
        table.getItems().remove(at);
        write();
    }

    private void write() {
        TableBody before = body;
        if (before == null) return;
        TableBody next = before.with(before.columns(), List.copyOf(table.getItems()));
        body = next;
        tell();
        changed.accept(next.text());
    }

    private void tell() {
        size.setText(Text.of("requestedit.table.size", table.getItems().size(), table.getColumns().size()));
    }
}
