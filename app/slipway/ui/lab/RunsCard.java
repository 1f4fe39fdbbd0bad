package slipway.ui.lab;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputDialog;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.load.Comparison;
import slipway.load.LoadReport;
import slipway.load.SavedRun;
import slipway.load.SavedRuns;
import slipway.store.AtomicFiles;
import slipway.ui.Asker;
import slipway.ui.Desk;
import slipway.ui.Theme;
import slipway.ui.widget.Ago;
import slipway.ui.widget.Card;
import slipway.ui.widget.DialogButtons;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.SaveTarget;
import slipway.ui.widget.TextScale;

/// The load runs that are kept: rename, delete with a way back, compare two, export. FX thread; files beside it.
final class RunsCard {
    private static final double ROW = 38;
    private static final int MOST_ROWS = 6;

    private final Desk desk;
    private final SavedRuns runs;
    private final SaveTarget target;
    private final Runnable counted;
    private final TableView<RunRow> table = new TableView<>();
    private final Label hint = Labels.wrapped(Text.of("lab.runs.none"), "muted");
    private final Button compare = new Button(Text.of("lab.runs.compare"), Icons.of("fth-columns"));
    private final VBox beside = new VBox();
    private final Card card = new Card(Text.of("lab.runs.title"), compare);

    RunsCard(Desk desk, SavedRuns runs, SaveTarget target, Runnable counted) {
        this.desk = desk;
        this.runs = runs;
        this.target = target;
        this.counted = counted;
        table.setId("runs-table");
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setAccessibleText(Text.of("lab.runs.title"));
        columns();
        compare.setId("runs-compare");
        compare.setMinWidth(Button.USE_PREF_SIZE);
        compare.setTooltip(new Tooltip(Text.of("lab.runs.compare-tip")));
        compare.setDisable(true);
        compare.setOnAction(event -> compare());
        table.getSelectionModel().getSelectedItems().addListener((javafx.beans.Observable change) -> compare.setDisable(
                table.getSelectionModel().getSelectedItems().size() != 2));
        beside.setId("runs-comparison");
        card.with(hint, table, beside);
        card.setId("runs-card");
        beside(List.of());
        show(List.of());
    }

    Card node() {
        return card;
    }

    int count() {
        return table.getItems().size();
    }

    /// Reads the runs again.
    void refresh() {
        var rows = new AtomicReference<List<RunRow>>(List.of());
        desk.work().run(() -> rows.set(RunRow.all(runs)), () -> show(rows.get()));
    }

    private void show(List<RunRow> rows) {
        if (!rows.equals(table.getItems())) table.getItems().setAll(rows);
        Fields.shown(hint, rows.isEmpty());
        Fields.shown(table, !rows.isEmpty());
        Fields.shown(compare, !rows.isEmpty());
        double height = TextScale.of(ROW) * (Math.min(MOST_ROWS, rows.size()) + 1);
        table.setMinHeight(height);
        table.setPrefHeight(height);
        table.setMaxHeight(height);
        counted.run();
    }

    private void columns() {
        TableColumn<RunRow, RunRow> name = column(Text.of("lab.runs.name"), 180, row -> {
            Label label = Labels.of(row.head().name(), "medium");
            label.setTooltip(new Tooltip(row.head().plan() + "\n" + row.head().target()));
            return label;
        });
        table.getColumns().add(name);
        table.getColumns().add(column(Text.of("lab.runs.when"), 76, row -> {
            var ago = new Ago();
            ago.show(row.head().at());
            return ago;
        }));
        figure(Text.of("lab.runs.rate"), 96, row -> Units.number(row.head().result().rate()) + " req/s");
        figure("p50", 80, row -> Units.millis(row.head().result().latency().p50()));
        figure("p95", 80, row -> Units.millis(row.p95()));
        figure("p99", 80, row -> Units.millis(row.head().result().latency().p99()));
        figure(Text.of("lab.runs.errors"), 76, row -> Units.percent(row.errors()));
        TableColumn<RunRow, RunRow> acts = column("", 116, this::acts);
        acts.minWidthProperty().bind(TextScale.times(116));
        table.getColumns().add(acts);
    }

