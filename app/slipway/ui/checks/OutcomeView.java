package slipway.ui.checks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.rehearse.FieldChange;
import slipway.rehearse.FieldChange.Effect;
import slipway.rehearse.Lint;
import slipway.rehearse.UpdateOutcome;
import slipway.ui.widget.Chip;
import slipway.ui.widget.CodeBlock;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.FilterChips;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Meter;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// What an update does to each field, what is lost in red, and the configuration afterwards. FX thread.
final class OutcomeView extends VBox {
    private static final int WIDEST = 160;
    private static final String PORT_CLEAR = "rehearse.port-clear";

    private final StatusPill headline = new StatusPill();
    private final VBox list = new VBox();
    private final CodeBlock json;
    private final ObjIntConsumer<String> setPort;
    private final int usualPort = Contracts.byId("oci-byoc").map(ServingContract::port).orElse(5000);

    /// `setPort` writes a port into the update.
    OutcomeView(Consumer<String> copy, ObjIntConsumer<String> setPort) {
        this.setPort = setPort;
        getStyleClass().add("rehearse-column");
        headline.setId("lab-headline");
        list.setId("lab-outcome");
        list.getStyleClass().add("outcome");
        json = new CodeBlock("lab-result", copy);
        ScrollPane scroll = DetailPane.scrolled(list);
        Map<Node, String> choices = new LinkedHashMap<>();
        choices.put(scroll, Text.of("rehearse.lab.fields"));
        choices.put(json, Text.of("rehearse.lab.json"));
        var shown = new StackPane(scroll);
        var chips = new FilterChips<Node>(choices, node -> shown.getChildren().setAll(node));
        VBox.setVgrow(shown, Priority.ALWAYS);
        var title = new HBox(8, Labels.strong(Text.of("rehearse.lab.result")), Labels.gap(), chips);
        title.getStyleClass().add("rehearse-line");
        getChildren().addAll(title, headline, shown);
        clear();
    }

    void clear() {
        headline.show(Tone.NEUTRAL, "fth-edit-3", Text.of("rehearse.lab.none"));
        list.getChildren().clear();
        json.show("");
    }

    void show(UpdateOutcome outcome) {
        if (outcome.refused()) {
            headline.show(Tone.BAD, "fth-x-octagon", Text.of("rehearse.update.refused"));
        } else if (outcome.changes()) {
            headline.show(Tone.ACCENT, "fth-edit-3", Text.of("rehearse.update.changes"));
        } else {
            headline.show(Tone.GOOD, "fth-check", Text.of("rehearse.update.nothing"));
        }
        list.getChildren().clear();
        for (Lint.Severity severity : Lint.Severity.values()) {
            outcome.lints().stream().filter(lint -> lint.severity() == severity)
                    .forEach(lint -> list.getChildren().add(lint(lint)));
        }
        outcome.fields().stream().filter(field -> field.effect() != Effect.KEPT)
                .forEach(field -> list.getChildren().add(field(field)));
        List<String> kept = outcome.fields().stream().filter(field -> field.effect() == Effect.KEPT)
                .map(FieldChange::field).toList();
        if (!kept.isEmpty()) {
            list.getChildren().add(new VBox(4, pill(Effect.KEPT), Labels.wrapped(String.join(", ", kept), "mono")));
        }
        list.getChildren().addAll(size(Text.of("rehearse.lab.command-bytes", outcome.commandBytes(),
                UpdateOutcome.MOST_BYTES), outcome.commandBytes()),
                size(Text.of("rehearse.lab.environment-bytes", outcome.environmentBytes(), UpdateOutcome.MOST_BYTES),
                        outcome.environmentBytes()));
        json.show(outcome.result());
    }

    private static VBox size(String words, int bytes) {
        var meter = new Meter();
        meter.show((double) bytes / UpdateOutcome.MOST_BYTES);
        return new VBox(4, Labels.muted(words), meter);
    }

    private VBox lint(Lint lint) {
        Problem problem = lint.problem();
        boolean bad = lint.severity() == Lint.Severity.ERROR;
        Label what = Labels.wrapped(problem.what(), "strong");
        HBox.setHgrow(what, Priority.ALWAYS);
        var icon = Icons.of(bad ? "fth-alert-octagon" : "fth-alert-triangle", (bad ? Tone.BAD : Tone.WARN).style());
        icon.setAccessibleText(Text.of(bad ? "rehearse.lab.error" : "rehearse.lab.warning"));
        var row = new VBox(4, new HBox(8, icon, what), Labels.wrapped(problem.why(), "muted"),
                Labels.wrapped(problem.fix()));
        row.getStyleClass().add("outcome-row");
        if (problem.code().equals(PORT_CLEAR)) {
            var chip = Chip.button("fth-corner-down-left", Text.of("rehearse.lab.port", usualPort),
                    () -> setPort.accept(lint.field(), usualPort));
            chip.setId("lab-set-port");
            row.getChildren().add(chip);
        }
        return row;
    }

    private static VBox field(FieldChange field) {
        var title = new HBox(8, Labels.mono(field.field()), Labels.gap(), pill(field.effect()));
        title.getStyleClass().add("rehearse-line");
        var row = new VBox(4, title);
        row.getStyleClass().add("outcome-row");
        if (field.effect() == Effect.REPLACED || field.effect() == Effect.CLEARED) {
            row.getChildren().add(Labels.wrapped(Text.of("rehearse.lab.from-to", brief(field.before()),
                    brief(field.after())), "mono", "muted"));
        }
        if (!field.lost().isEmpty()) row.getChildren().add(lost(field.lost()));
        return row;
    }

    private static FlowPane lost(List<String> names) {
        var all = new FlowPane(6, 4);
        all.getChildren().add(Labels.of(Text.of("rehearse.lab.lost"), "bad-text", "medium"));
        for (String name : names) {
            Label label = Labels.of(name.isEmpty() ? "\"\"" : name, "mono", "lost");
            label.setGraphic(Icons.of("fth-minus", Tone.BAD.style()));
            all.getChildren().add(label);
        }
        return all;
    }

    private static StatusPill pill(Effect effect) {
        return switch (effect) {
            case KEPT -> new StatusPill(Tone.NEUTRAL, "fth-lock", effect.text());
            case REPLACED -> new StatusPill(Tone.ACCENT, "fth-edit-3", effect.text());
            case CLEARED -> new StatusPill(Tone.WARN, "fth-trash-2", effect.text());
            case IGNORED -> new StatusPill(Tone.NEUTRAL, "fth-slash", effect.text());
            case REFUSED -> new StatusPill(Tone.BAD, "fth-x-octagon", effect.text());
        };
    }

    private static String brief(@Nullable JsonNode value) {
        if (value == null) return Text.of("rehearse.lab.unset");
        String text = value.isString() ? value.asString() : value.toString();
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
    }
}
