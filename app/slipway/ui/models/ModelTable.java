package slipway.ui.models;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.base.Units;
import slipway.catalog.Model;
import slipway.ui.models.ModelFilter.Row;
import slipway.ui.widget.Chip;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// The models as a table that draws only the rows in sight. FX thread.
final class ModelTable extends TableView<Row> {
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final TableColumn<Row, Row> signature;

    ModelTable(Consumer<@Nullable Row> chosen) {
        setId("models-table");
        var sorted = new SortedList<>(rows);
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        setFixedCellSize(38);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        signature = column("models.column.signature", Comparator.comparing(Row::signature), row -> Labels.mono(row
                .signature()), 176, 300);
        getColumns().add(column("models.column.model", Comparator.comparing(row -> row.model().title()),
                ModelTable::title, 104, 200));
        getColumns().add(column("models.column.format", Comparator.comparing(row -> row.model().format()),
                ModelTable::format, 124, 160));
        getColumns().add(signature);
        TableColumn<Row, Row> size = column("models.column.size", Comparator.comparingLong(row -> row.model()
                .sizeBytes()), row -> Labels.of(Units.bytes(row.model().sizeBytes())), 80, 90);
        size.getStyleClass().add("right");
        getColumns().add(size);
        getColumns().add(column("models.column.findings", Comparator.comparing(Row::worst), ModelTable::findings, 84,
                130));
        getSelectionModel().selectedItemProperty().addListener((observed, old, row) -> chosen.accept(row));
    }

    /// Replaces the rows and keeps the selected model selected, where it is still there.
    void show(List<Row> next) {
        Row before = getSelectionModel().getSelectedItem();
        rows.setAll(next);
        if (before == null) return;
        next.stream().filter(row -> row.model().path().equals(before.model().path())).findFirst().ifPresent(
                getSelectionModel()::select);
    }

    /// Selects the model at the absolute path `which`, or named so (`iris/2`, `iris`).
    void select(String which) {
        rows.stream().filter(row -> is(row.model(), which)).findFirst().ifPresent(row -> {
            getSelectionModel().select(row);
            scrollTo(row);
        });
    }

    private static boolean is(Model model, String which) {
        String named = model.version() == null ? model.name() : model.name() + "/" + model.version();
        return model.path().toString().equals(which) || named.equals(which);
    }

    void narrow(boolean narrow) {
        signature.setVisible(!narrow);
    }

    private static Node title(Row row) {
        var name = Labels.strong(row.model().name());
        name.setMinWidth(0);
        Label version = Labels.muted(row.model().version() == null ? "" : row.model().version());
        version.setMinWidth(Label.USE_PREF_SIZE);
        return line(name, version);
    }

    private static Node format(Row row) {
        HBox line = line(Chip.of(row.model().format()));
        if (!row.model().contains().isEmpty()) {
            Label inside = Labels.muted(String.join(", ", row.model().contains()));
            inside.setMinWidth(0);
            line.getChildren().add(inside);
        }
        return line;
    }

    static Node findings(Row row) {
        int count = row.model().findings().size();
        return switch (row.worst()) {
            case NONE -> Labels.muted(Text.of("models.findings.none"));
            case INFO -> new StatusPill(Tone.ACCENT, "fth-info", String.valueOf(count));
            case WARNING -> new StatusPill(Tone.WARN, "fth-alert-triangle", String.valueOf(count));
            case ERROR -> new StatusPill(Tone.BAD, "fth-x-circle", String.valueOf(count));
        };
    }

    private static HBox line(Node... nodes) {
        var line = new HBox(6, nodes);
        line.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        return line;
    }

    private static TableColumn<Row, Row> column(String title, Comparator<Row> order, Function<Row, Node> node,
            double least, double wanted) {
        var column = new TableColumn<Row, Row>(Text.of(title));
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setComparator(order);
        column.setMinWidth(least);
        column.setPrefWidth(wanted);
        column.setReorderable(false);
        column.setCellFactory(made -> new TableCell<>() {
            @Override
            protected void updateItem(Row row, boolean empty) {
                super.updateItem(row, empty);
                setGraphic(empty || row == null ? null : node.apply(row));
            }
        });
        return column;
    }
}
