package slipway.ui.checks;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import javafx.scene.Node;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.build.MakePass;
import slipway.check.ChecksView.Row;
import slipway.check.ContractResult;
import slipway.check.RuleResult;
import slipway.check.Verdict;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.ui.widget.Labels;

/// What is offered where something failed. FX thread.
@FunctionalInterface
public interface Remedies {
    /// Stands for the model in routes that name one.
    String MODEL = "model";

    /// The rules’ own words.
    Remedies WORDS = (row, result) -> {
        List<String> fixes = result.rules().stream().filter(rule -> rule.verdict() == Verdict.FAIL)
                .map(RuleResult::fix).filter(fix -> !fix.isEmpty()).distinct().toList();
        var box = new VBox(4, Labels.of(Text.of("passport.remedies"), "strong"));
        fixes.stream().limit(3).forEach(fix -> box.getChildren().add(Labels.wrapped(fix)));
        if (fixes.size() > 3) box.getChildren().add(Labels.muted(Text.of("passport.remedies.more", fixes.size() - 3)));
        return box;
    };

    /// The rules’ own words, and what can be put in front of a server that another platform’s rules found good.
    Remedies WAYS = (row, result) -> {
        var box = new VBox(8, WORDS.of(row, result));
        Contracts.byId(result.contract()).ifPresent(wanted -> spoken(row, wanted).ifPresent(speaks -> MakePass
                .ways(wanted, MODEL, speaks, null).forEach(way -> box.getChildren().add(shown(way)))));
        return box;
    };

    /// The first other contract under which nothing failed.
    private static Optional<MakePass.Speaks> spoken(Row row, ServingContract wanted) {
        return row.cells().entrySet().stream()
                .filter(cell -> !cell.getKey().equals(wanted.id())
                        && cell.getValue().result().verdict() != Verdict.FAIL
                        && cell.getValue().result().verdict() != Verdict.SKIP)
                .map(Map.Entry::getKey).sorted().flatMap(id -> Contracts.byId(id).stream()).findFirst()
                .map(other -> new MakePass.Speaks(other.id(), other.port(), other.predictPath(MODEL),
                        other.livePath(), other.readyPath(MODEL)));
    }

    private static Node shown(MakePass.Way way) {
        var lines = new VBox(2, Labels.wrapped(way.sentence()));
        if (way instanceof MakePass.InGateway gateway) {
            gateway.routes().forEach(route -> lines.getChildren().add(Labels.of(
                    route.method() + " " + route.platform() + " → " + route.server(), "mono")));
        }
        return lines;
    }

    /// Content of the box under the rules of `result`, in which at least one failed.
    Node of(Row row, ContractResult result);
}
