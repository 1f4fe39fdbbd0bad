package slipway.ui.checks;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import slipway.base.Text;
import slipway.check.ChecksView;
import slipway.check.ChecksView.Column;
import slipway.check.ChecksView.Row;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;

/// Targets down, contracts across; arrows move from cell to cell, Enter opens one or checks it. FX thread.
final class CheckMatrix extends TableView<Row> {
    static final double ROW = 38;
    static final double HEAD = 32;

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final BiConsumer<Row, String> choose;
    private final BiConsumer<Row, String> enter;
    private final BiConsumer<Row, String> check;
    private List<Column> contracts = List.of();
    private String target = "";
    private String contract = "";
    private boolean narrow;
    private boolean filling;

    /// @param choose a cell was chosen, by its row and the contract's id
    /// @param enter  Enter was pressed on a cell with a result
    /// @param check  one without is to be checked
    CheckMatrix(BiConsumer<Row, String> choose, BiConsumer<Row, String> enter, BiConsumer<Row, String> check) {
        this.choose = choose;
        this.enter = enter;
        this.check = check;
        setId("checks-matrix");
        setAccessibleText(Text.of("page.checks.title"));
        setItems(rows);
        fixedCellSizeProperty().bind(TextScale.times(ROW));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        getSelectionModel().setCellSelectionEnabled(true);
        getFocusModel().focusedCellProperty().addListener(observed -> focused(getFocusModel().getFocusedCell()));
        setRowFactory(table -> new ChosenRow());
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    /// Shows `view`, keeping the chosen cell.
    void show(ChecksView view) {
        filling = true;
        try {
            if (!view.contracts().equals(contracts)) columns(view.contracts());
            boolean same = rows.size() == view.rows().size();
            for (int i = 0; same && i < rows.size(); i++)
                same = rows.get(i).target().name().equals(view.rows().get(i).target().name());
            if (!same) rows.setAll(view.rows());
            // only what changed, so that a cell in use keeps the focus
            for (int i = 0; i < rows.size(); i++)
                if (!rows.get(i).equals(view.rows().get(i))) rows.set(i, view.rows().get(i));
        } finally {
            filling = false;
        }
        select();
    }

    /// Chooses the cell and brings it into sight.
    void choose(String wantedTarget, String wantedContract) {
        target = wantedTarget;
        contract = wantedContract;
        select();
        if (TextScale.of(HEAD + ROW * rows.size()) > getHeight()) row().ifPresent(this::scrollTo);
    }

    Optional<Row> row() {
        return rows.stream().filter(row -> row.target().name().equals(target)).findFirst();
    }

    void narrow(boolean next) {
        if (narrow == next) return;
        narrow = next;
        refresh();
    }

    private void select() {
        filling = true;
        try {
            int at = row().map(rows::indexOf).orElse(-1);
            TableColumn<Row, ?> column = getColumns().stream().filter(each -> contract.equals(each.getUserData()))
                    .findFirst().orElse(null);
            if (at < 0 || column == null) getSelectionModel().clearSelection();
            else {
                getSelectionModel().clearAndSelect(at, column);
                getFocusModel().focus(at, column);
            }
            refreshRows();
        } finally {
            filling = false;
        }
    }

    private void focused(TablePosition<?, ?> cell) {
        if (filling || cell.getRow() < 0 || cell.getRow() >= rows.size()) return;
        Object id = cell.getTableColumn() == null ? null : cell.getTableColumn().getUserData();
        target = rows.get(cell.getRow()).target().name();
        contract = id instanceof String named ? named : "";
        refreshRows();
        choose.accept(rows.get(cell.getRow()), contract);
    }

    private void refreshRows() {
        lookupAll(".chosen-row").forEach(node -> {
            if (node instanceof ChosenRow row) row.mark();
        });
    }

    private void key(KeyEvent event) {
        if (event.getCode() != KeyCode.ENTER && event.getCode() != KeyCode.SPACE) return;
        Row row = row().orElse(null);
        if (row == null || contract.isEmpty()) return;
        if (row.cells().containsKey(contract)) enter.accept(row, contract);
        else if (CheckCell.suits(row, contract)) check.accept(row, contract);
        event.consume();
    }

    private void columns(List<Column> next) {
        contracts = next;
        var name = new TableColumn<Row, Row>(Text.of("passport.column.target"));
        name.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        name.setCellFactory(column -> new NameCell());
        name.minWidthProperty().bind(TextScale.times(150));
        name.setPrefWidth(220);
        dress(name);
        getColumns().setAll(List.of(name));
        for (Column each : next) {
            var column = new TableColumn<Row, Row>();
            Label head = Labels.of(Platforms.name(each));
            head.setTooltip(new Tooltip(Text.of("passport.column.contract", each.title(), each.edition())));
            column.setGraphic(head);
            column.setUserData(each.id());
            column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
            column.setCellFactory(made -> new CheckCell(each, () -> narrow, check));
            column.minWidthProperty().bind(TextScale.times(78));
            column.setPrefWidth(130);
            dress(column);
            getColumns().add(column);
        }
    }

    private static void dress(TableColumn<Row, Row> column) {
        column.setReorderable(false);
        column.setSortable(false);
    }

    private final class ChosenRow extends TableRow<Row> {
        ChosenRow() {
            getStyleClass().add("chosen-row");
        }

        @Override
        protected void updateItem(Row row, boolean empty) {
            super.updateItem(row, empty);
            mark();
        }

        private void mark() {
            Row row = getItem();
            pseudoClassStateChanged(CHOSEN, row != null && row.target().name().equals(target));
        }
    }

    private static final class NameCell extends TableCell<Row, Row> {
        @Override
        protected void updateItem(Row row, boolean empty) {
            super.updateItem(row, empty);
            setGraphic(null);
            setTooltip(null);
            if (empty || row == null) return;
            var title = Labels.strong(row.title());
            title.minWidthProperty().bind(TextScale.times(24));
            var detail = Labels.muted(row.detail());
            detail.setMinWidth(0);
            HBox.setHgrow(detail, Priority.ALWAYS);
            var line = new HBox(6, title, detail);
            line.getStyleClass().add("check-name");
            setGraphic(line);
            setTooltip(new Tooltip(row.target().name()));
        }
    }
}