    private Node acts(RunRow row) {
        String name = row.head().name();
        var rename = Icons.button("fth-edit-2", Text.of("lab.runs.rename", name), () -> rename(row));
        var export = Icons.button("fth-download", Text.of("lab.runs.export", name), () -> export(row));
        var delete = Icons.button("fth-trash-2", Text.of("lab.runs.delete", name), () -> delete(row));
        delete.getStyleClass().add("run-delete");
        rename.getStyleClass().add("run-rename");
        export.getStyleClass().add("run-export");
        var box = new HBox(4, rename, export, delete);
        box.getStyleClass().add("chips");
        return box;
    }

    private void figure(String title, double width, Function<RunRow, String> text) {
        TableColumn<RunRow, RunRow> column = column(title, width, row -> Labels.of(text.apply(row)));
        column.getStyleClass().add("right");
        table.getColumns().add(column);
    }

    private static TableColumn<RunRow, RunRow> column(String title, double width, Function<RunRow, Node> node) {
        var column = new TableColumn<RunRow, RunRow>(title);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(cell -> new javafx.beans.property.SimpleObjectProperty<>(cell.getValue()));
        column.setCellFactory(made -> new TableCell<>() {
            @Override
            protected void updateItem(RunRow item, boolean empty) {
                super.updateItem(item, empty);
                setGraphic(empty || item == null ? null : node.apply(item));
            }
        });
        return column;
    }

    private void rename(RunRow row) {
        var dialog = new TextInputDialog(row.head().name());
        dialog.initOwner(Asker.focused());
        dialog.setTitle(Text.of("lab.runs.rename-title"));
        dialog.setHeaderText(Text.of("lab.runs.rename-title"));
        dialog.setGraphic(null);
        dialog.getDialogPane().getButtonTypes().setAll(DialogButtons.cancel(), DialogButtons.ok());
        dialog.getEditor().setId("run-name");
        dialog.getEditor().setAccessibleText(Text.of("lab.runs.name"));
        Theme.dress(dialog.getDialogPane().getScene());
        dialog.setOnHidden(event -> {
            String name = dialog.getResult();
            if (name == null || name.isBlank()) return;
            desk.work().run(() -> runs.rename(row.head().id(), name, row.head().note()), this::refresh);
        });
        dialog.show();
    }

    private void delete(RunRow row) {
        var gone = new AtomicReference<SavedRun>();
        desk.work().run(() -> {
            gone.set(runs.find(row.head().id()));
            runs.delete(row.head().id());
        }, () -> {
            beside(List.of());
            refresh();
            desk.notices().undoable(Text.of("lab.runs.deleted", row.head().name()),
                    () -> desk.work().run(() -> runs.restore(gone.get()), this::refresh));
        });
    }

    private void export(RunRow row) {
        var file = target.ask(card.getScene().getWindow(), Text.of("lab.runs.export-title"), "load-" + row.head().id()
                + ".csv");
        if (file == null) return;
        desk.work().run(() -> AtomicFiles.write(file, LoadReport.csv(runs.find(row.head().id()).seconds())),
                () -> desk.notices().done(Text.of("lab.runs.exported", file.getFileName())));
    }

    private void beside(List<Node> nodes) {
        beside.getChildren().setAll(nodes);
        Fields.shown(beside, !nodes.isEmpty());
    }

    private void compare() {
        List<RunRow> two = table.getSelectionModel().getSelectedItems().stream().sorted(
                java.util.Comparator.comparing(row -> row.head().at())).toList();
        if (two.size() != 2) return;
        var made = new AtomicReference<Comparison>();
        desk.work().run(() -> made.set(Comparison.of(runs.find(two.getFirst().head().id()), runs.find(two.getLast()
                .head().id()))), () -> beside(List.of(new RunComparison(made.get(),
                        () -> beside(List.of())))));
    }
}
