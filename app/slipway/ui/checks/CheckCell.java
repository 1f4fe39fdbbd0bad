package slipway.ui.checks;

import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

import slipway.base.Text;
import slipway.check.ChecksView.Cell;
import slipway.check.ChecksView.Column;
import slipway.check.ChecksView.Row;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// What one target came to under one contract, or the way to find out. FX thread.
final class CheckCell extends TableCell<Row, Row> {
    private final Column contract;
    private final BooleanSupplier narrow;
    private final BiConsumer<Row, String> check;

    CheckCell(Column contract, BooleanSupplier narrow, BiConsumer<Row, String> check) {
        this.contract = contract;
        this.narrow = narrow;
        this.check = check;
    }

    /// Whether the contract can be checked at this target, which has no result yet.
    static boolean suits(Row row, String contract) {
        return row.contracts().contains(contract) && !row.running().contains(contract);
    }

    @Override
    protected void updateItem(Row row, boolean empty) {
        super.updateItem(row, empty);
        setGraphic(null);
        setTooltip(null);
        setAccessibleText(null);
        if (empty || row == null) return;
        Cell cell = row.cells().get(contract.id());
        if (row.running().contains(contract.id())) {
            setGraphic(new StatusPill(Tone.ACCENT, "fth-loader", narrow.getAsBoolean()
                    ? "…"
                    : Text.of("passport.cell.running")));
            say(row, Text.of("passport.cell.running"));
        } else if (cell != null) {
            setGraphic(Verdicts.cell(cell.result(), narrow.getAsBoolean()));
            say(row, Verdicts.counts(cell.result()));
        } else if (suits(row, contract.id())) {
            setGraphic(unchecked(row));
            say(row, Text.of("passport.cell.unchecked"));
        } else {
            setGraphic(Labels.muted("–"));
            say(row, Text.of("passport.cell.unsuited"));
        }
    }

    private void say(Row row, String words) {
        setTooltip(new Tooltip(words));
        setAccessibleText(Text.of("passport.cell.says", row.title(), Platforms.name(contract), words));
    }

    private StackPane unchecked(Row row) {
        Label none = Labels.muted("–");
        var go = new Button(Text.of("passport.cell.check"));
        go.setMnemonicParsing(false);
        go.setFocusTraversable(false);
        go.getStyleClass().addAll("chip", "check-go");
        go.setOnAction(event -> check.accept(row, contract.id()));
        var both = new StackPane(none, go);
        both.getStyleClass().add("unchecked");
        return both;
    }
}
