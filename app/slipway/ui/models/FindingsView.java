package slipway.ui.models;

import java.util.ArrayList;
import java.util.List;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.catalog.Finding;
import slipway.catalog.Model;
import slipway.catalog.fix.Fix;
import slipway.catalog.fix.Fixes;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Tone;

/// The findings on one model: what, why, what to do, and a button where that can be done here. FX thread.
final class FindingsView extends VBox {
    /// Nobody mends more by hand; the command line names all.
    private static final int MOST = 100;

    private final Model model;
    private final List<Finding> shown;
    private final FixActs acts;
    private final List<HBox> feet = new ArrayList<>();

    FindingsView(Model model, FixActs acts) {
        this.model = model;
        this.acts = acts;
        getStyleClass().add("detail-body");
        shown = model.findings().subList(0, Math.min(MOST, model.findings().size()));
        for (Finding finding : shown)
            getChildren().add(row(finding));
        int more = model.findings().size() - shown.size();
        if (more > 0) getChildren().add(Labels.muted(Text.of("models.more.of", more)));
    }

    /// Looks, beside the FX thread, which findings can be fixed here.
    void load() {
        record Offer(int index, Finding finding, Fix fix) {}
        var offers = new ArrayList<Offer>();
        acts.desk().work().run(() -> {
            for (int i = 0; i < shown.size(); i++) {
                int index = i;
                Finding finding = shown.get(i);
                Fixes.of(model, finding).ifPresent(fix -> offers.add(new Offer(index, finding, fix)));
            }
        }, () -> {
            feet.forEach(foot -> foot.getChildren().removeIf(Button.class::isInstance));
            for (Offer offer : offers)
                feet.get(offer.index).getChildren().add(button(offer.index, offer.finding, offer.fix));
        });
    }

    private Button button(int index, Finding finding, Fix fix) {
        var button = new Button(Text.of("models.finding.fix"));
        button.setId("fix-" + index);
        button.setMinWidth(Button.USE_PREF_SIZE);
        button.setAccessibleText(Text.of("models.finding.fix") + " " + finding.message());
        button.setOnAction(event -> acts.offer(finding.message(), Text.of("models.fix.done"), fix, this::load));
        return button;
    }

    private Node row(Finding finding) {
        Node icon = switch (finding.severity()) {
            case ERROR -> Icons.of("fth-x-circle", Tone.BAD.style());
            case WARNING -> Icons.of("fth-alert-triangle", Tone.WARN.style());
            case INFO -> Icons.of("fth-info", Tone.ACCENT.style());
        };
        Label place = Labels.wrapped(
                finding.file().isEmpty() ? finding.rule() : finding.rule() + " · " + finding.file(),
                "muted", "mono");
        place.setMinWidth(0);
        HBox.setHgrow(place, Priority.ALWAYS);
        var foot = new HBox(8, place);
        foot.setAlignment(Pos.CENTER_LEFT);
        feet.add(foot);
        var words = new VBox(6, Labels.wrapped(finding.message(), "medium"),
                Labels.wrapped(Text.of("models.finding.why", said(finding, ".why")), "muted"),
                Labels.wrapped(Text.of("models.finding.todo", said(finding, ".fix"))), foot);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = new HBox(icon, words);
        row.getStyleClass().add("finding");
        return row;
    }

    private static String said(Finding finding, String part) {
        return Text.of("finding." + finding.rule().replace('/', '.') + part, finding.args().toArray());
    }
}
