package slipway.ui.checks;

import java.util.List;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.rehearse.Fit;
import slipway.rehearse.MemoryPlan;
import slipway.rehearse.MemoryPlan.Split;
import slipway.rehearse.MemoryPlan.Term;
import slipway.rehearse.Workload;
import slipway.ui.widget.Card;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Meter;

/// A memory plan as cards: the sum with every term, the same cores split differently, types of workload. FX thread.
final class MemoryCards {
    private MemoryCards() {}

    static List<Card> of(MemoryPlan plan) {
        return List.of(sum(plan), splits(plan), workloads(plan));
    }

    private static Card sum(MemoryPlan plan) {
        var rows = new Rows(Text.of("rehearse.plan.part"), Text.of("rehearse.plan.count"),
                Text.of("rehearse.plan.each"),
                Text.of("rehearse.plan.bytes"));
        for (Term term : plan.terms()) {
            rows.row(term.part().text(), term.count() + " ×", Units.bytes(term.each()), Units.bytes(term.bytes()));
        }
        rows.row(Labels.strong(Text.of("rehearse.plan.instance")), "", "",
                Labels.strong(Units.bytes(plan.perInstance())));
        var card = new Card(Text.of("rehearse.plan.sum")).with(rows, room(Text.of("rehearse.plan.of-shape",
                Units.bytes(plan.perInstance()), Units.bytes(plan.need().shapeBytes())), plan.shape(),
                (double) plan.perInstance() / plan.need().shapeBytes()));
        card.setId("plan-sum");
        plan.host().ifPresent(fit -> card.with(room(Text.of("rehearse.plan.of-host", plan.need().replicas(),
                Units.bytes(plan.total()), Units.bytes(plan.need().hostBytes())), fit,
                (double) plan.total() / plan.need().hostBytes())));
        return card;
    }

    private static VBox room(String words, Fit fit, double share) {
        var meter = new Meter();
        meter.show(share);
        Label said = Labels.wrapped(words);
        HBox.setHgrow(said, Priority.ALWAYS);
        var line = new HBox(8, said, Rows.pill(fit));
        line.getStyleClass().add("rehearse-line");
        return new VBox(6, line, meter);
    }

    private static Card splits(MemoryPlan plan) {
        var rows = new Rows(Text.of("rehearse.plan.instances"), Text.of("rehearse.plan.cores"),
                Text.of("rehearse.plan.copies"), Text.of("rehearse.plan.need"), Text.of("rehearse.plan.memory"),
                Text.of("rehearse.plan.left"), "");
        for (Split split : plan.splits()) {
            String count = Labels.count(split.instances());
            Label name = split.chosen()
                    ? Labels.strong(Text.of("rehearse.plan.chosen", count))
                    : Labels.of(count);
            rows.row(name, split.ocpus(), split.copies(), Units.bytes(split.need()), Units.bytes(split.shapeBytes()),
                    Units.percent(split.left()), Rows.pill(split.fit()));
        }
        var card = new Card(Text.of("rehearse.plan.splits"))
                .with(Labels.wrapped(Text.of("rehearse.plan.splits.about"), "muted"), rows);
        card.setId("plan-splits");
        return card;
    }

    private static Card workloads(MemoryPlan plan) {
        long alone = plan.need().alone();
        var rows = new Rows(Text.of("rehearse.plan.hardware"), Text.of("rehearse.plan.memory"), "");
        Workload.all().forEach(each -> rows.row(each == Workload.CPU
                ? Text.of("rehearse.plan.cpu", each.title())
                : each.title(), Units.bytes(each.bytes()), Rows.pill(each.fit(alone))));
        var card = new Card(Text.of("rehearse.plan.workloads"))
                .with(Labels.wrapped(Text.of("rehearse.plan.workloads.about", Units.bytes(alone)), "muted"), rows);
        card.setId("plan-workloads");
        return card;
    }
}
