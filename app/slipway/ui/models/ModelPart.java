package slipway.ui.models;

import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

import slipway.base.Units;
import slipway.catalog.Model;
import slipway.ui.widget.Chip;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// A piece of a line or of a card that shows one model after the other with the same nodes: new ones would have to be
/// styled with each line that scrolls by. FX thread.
///
/// @param show puts a model into `node`
record ModelPart(Node node, Consumer<ModelRow> show) {
    static ModelPart title(String style) {
        Label name = Labels.of("", style);
        name.setMinWidth(0);
        Label version = Labels.muted("");
        version.setMinWidth(Label.USE_PREF_SIZE);
        return new ModelPart(line(name, version), row -> {
            name.setText(row.name());
            version.setText(row.version());
        });
    }

    /// The format and what is in it; of a broken file what is wrong.
    static ModelPart format() {
        Label chip = Chip.of("");
        Label beside = Labels.muted("");
        beside.setMinWidth(0);
        return new ModelPart(line(chip, beside), row -> {
            Model model = row.model();
            visible(chip, model != null);
            chip.setText(model == null ? "" : model.format());
            beside.setText(model != null
                    ? String.join(", ", model.contains())
                    : row.problem() == null ? "" : row.problem().what());
        });
    }

    static ModelPart signature() {
        Label label = Labels.mono("");
        label.setMinWidth(0);
        return new ModelPart(label, row -> label.setText(row.signature()));
    }

    static ModelPart size() {
        Label label = Labels.of("");
        return new ModelPart(label, row -> label.setText(row.model() == null ? "" : Units.bytes(row.sizeBytes())));
    }

    /// The state where it is not the usual one, else how many findings there are.
    ///
    /// @param nothing what stands there where there are none
    static ModelPart findings(String nothing) {
        Label none = Labels.muted("");
        var pill = new StatusPill();
        return new ModelPart(line(none, pill), row -> {
            Model model = row.model();
            boolean usual = model != null && row.state() == ModelRow.State.ACTIVE;
            boolean any = !usual || row.worst() != ModelFilter.Worst.NONE;
            none.setText(any ? "" : nothing);
            visible(none, !any);
            visible(pill, any);
            if (model == null || !usual) state(pill, row.state());
            else
                findings(pill, row.worst(), String.valueOf(model.findings().size()));
        });
    }

    private static void findings(StatusPill pill, ModelFilter.Worst worst, String count) {
        switch (worst) {
            case NONE -> {
            }
            case INFO -> pill.show(Tone.ACCENT, "fth-info", count);
            case WARNING -> pill.show(Tone.WARN, "fth-alert-triangle", count);
            case ERROR -> pill.show(Tone.BAD, "fth-x-circle", count);
        }
    }

    /// The state as icon, word and colour.
    static void state(StatusPill pill, ModelRow.State state) {
        String word = FilterRail.word(state);
        switch (state) {
            case ACTIVE -> pill.show(Tone.GOOD, "fth-check-circle", word);
            case ARCHIVED -> pill.show(Tone.NEUTRAL, "fth-archive", word);
            case BROKEN -> pill.show(Tone.BAD, "fth-alert-octagon", word);
            case MISSING -> pill.show(Tone.WARN, "fth-help-circle", word);
        }
    }

    static void visible(Node node, boolean now) {
        node.setVisible(now);
        node.setManaged(now);
    }

    private static HBox line(Node... nodes) {
        var line = new HBox(6, nodes);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }
}
