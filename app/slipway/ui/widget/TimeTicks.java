package slipway.ui.widget;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import slipway.base.Text;

/// Round moments of a time axis, and times as its reader writes them: local. Pure; any thread.
final class TimeTicks {
    private static final long[] STEPS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600,
            43_200, 86_400, 172_800};
    private static final long DAY = 86_400;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter WHOLE = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    private TimeTicks() {}

    record Tick(long epochMillis, String text) {}

    /// At most `most` ticks (at least 2) from one moment to another, both in milliseconds since 1970.
    static List<Tick> of(long from, long to, int most, ZoneId zone) {
        long span = Math.max(1, (to - from) / 1000);
        long step = STEPS[STEPS.length - 1];
        for (long candidate : STEPS) {
            if (span / candidate + 1 <= Math.max(2, most)) {
                step = candidate;
                break;
            }
        }
        long offset = zone.getRules().getOffset(Instant.ofEpochMilli(from)).getTotalSeconds();
        long first = Math.floorDiv(from / 1000 + offset + step - 1, step) * step - offset;
        var ticks = new ArrayList<Tick>();
        for (long at = first; at * 1000 <= to; at += step) {
            if (at * 1000 >= from) ticks.add(new Tick(at * 1000, text(at, step, zone)));
        }
        return ticks;
    }

    private static String text(long seconds, long step, ZoneId zone) {
        ZonedDateTime at = Instant.ofEpochSecond(seconds).atZone(zone);
        if (step >= DAY || (step >= 60 && at.toLocalTime().toSecondOfDay() == 0))
            return DATE.withLocale(Text.locale()).format(at);
        return (step < 60 ? SECONDS : MINUTES).format(at);
    }

    /// One moment, as finely as a picture of `range` milliseconds tells it.
    static String moment(long epochMillis, long range, ZoneId zone) {
        ZonedDateTime at = Instant.ofEpochMilli(epochMillis).atZone(zone);
        return (range <= 6 * 3_600_000L ? SECONDS : WHOLE).withLocale(Text.locale()).format(at);
    }
}
