package slipway.spec;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import slipway.base.StudioException;

/// How people write the parts of `x-slipway.scale`: times as `5m`, plans as `08:00=4 20:00=0`. Stateless.
public final class ScaleWords {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h)?");
    private static final Pattern ENTRY = Pattern.compile("([^=]+)=(\\d{1,4})");
    private static final DateTimeFormatter OF_DAY = DateTimeFormatter.ofPattern("HH:mm");

    private ScaleWords() {}

    /// `5m`, `30s`, `2h`, `500ms` or a number of seconds; empty for what is no time or no longer than nothing.
    public static Optional<Duration> time(String text) {
        Matcher found = TIME.matcher(text.strip());
        if (!found.matches()) return Optional.empty();
        long amount = Long.parseLong(found.group(1));
        Duration time = switch (found.group(2) == null ? "s" : found.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofSeconds(amount);
        };
        return time.isPositive() ? Optional.of(time) : Optional.empty();
    }

    /// In the largest unit that holds it without a rest.
    public static String time(Duration time) {
        long millis = time.toMillis();
        if (millis % 3_600_000 == 0) return millis / 3_600_000 + "h";
        if (millis % 60_000 == 0) return millis / 60_000 + "m";
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }

    /// `08:00`; empty for what is no time of the day.
    public static Optional<LocalTime> ofDay(String text) {
        try {
            return Optional.of(LocalTime.parse(text, OF_DAY));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    public static String ofDay(LocalTime time) {
        return OF_DAY.format(time);
    }

    /// Replicas by time of the day, as `08:00=4 20:00=0`; blank for none. What is neither is a [StudioException].
    public static SortedMap<LocalTime, Integer> plan(String text) {
        var plan = new TreeMap<LocalTime, Integer>();
        for (String word : text.strip().split("[\\s,]+", -1)) {
            if (word.isEmpty()) continue;
            Matcher entry = ENTRY.matcher(word);
            if (!entry.matches()) throw StudioException.of("spec.scale-plan", word);
            LocalTime time = ofDay(entry.group(1))
                    .orElseThrow(() -> StudioException.of("spec.scale-of-day", entry.group(1)));
            if (plan.put(time, Integer.parseInt(entry.group(2))) != null) {
                throw StudioException.of("spec.scale-plan", word);
            }
        }
        return plan;
    }

    /// As [#plan(String)] reads it.
    public static String plan(SortedMap<LocalTime, Integer> plan) {
        return plan.entrySet().stream().map(each -> ofDay(each.getKey()) + "=" + each.getValue())
                .collect(Collectors.joining(" "));
    }

    /// 10 and not 10.0, as people write it.
    public static BigDecimal plain(double number) {
        BigDecimal plain = BigDecimal.valueOf(number).stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0, RoundingMode.UNNECESSARY) : plain;
    }
}
