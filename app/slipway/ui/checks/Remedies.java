package slipway.ui.checks;

import java.util.List;

import javafx.scene.Node;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.check.ChecksView.Row;
import slipway.check.ContractResult;
import slipway.check.RuleResult;
import slipway.check.Verdict;
import slipway.ui.widget.Labels;

/// What is offered where something failed. FX thread.
@FunctionalInterface
public interface Remedies {
    /// The rules’ own words.
    Remedies WORDS = (row, result) -> {
        List<String> fixes = result.rules().stream().filter(rule -> rule.verdict() == Verdict.FAIL)
                .map(RuleResult::fix).filter(fix -> !fix.isEmpty()).distinct().toList();
        var box = new VBox(4, Labels.of(Text.of("passport.remedies"), "strong"));
        fixes.stream().limit(3).forEach(fix -> box.getChildren().add(Labels.wrapped(fix)));
        if (fixes.size() > 3) box.getChildren().add(Labels.muted(Text.of("passport.remedies.more", fixes.size() - 3)));
        return box;
    };

    /// Content of the box under the rules of `result`, in which at least one failed.
    Node of(Row row, ContractResult result);
}
