package slipway.ui.checks;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.rehearse.HealthTimeline;
import slipway.rehearse.HealthTimeline.Moment;
import slipway.rehearse.HealthTimeline.Verdict;
import slipway.rehearse.Trace;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.Tone;

/// One platform’s view of a trace: its name and verdict, its probes over time, and the moments in words. FX thread.
final class HealthLane extends HBox {
    private static final double NAMES = 190;

    /// The container itself, with the times of all lanes.
    HealthLane(Trace trace, Duration span) {
        this(Labels.strong(Text.of("rehearse.health.container")), new Label(), LanePicture.of(trace, span), "", "");
    }

    /// `title` names all platforms that see it so.
    HealthLane(HealthTimeline timeline, String title, Duration span) {
        this(Labels.wrapped(title, "strong"), pill(timeline), LanePicture.of(timeline, span),
                words(timeline),
                timeline.rules().note());
        setId("lane-" + timeline.rules().id());
    }

    private HealthLane(Label title, Label verdict, LanePicture picture, String words, String note) {
        getStyleClass().add("health-lane");
        var names = new VBox(4, title, verdict);
        names.minWidthProperty().bind(TextScale.times(NAMES));
        names.prefWidthProperty().bind(TextScale.times(NAMES));
        picture.setAccessibleText(words);
        var side = new VBox(2, picture);
        if (!words.isEmpty()) side.getChildren().add(Labels.wrapped(words, "small"));
        if (!note.isEmpty()) side.getChildren().add(Labels.wrapped(note, "muted", "tiny"));
        HBox.setHgrow(side, Priority.ALWAYS);
        side.setMinWidth(0);
        getChildren().addAll(names, side);
    }

    private static StatusPill pill(HealthTimeline timeline) {
        Verdict verdict = timeline.verdict();
        String words = timeline.given().map(at -> Text.of("rehearse.health.at", verdict.text(),
                HealthTimeline.clock(at))).orElse(verdict.text());
        return switch (verdict) {
            case HEALTHY -> new StatusPill(Tone.GOOD, "fth-check-circle", words);
            case LATE -> new StatusPill(Tone.WARN, "fth-clock", words);
            case MARKED -> new StatusPill(Tone.WARN, "fth-alert-triangle", words);
            case DEAD, START_FAILED -> new StatusPill(Tone.BAD, "fth-x-circle", words);
            case WAITING -> new StatusPill(Tone.NEUTRAL, "fth-help-circle", words);
        };
    }

    private static String words(HealthTimeline timeline) {
        long failed = timeline.probes().stream().filter(HealthTimeline.Probe::counted).count();
        return Stream.concat(timeline.moments().stream().map(HealthLane::word),
                Stream.of(Text.of("rehearse.health.probes", timeline.probes().size(), failed)))
                .collect(Collectors.joining(" · "));
    }

    private static String word(Moment moment) {
        String at = HealthTimeline.clock(moment.at());
        return switch (moment.kind()) {
            case HEALTHY -> Text.of("rehearse.health.healthy", at);
            case RECOVERED -> Text.of("rehearse.health.recovered", at);
            case START_LIMIT -> Text.of("rehearse.health.limit", at);
            case UNHEALTHY -> Text.of("rehearse.health.unhealthy", at);
        };
    }
}
