package slipway.ui.endpoints;

import java.util.List;
import java.util.function.BiConsumer;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

import slipway.base.Text;
import slipway.deploy.DeploymentState;
import slipway.scale.ScalePolicy;
import slipway.ui.ScaleGround;
import slipway.ui.widget.Hues;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// One deployment in the [ScaleCard]: how many run, the number by hand, what its policy does. FX thread.
final class ScaleLine {
    private final ScaleGround.Policies policies;
    private final Label name = Labels.of("", "strong");
    private final StatusPill pill = new StatusPill();
    private final TextField count = new TextField();
    private final Button less;
    private final Button more;
    private final Label words = Labels.wrapped("", "muted", "small");
    private final Button policy = new Button();
    private final Button whatIf = new Button(Text.of("scaleview.what-if"));
    private final HBox counter;
    private final HBox buttons;
    private ScaleRow row;
    private int asked;

    /// What can be done to a row.
    interface Acts {
        void policy(ScaleRow row);

        void whatIf(ScaleRow row);

        void copy(ScaleRow row);
    }

    /// `byHand` gets the number that a person wants.
    ScaleLine(ScaleRow first, ScaleGround.Policies policies, BiConsumer<ScaleRow, Integer> byHand, Acts acts) {
        this.policies = policies;
        row = first;
        asked = first.spec().instanceCount();
        String id = first.name();
        less = Icons.button("fth-minus", Text.of("scaleview.less", id), () -> ask(asked - 1, byHand));
        more = Icons.button("fth-plus", Text.of("scaleview.more", id), () -> ask(asked + 1, byHand));
        less.setId("scale-less-" + id);
        more.setId("scale-more-" + id);
        count.setId("scale-count-" + id);
        count.getStyleClass().addAll("mono", "scale-count");
        count.setAccessibleText(Text.of("scaleview.count", id));
        count.setTooltip(new Tooltip(Text.of("scaleview.count.what")));
        count.setOnAction(event -> typed(byHand));
        count.focusedProperty().addListener((observed, old, focused) -> {
            if (!focused) count.setText(String.valueOf(asked));
        });
        counter = new HBox(4, less, count, more);
        counter.setAlignment(Pos.CENTER_LEFT);
        counter.setMinWidth(Region.USE_PREF_SIZE);
        policy.setId("scale-policy-" + id);
        policy.setOnAction(event -> acts.policy(row));
        whatIf.setId("scale-what-if-" + id);
        whatIf.setOnAction(event -> acts.whatIf(row));
        var copy = Icons.button("fth-terminal", Text.of("endpoints.copy-command"), () -> acts.copy(row));
        copy.setId("scale-copy-" + id);
        for (Button button : List.of(policy, whatIf))
            button.setMinWidth(Region.USE_PREF_SIZE);
        buttons = new HBox(8, policy, whatIf, copy);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        buttons.setMinWidth(Region.USE_PREF_SIZE);
        name.setMinWidth(Region.USE_PREF_SIZE);
    }

    /// In the order of the columns.
    Region[] nodes() {
        return new Region[]{name, pill, counter, words, buttons};
    }

    /// @param names of the endpoint, for its colour
    void show(ScaleRow now, List<String> names) {
        if (now.spec().instanceCount() != row.spec().instanceCount()) asked = now.spec().instanceCount();
        row = now;
        name.setText(now.name());
        name.getStyleClass().setAll("label", "strong", Hues.of(now.name(), names));
        if (!count.isFocused()) count.setText(String.valueOf(asked));
        less.setDisable(now.external() || asked <= 1);
        more.setDisable(now.external() || asked >= ScalePolicy.MOST);
        count.setDisable(now.external());
        policy.setDisable(now.external());
        policy.setText(Text.of(now.scale() == null ? "scaleview.write" : "scaleview.edit"));
        words.setText(now.words(policies));
        showState(now);
    }

    /// The number that a person wanted could not be written: the file’s stands.
    void refused() {
        asked = row.spec().instanceCount();
        count.setText(String.valueOf(asked));
    }

    private void showState(ScaleRow now) {
        DeploymentState state = now.state();
        if (state == null) pill.show(Tone.NEUTRAL, "fth-square", Text.of("scaleview.not-running"));
        else if (!now.active() || (state == DeploymentState.ASLEEP && now.wanted() == 0)) pill.show(state);
        else if (now.running() == now.wanted())
            pill.show(Tone.GOOD, "fth-check", Text.of("scaleview.run", now
                    .running()));
        else
            pill.show(Tone.WARN, "fth-loader", Text.of("scaleview.run-of", now.running(), now.wanted()));
    }

    private void typed(BiConsumer<ScaleRow, Integer> byHand) {
        String text = count.getText().strip();
        int number = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > ScalePolicy.MOST) count.setText(String.valueOf(asked));
        else
            ask(number, byHand);
    }

    private void ask(int number, BiConsumer<ScaleRow, Integer> byHand) {
        int next = Math.clamp(number, 1, ScalePolicy.MOST);
        if (next == asked) return;
        asked = next;
        count.setText(String.valueOf(next));
        byHand.accept(row, next);
    }
}
