package slipway.ui.checks;

import java.util.List;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.check.Comparison.Change;
import slipway.check.Comparison.Difference;
import slipway.check.RuleResult;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.Tone;

/// Rules that two runs disagree on, each with what both saw. FX thread.
final class DifferenceTable extends TableView<Difference> {
    DifferenceTable() {
        setId("compare-table");
        setAccessibleText(Text.of("passport.compare.title"));
        fixedCellSizeProperty().bind(TextScale.times(38));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        getColumns().add(NodeColumn.of("passport.compare.change", each -> change(each.change()), 90, 96));
        getColumns().add(
                NodeColumn.of("passport.html.contract", each -> words(Platforms.name(each.contract(), each.title())),
                        80, 100));
        getColumns().add(NodeColumn.of("passport.html.rule", each -> words(each.rule().id(), "mono"), 140, 220));
        getColumns().add(NodeColumn.of("passport.compare.before", each -> side(each.before()), 150, 280));
        getColumns().add(NodeColumn.of("passport.compare.after", each -> side(each.after()), 150, 280));
    }

    void show(List<Difference> differences) {
        getItems().setAll(differences);
    }

    private static StatusPill change(Change change) {
        return switch (change) {
            case WORSE -> new StatusPill(Tone.BAD, "fth-trending-down", Text.of("passport.change.worse"));
            case NEW -> new StatusPill(Tone.ACCENT, "fth-plus", Text.of("passport.change.new"));
            case GONE -> new StatusPill(Tone.NEUTRAL, "fth-minus", Text.of("passport.change.gone"));
            case BETTER -> new StatusPill(Tone.GOOD, "fth-trending-up", Text.of("passport.change.better"));
            case SAME -> new StatusPill(Tone.NEUTRAL, "", Text.of("passport.change.same"));
        };
    }

    private static Node side(@Nullable RuleResult rule) {
        if (rule == null) return Labels.muted("–");
        var line = new HBox(8, Verdicts.pill(rule.verdict()), words(rule.evidence(), "mono", "muted"));
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private static Label words(String text, String... styles) {
        Label label = Labels.of(text, styles);
        label.setMinWidth(0);
        if (!text.isEmpty()) label.setTooltip(new Tooltip(text));
        return label;
    }
}
