package slipway.ui.checks;

import java.util.List;
import java.util.function.Consumer;

import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.check.RuleResult;
import slipway.check.WorstFirst;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;

/// The rules of one contract and what each came to. FX thread.
final class RuleTable extends TableView<RuleResult> {
    private final TableColumn<RuleResult, RuleResult> asks;
    private final TableColumn<RuleResult, RuleResult> source;
    private List<RuleResult> rules = List.of();
    private boolean failuresFirst = true;

    RuleTable(Consumer<@Nullable RuleResult> chosen) {
        setId("checks-rules");
        setAccessibleText(Text.of("passport.html.rule"));
        fixedCellSizeProperty().bind(TextScale.times(36));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        asks = NodeColumn.of("passport.html.asks", rule -> words(rule.asks()), 150, 330);
        source = NodeColumn.of("passport.html.source", rule -> words(source(rule), "muted"), 120, 210);
        TableColumn<RuleResult, RuleResult> verdict = NodeColumn.of("passport.html.verdict",
                rule -> Verdicts.pill(rule.verdict()), 84, 84);
        verdict.maxWidthProperty().bind(TextScale.times(96));
        getColumns().setAll(List.of(verdict,
                NodeColumn.of("passport.html.rule", rule -> words(rule.id(), "mono"), 150, 210), asks,
                NodeColumn.of("passport.html.evidence", rule -> words(rule.evidence(), "mono", "muted"), 160, 320),
                source));
        getSelectionModel().selectedItemProperty().addListener((observed, old, rule) -> chosen.accept(rule));
    }

    /// The row of the inventory and what the platform says.
    static String source(RuleResult rule) {
        String row = rule.row();
        if (row == null) return rule.source();
        return rule.source().isEmpty() ? row : row + " · " + rule.source();
    }

    /// Keeps the chosen rule chosen, where the new ones have it.
    void show(List<RuleResult> next) {
        rules = next;
        fill();
    }

    void failuresFirst(boolean first) {
        failuresFirst = first;
        fill();
    }

    /// Leaves room for the detail of a rule beside it.
    void narrow(boolean narrow) {
        asks.setVisible(!narrow);
        source.setVisible(!narrow);
    }

    private void fill() {
        RuleResult before = getSelectionModel().getSelectedItem();
        List<RuleResult> shown = failuresFirst ? WorstFirst.of(rules) : rules;
        if (shown.equals(getItems())) return;
        getItems().setAll(shown);
        getSelectionModel().clearSelection();
        if (before == null) return;
        shown.stream().filter(rule -> rule.id().equals(before.id())).findFirst()
                .ifPresent(getSelectionModel()::select);
    }

    private static Label words(String text, String... styles) {
        Label label = Labels.of(text, styles);
        label.setMinWidth(0);
        if (!text.isEmpty()) {
            var whole = new Tooltip(text);
            whole.setWrapText(true);
            whole.setMaxWidth(560);
            label.setTooltip(whole);
        }
        return label;
    }
}
