package slipway.ui.deployments;

import java.util.function.Consumer;
import java.util.function.Supplier;

import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;

import org.jspecify.annotations.Nullable;

/// What a table cell shows: a node made once for each visible cell, and how a new value is put on it.
record Face<T>(Node node, Consumer<T> show) {

    /// A column whose cells are faces; `right` for figures.
    static <T> void dress(TableColumn<DeploymentRow, T> column, boolean right, Supplier<Face<T>> faces) {
        column.setCellFactory(made -> new FaceCell<>(faces.get(), right));
        if (right) column.getStyleClass().add("right");
        column.setReorderable(false);
    }

    private static final class FaceCell<T> extends TableCell<DeploymentRow, T> {
        private final Face<T> face;

        FaceCell(Face<T> face, boolean right) {
            this.face = face;
            if (right) getStyleClass().add("right");
        }

        @Override
        protected void updateItem(@Nullable T item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
            } else {
                face.show.accept(item);
                setGraphic(face.node);
            }
        }
    }
}
