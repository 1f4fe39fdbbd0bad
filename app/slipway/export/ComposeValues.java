package slipway.export;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import slipway.catalog.SafeYaml;

/// Values as compose files write them. Stateless.
final class ComposeValues {
    private static final Pattern VARIABLE = Pattern
            .compile("\\$(?:(\\$)|\\{(\\w+)(?:(:?[-?+])([^}]*))?}|([A-Za-z_]\\w*))");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(us|ms|s|m|h)");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,3})?)\\s*([kmgt]?)i?b?");
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|(\\S+)");

    private ComposeValues() {}

    /// `text` with the defaults of its variables; null where one has none, so that its value is known nowhere here.
    static @Nullable String filled(String text) {
        Matcher found = VARIABLE.matcher(text);
        var out = new StringBuilder();
        while (found.find()) {
            String value = found.group(1) != null ? "$" : fallback(found);
            if (value == null) return null;
            found.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        return found.appendTail(out).toString();
    }

    private static @Nullable String fallback(Matcher found) {
        String how = found.group(3);
        return how != null && how.endsWith("-") ? found.group(4) : null;
    }

    /// A list of texts, or one text as a shell would split it; null where a variable has no value here.
    static @Nullable List<String> words(@Nullable Object value) {
        var all = new ArrayList<String>();
        if (value instanceof List<?> list) {
            for (Object each : list) {
                String word = filled(String.valueOf(each));
                if (word == null) return null;
                all.add(word);
            }
            return all;
        }
        String text = SafeYaml.text(value);
        String line = text == null ? "" : filled(text);
        if (line == null) return null;
        Matcher found = WORD.matcher(line);
        while (found.find()) {
            String quoted = found.group(1);
            String single = found.group(2);
            all.add(quoted != null ? quoted.replaceAll("\\\\(.)", "$1") : single != null ? single : found.group(3));
        }
        return all;
    }

    /// A text with the defaults of its variables; null where it says nothing, or one has none.
    private static @Nullable String text(@Nullable Object value) {
        String said = SafeYaml.text(value);
        return said == null ? null : SafeYaml.text(filled(said));
    }

    /// `1m30s`; empty for anything else.
    static Optional<Duration> time(@Nullable Object value) {
        String text = text(value);
        if (text == null || !text.matches("(?:" + TIME.pattern() + ")+")) return Optional.empty();
        Duration sum = Duration.ZERO;
        Matcher found = TIME.matcher(text);
        while (found.find()) {
            double amount = Double.parseDouble(found.group(1));
            double nanos = switch (found.group(2)) {
                case "us" -> 1e3;
                case "ms" -> 1e6;
                case "s" -> 1e9;
                case "m" -> 60e9;
                default -> 3600e9;
            };
            sum = sum.plusNanos(Math.round(amount * nanos));
        }
        return Optional.of(sum);
    }

    /// `4g`, in steps of 1024; empty for anything else.
    static Optional<Long> bytes(@Nullable Object value) {
        String text = text(value);
        Matcher found = BYTES.matcher(text == null ? "" : text.toLowerCase(Locale.ROOT));
        if (!found.matches()) return Optional.empty();
        int shift = Math.max(0, " kmgt".indexOf(found.group(2).isEmpty() ? " " : found.group(2))) * 10;
        double bytes = Double.parseDouble(found.group(1)) * (1L << shift);
        return bytes >= 1 && bytes < Long.MAX_VALUE ? Optional.of((long) bytes) : Optional.empty();
    }

    /// A number above zero; empty for anything else.
    static Optional<Double> amount(@Nullable Object value) {
        String text = text(value);
        if (text == null || !text.matches("\\d{1,6}(\\.\\d{1,18})?")) return Optional.empty();
        double amount = Double.parseDouble(text);
        return amount > 0 ? Optional.of(amount) : Optional.empty();
    }

    /// A whole number of at least `least`; empty for anything else.
    static Optional<Integer> whole(@Nullable Object value, int least) {
        String text = text(value);
        if (text == null || !text.matches("\\d{1,9}")) return Optional.empty();
        int number = Integer.parseInt(text);
        return number < least ? Optional.empty() : Optional.of(number);
    }

    static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
