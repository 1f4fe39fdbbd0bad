package slipway.ui.widget;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A moment as a person types it: `10:30`, `2026-11-21 10:30:05`, `-15m`, `2h` (ago). Stateless.
final class LogMoment {
    private static final Pattern AGO = Pattern.compile("-?(\\d{1,6})\\s*([smhd])");

    private LogMoment() {}

    /// Milliseconds since 1970; empty where `text` is no moment.
    static OptionalLong of(String text, Instant now, ZoneId zone) {
        String words = text.strip();
        Matcher ago = AGO.matcher(words);
        if (ago.matches()) return OptionalLong.of(now.minus(duration(ago)).toEpochMilli());
        try {
            if (words.endsWith("Z")) return OptionalLong.of(Instant.parse(words).toEpochMilli());
            int gap = Math.max(words.indexOf(' '), words.indexOf('T'));
            LocalDate day = gap < 0 && !words.contains("-")
                    ? LocalDate.ofInstant(now, zone)
                    : LocalDate.parse(gap < 0 ? words : words.substring(0, gap));
            boolean dayOnly = gap < 0 && words.contains("-");
            LocalTime time = dayOnly ? LocalTime.MIDNIGHT : LocalTime.parse(words.substring(gap + 1));
            return OptionalLong.of(LocalDateTime.of(day, time).atZone(zone).toInstant().toEpochMilli());
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private static Duration duration(Matcher ago) {
        long count = Long.parseLong(ago.group(1));
        return switch (ago.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
