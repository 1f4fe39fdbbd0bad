package slipway.ui.models;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.ui.widget.KeyMenu;
import slipway.ui.widget.TextScale;

/// The models as a table that draws only the rows in sight. FX thread.
final class ModelTable extends TableView<ModelRow> {
    private final ObservableList<ModelRow> rows = FXCollections.observableArrayList();
    private final TableColumn<ModelRow, ModelRow> signature;

    ModelTable(Consumer<@Nullable ModelRow> chosen) {
        setId("models-table");
        setAccessibleText(Text.of("page.models.title"));
        var sorted = new SortedList<>(rows);
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        fixedCellSizeProperty().bind(TextScale.times(38));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        signature = column("models.column.signature", Comparator.comparing(ModelRow::signature), ModelPart::signature,
                176, 300);
        getColumns().add(column("models.column.model", Comparator.comparing(ModelRow::title),
                () -> ModelPart.title("strong"), 112, 200));
        getColumns().add(column("models.column.format", Comparator.comparing(ModelTable::formatOf),
                ModelPart::format, 124, 160));
        getColumns().add(signature);
        TableColumn<ModelRow, ModelRow> size = column("models.column.size",
                Comparator.comparingLong(ModelRow::sizeBytes),
                ModelPart::size, 80, 90);
        size.getStyleClass().add("right");
        getColumns().add(size);
        getColumns()
                .add(column("models.column.findings", Comparator.comparing(ModelRow::worst),
                        () -> ModelPart.findings(Text.of("models.findings.none")), 104, 130));
        getSelectionModel().selectedItemProperty().addListener((observed, old, row) -> chosen.accept(row));
    }

    /// Replaces the rows and keeps the selected model selected, where it is still there.
    void show(List<ModelRow> next) {
        if (next.equals(rows)) return;
        ModelRow before = getSelectionModel().getSelectedItem();
        rows.setAll(next);
        if (before == null) return;
        next.stream().filter(row -> row.path().equals(before.path())).findFirst().ifPresent(
                getSelectionModel()::select);
    }

    void select(ModelRow row) {
        if (row.equals(getSelectionModel().getSelectedItem())) return;
        getSelectionModel().select(row);
        scrollTo(row);
    }

    /// Asks `menu` for what can be done with a row when somebody wants to know.
    void menu(Function<ModelRow, ContextMenu> menu) {
        KeyMenu.of(this, () -> Optional.ofNullable(getSelectionModel().getSelectedItem()).map(menu));
        setRowFactory(table -> {
            var row = new TableRow<ModelRow>();
            row.setOnContextMenuRequested(event -> {
                if (row.getItem() == null) return;
                menu.apply(row.getItem()).show(row, event.getScreenX(), event.getScreenY());
                event.consume();
            });
            return row;
        });
    }

    void narrow(boolean narrow) {
        signature.setVisible(!narrow);
    }

    private static String formatOf(ModelRow row) {
        return row.model() == null ? "" : row.model().format();
    }

    private static TableColumn<ModelRow, ModelRow> column(String title, Comparator<ModelRow> order,
            Supplier<ModelPart> part,
            double least, double wanted) {
        var column = new TableColumn<ModelRow, ModelRow>(Text.of(title));
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setComparator(order);
        column.minWidthProperty().bind(TextScale.times(least));
        column.setPrefWidth(wanted);
        column.setReorderable(false);
        column.setCellFactory(made -> new TableCell<>() {
            private final ModelPart own = part.get();

            {
                setGraphic(own.node());
            }

            @Override
            protected void updateItem(ModelRow row, boolean empty) {
                super.updateItem(row, empty);
                boolean shown = !empty && row != null;
                if (shown) own.show().accept(row);
                // taken out and put in again, its nodes would all be styled anew
                own.node().setVisible(shown);
            }
        });
        return column;
    }
}
