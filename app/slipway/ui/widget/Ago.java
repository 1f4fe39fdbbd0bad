package slipway.ui.widget;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;

import slipway.base.Text;

/// A time as a person says it, the exact one in the tooltip. Show it again to let it age.
public final class Ago extends Label {
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
            .withZone(ZoneId.systemDefault());

    public Ago() {
        getStyleClass().add("muted");
        setMinWidth(USE_PREF_SIZE);
    }

    public void show(Instant then) {
        setText(words(Duration.between(then, Instant.now())));
        if (getTooltip() == null) setTooltip(new Tooltip());
        getTooltip().setText(EXACT.format(then));
    }

    /// `now`, `40 s`, `2 min`, `3 h`, `5 d`
    public static String words(Duration since) {
        long seconds = since.toSeconds();
        if (seconds < 5) return Text.of("widget.ago.now");
        if (seconds < 60) return Text.of("widget.ago.seconds", seconds);
        if (seconds < 3600) return Text.of("widget.ago.minutes", seconds / 60);
        if (seconds < 86_400) return Text.of("widget.ago.hours", seconds / 3600);
        return Text.of("widget.ago.days", seconds / 86_400);
    }
}
