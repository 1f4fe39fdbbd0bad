package slipway.ui.widget;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How the time of a log line is written.
public enum LogTimes {
    LOCAL, UTC, OFF;

    /// Characters that [#of] needs at most.
    static final int COLUMNS = "11-21 10:00:00".length();

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter DATED = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);

    /// The clock's time; of another day than today, with the day; empty when off.
    String of(long epochMillis) {
        if (this == OFF) return "";
        ZoneId zone = this == LOCAL ? ZoneId.systemDefault() : ZoneOffset.UTC;
        ZonedDateTime at = Instant.ofEpochMilli(epochMillis).atZone(zone);
        return (at.toLocalDate().equals(LocalDate.now(zone)) ? CLOCK : DATED).format(at);
    }
}
