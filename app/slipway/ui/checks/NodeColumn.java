package slipway.ui.checks;

import java.util.function.Function;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;

import slipway.base.Text;
import slipway.ui.widget.TextScale;

/// A table's column whose cells show a node of their row; neither sorted nor moved. FX thread.
final class NodeColumn {
    private NodeColumn() {}

    /// @param title a text key
    static <T> TableColumn<T, T> of(String title, Function<T, Node> node, double least, double wanted) {
        var column = new TableColumn<T, T>(Text.of(title));
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.minWidthProperty().bind(TextScale.times(least));
        column.setPrefWidth(wanted);
        column.setReorderable(false);
        column.setSortable(false);
        column.setCellFactory(made -> new TableCell<>() {
            @Override
            protected void updateItem(T row, boolean empty) {
                super.updateItem(row, empty);
                setGraphic(empty || row == null ? null : node.apply(row));
            }
        });
        return column;
    }
}
