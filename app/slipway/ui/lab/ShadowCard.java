package slipway.ui.lab;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.base.Units;
import slipway.compare.Difference;
import slipway.compare.NoiseFloor;
import slipway.compare.ShadowPairs;
import slipway.compare.ShadowView;
import slipway.ui.Desk;
import slipway.ui.widget.Card;
import slipway.ui.widget.CopyLabel;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// How far mirrored answers agree with the live ones: fields that differ, examples with their request ids, and how
/// long both took. Hidden while nothing is compared. FX thread.
final class ShadowCard {
    private static final int MOST_FIELDS = 5;
    private static final int MOST_EXAMPLES = 3;

    private final Desk desk;
    private final StatusPill pill = new StatusPill();
    private final VBox body = new VBox(10);
    private final Card card = new Card(Text.of("lab.shadow.title"), pill);
    private Map<String, ShadowView> shown = Map.of();

    ShadowCard(Desk desk) {
        this.desk = desk;
        card.with(body);
        card.setId("shadow-card");
        Fields.shown(card, false);
    }

    Card node() {
        return card;
    }

    void show(Map<String, ShadowView> views) {
        if (views.equals(shown)) return;
        shown = Map.copyOf(views);
        body.getChildren().clear();
        var seen = views.entrySet().stream().filter(each -> each.getValue().compared() > 0).sorted(Map.Entry
                .comparingByKey()).toList();
        Fields.shown(card, !seen.isEmpty());
        if (seen.isEmpty()) return;
        boolean all = seen.stream().allMatch(each -> agrees(each.getValue()));
        pill.show(all ? Tone.GOOD : Tone.WARN, all ? "fth-check" : "fth-alert-triangle", seen.stream().map(
                each -> Text.of("lab.shadow.agree", each.getKey(), Units.percent(each.getValue().agreement()))).collect(
                        Collectors.joining(" · ")));
        seen.forEach(each -> add(each.getKey(), each.getValue()));
        missed(seen.getFirst().getValue().missed());
    }

    /// Of the whole endpoint, whoever got the copies.
    private void missed(ShadowPairs.Counts missed) {
        if (missed.total() == 0) return;
        body.getChildren().add(Labels.wrapped(Text.of("lab.shadow.missed", missed.total(), missed.dropped(), missed
                .lonelyLive() + missed.lonelyCopies(), missed.ambiguous()), "warn-text", "small"));
    }

    /// Beyond what a twin does, where there is one.
    private static boolean agrees(ShadowView view) {
        ShadowView.Noise noise = view.noise();
        if (noise == null || noise.problem() != null) return view.agreement() >= 1;
        return noise.judged().stream().noneMatch(NoiseFloor.Judged::real);
    }

    private void add(String name, ShadowView view) {
        var figures = new FlowPane(24, 8, figure(Text.of("lab.shadow.compared"), Labels.count(view.compared())),
                figure(Text.of("lab.shadow.labels"), Units.percent(view.labelAgreement())),
                figure("p50", Text.of("lab.shadow.latency", Units.nanos(view.live().p50()), name, Units.nanos(view
                        .copies().p50()))),
                figure("p99", Text.of("lab.shadow.latency", Units.nanos(view.live().p99()), name, Units.nanos(view
                        .copies().p99()))));
        figures.setPrefWrapLength(380);
        body.getChildren().add(figures);
        List<ShadowView.Field> fields = view.fields().stream().filter(each -> each.differing() + each.schema() > 0)
                .limit(MOST_FIELDS).toList();
        ShadowView.Noise noise = view.noise();
        Problem problem = noise == null ? null : noise.problem();
        if (problem != null) body.getChildren().add(new ProblemBanner(problem, desk.notices()::copied));
        if (noise != null && problem == null) body.getChildren().add(judged(noise));
        else if (!fields.isEmpty()) body.getChildren().add(fields(view, fields));
        view.examples().reversed().stream().limit(MOST_EXAMPLES).forEach(each -> body.getChildren().add(example(each)));
    }

    private static GridPane fields(ShadowView view, List<ShadowView.Field> fields) {
        var grid = new GridPane();
        grid.getStyleClass().add("lab-table");
        grid.addRow(0, head(Text.of("lab.shadow.field")), head(Text.of("lab.shadow.differs")), head(Text.of(
                "lab.shadow.mean")), head(Text.of("lab.shadow.most")));
        for (ShadowView.Field each : fields) {
            Label name = Labels.mono(each.name().isEmpty() ? "/" : each.name());
            name.setMaxWidth(160);
            double share = (double) Math.max(each.differing(), each.schema()) / view.compared();
            grid.addRow(grid.getRowCount(), name, Labels.of(Units.percent(share)), Labels.of(number(each.meanDelta())),
                    Labels.of(number(each.maxDelta())));
        }
        return grid;
    }

    /// What differs, beside what the twin differs in, which is noise.
    private static VBox judged(ShadowView.Noise noise) {
        var grid = new GridPane();
        grid.getStyleClass().add("lab-table");
        grid.addRow(0, head(Text.of("lab.shadow.field")), head(Text.of("lab.shadow.differs")), head(Text.of(
                "lab.shadow.twin", noise.twin())), head(Text.of("lab.shadow.excess")), head(""));
        noise.judged().stream().limit(MOST_FIELDS + 1L).forEach(each -> {
            Label name = each.field().name().isEmpty()
                    ? Labels.of(Text.of("lab.shadow.whole"))
                    : Labels.mono(each.field().name());
            name.setMaxWidth(160);
            var verdict = each.real()
                    ? new StatusPill(Tone.WARN, "fth-alert-triangle", Text.of("lab.shadow.real"))
                    : new StatusPill(Tone.NEUTRAL, "", Text.of("lab.shadow.noise"));
            grid.addRow(grid.getRowCount(), name, Labels.of(Units.percent(each.share())), Labels.of(Units.percent(each
                    .twinShare())), Labels.of(Units.percent(each.excess())), verdict);
        });
        String note = Text.of("lab.shadow.note", noise.twin(), Labels.count(noise.view().compared()), Units.percent(
                NoiseFloor.ALPHA));
        return new VBox(6, grid, Labels.wrapped(note, "muted", "small"));
    }

    private static String number(double delta) {
        return delta == 0 ? "–" : Units.number(delta);
    }

    private VBox example(ShadowView.Example example) {
        var id = new CopyLabel(desk.notices()::copied);
        id.show(example.requestId(), example.requestId());
        String words = example.differences().stream().map(ShadowCard::words).collect(Collectors.joining("\n"));
        var box = new VBox(2, id, Labels.wrapped(words, "mono"));
        box.getStyleClass().add("lab-inset");
        return box;
    }

    private static String words(Difference each) {
        String at = each.pointer().isEmpty() ? "/" : each.pointer();
        return at + "  " + (each.one().isEmpty() ? "–" : each.one()) + " → " + (each.other().isEmpty()
                ? "–"
                : each.other());
    }

    private static Label head(String text) {
        return Labels.of(text, "muted", "small");
    }

    private static VBox figure(String name, String value) {
        return new VBox(2, Labels.of(name, "muted", "small"), Labels.strong(value));
    }
}
