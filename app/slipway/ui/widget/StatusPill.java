package slipway.ui.widget;

import javafx.scene.control.Label;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.deploy.DeploymentState;
import slipway.observe.Health;

/// A status as icon, word and colour together.
public final class StatusPill extends Label {
    private @Nullable Tone tone;
    private @Nullable String icon;

    public StatusPill() {
        getStyleClass().add("pill");
        setMinWidth(USE_PREF_SIZE);
    }

    public StatusPill(Tone tone, String icon, String word) {
        this();
        show(tone, icon, word);
    }

    public static StatusPill of(DeploymentState state) {
        var pill = new StatusPill();
        pill.show(state);
        return pill;
    }

    /// A plain word in a colour, for figures and counts.
    public static StatusPill word(Tone tone, String word) {
        return new StatusPill(tone, "", word);
    }

    /// `icon` is an Ikonli literal, or empty for none.
    public void show(Tone next, String literal, String word) {
        if (tone != next) {
            if (tone != null) getStyleClass().remove(tone.style());
            getStyleClass().add(next.style());
            tone = next;
        }
        if (!literal.equals(icon)) {
            setGraphic(literal.isEmpty() ? null : Icons.of(literal));
            getStyleClass().remove("no-icon");
            if (literal.isEmpty()) getStyleClass().add("no-icon");
            icon = literal;
        }
        setText(word);
    }

    public void show(DeploymentState state) {
        String word = Text.of("status.deployment." + state.word());
        switch (state) {
            case QUEUED -> show(Tone.NEUTRAL, "fth-clock", word);
            case PREPARING -> show(Tone.ACCENT, "fth-package", word);
            case STARTING -> show(Tone.WARN, "fth-loader", word);
            case READY -> show(Tone.GOOD, "fth-check-circle", word);
            case UNHEALTHY -> show(Tone.WARN, "fth-alert-triangle", word);
            case ASLEEP -> show(Tone.NEUTRAL, "fth-moon", word);
            case STOPPING -> show(Tone.NEUTRAL, "fth-power", word);
            case STOPPED -> show(Tone.NEUTRAL, "fth-square", word);
            case FAILED -> show(Tone.BAD, "fth-x-circle", word);
        }
    }

    /// One of the three questions of [Health]; `question` is its word as shown.
    public void show(Health.Answer answer, String question) {
        switch (answer) {
            case YES -> show(Tone.GOOD, "fth-check", question);
            case NO -> show(Tone.BAD, "fth-x", question);
            case UNKNOWN -> show(Tone.NEUTRAL, "fth-help-circle", question);
        }
    }
}
