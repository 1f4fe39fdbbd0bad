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
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.base.Units;
import slipway.catalog.Model;
import slipway.ui.widget.Chip;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// The models as a table that draws only the rows in sight. FX thread.
final class ModelTable extends TableView<ModelRow> {
    private final ObservableList<ModelRow> rows = FXCollections.observableArrayList();
    private final TableColumn<ModelRow, ModelRow> signature;

    ModelTable(Consumer<@Nullable ModelRow> chosen) {
        setId("models-table");
        var sorted = new SortedList<>(rows);
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        setFixedCellSize(38);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        signature = column("models.column.signature", Comparator.comparing(ModelRow::signature), row -> Labels.mono(row
                .signature()), 176, 300);
        getColumns().add(column("models.column.model", Comparator.comparing(ModelRow::title),
                ModelTable::title, 104, 200));
        getColumns().add(column("models.column.format", Comparator.comparing(ModelTable::formatOf),
                ModelTable::format, 124, 160));
        getColumns().add(signature);
        TableColumn<ModelRow, ModelRow> size = column("models.column.size",
                Comparator.comparingLong(ModelRow::sizeBytes),
                row -> Labels.of(row.model() == null ? "" : Units.bytes(row.sizeBytes())), 80, 90);
        size.getStyleClass().add("right");
        getColumns().add(size);
        getColumns()
                .add(column("models.column.findings", Comparator.comparing(ModelRow::worst), ModelTable::findings, 84,
                        130));
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

    private static Node title(ModelRow row) {
        var name = Labels.strong(row.name());
        name.setMinWidth(0);
        Label version = Labels.muted(row.version());
        version.setMinWidth(Label.USE_PREF_SIZE);
        HBox line = line(name, version);
        if (row.state() != ModelRow.State.ACTIVE) line.getChildren().add(state(row.state()));
        return line;
    }

    /// The state as a pill; icon, word and colour.
    static StatusPill state(ModelRow.State state) {
        StatusPill pill = switch (state) {
            case ACTIVE -> new StatusPill(Tone.GOOD, "fth-check-circle", FilterRail.word(state));
            case ARCHIVED -> new StatusPill(Tone.NEUTRAL, "fth-archive", FilterRail.word(state));
            case BROKEN -> new StatusPill(Tone.BAD, "fth-alert-octagon", FilterRail.word(state));
            case MISSING -> new StatusPill(Tone.WARN, "fth-help-circle", FilterRail.word(state));
        };
        pill.setMinWidth(StatusPill.USE_PREF_SIZE);
        return pill;
    }

    private static String formatOf(ModelRow row) {
        return row.model() == null ? "" : row.model().format();
    }

    private static Node format(ModelRow row) {
        Model model = row.model();
        if (model == null) {
            Label why = Labels.muted(row.problem() == null ? "" : row.problem().what());
            why.setMinWidth(0);
            return line(why);
        }
        HBox line = line(Chip.of(model.format()));
        if (!model.contains().isEmpty()) {
            Label inside = Labels.muted(String.join(", ", model.contains()));
            inside.setMinWidth(0);
            line.getChildren().add(inside);
        }
        return line;
    }

    static Node findings(ModelRow row) {
        String count = row.model() == null ? "" : String.valueOf(row.model().findings().size());
        if (row.model() == null) return Labels.muted("");
        return switch (row.worst()) {
            case NONE -> Labels.muted(Text.of("models.findings.none"));
            case INFO -> new StatusPill(Tone.ACCENT, "fth-info", count);
            case WARNING -> new StatusPill(Tone.WARN, "fth-alert-triangle", count);
            case ERROR -> new StatusPill(Tone.BAD, "fth-x-circle", count);
        };
    }

    private static HBox line(Node... nodes) {
        var line = new HBox(6, nodes);
        line.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        return line;
    }

    private static TableColumn<ModelRow, ModelRow> column(String title, Comparator<ModelRow> order,
            Function<ModelRow, Node> node,
            double least, double wanted) {
        var column = new TableColumn<ModelRow, ModelRow>(Text.of(title));
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setComparator(order);
        column.setMinWidth(least);
        column.setPrefWidth(wanted);
        column.setReorderable(false);
        column.setCellFactory(made -> new TableCell<>() {
            @Override
            protected void updateItem(ModelRow row, boolean empty) {
                super.updateItem(row, empty);
                setGraphic(empty || row == null ? null : node.apply(row));
            }
        });
        return column;
    }
}
