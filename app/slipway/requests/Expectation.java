package slipway.requests;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an answer should be, as one line `# @expect …` before the request in its `.http` file: other tools read it as
/// a comment.
///
/// ```
/// # @expect status 200                                  (or 2xx)
/// # @expect latency 100 ms                              (at most)
/// # @expect header content-type = application/json
/// # @expect json $.predictions[0].label = 0             (= != < <= > >= ~, or: exists)
/// # @expect schema ./iris.schema.json
/// # @expect golden ./two-flowers.golden.json absolute=1e-6 relative=1e-4 ignore=id
/// ```
///
/// @param at    JSON path, header or file; empty for a status and a latency
/// @param sign  how `value` is held to it; empty where there is but one way
/// @param value JSON for a path, else text
public record Expectation(Kind kind, String at, String sign, String value) {
    static final String MARK = "@expect ";
    private static final Pattern COMPARED = Pattern.compile("(.+?)\\s+(=|!=|<=|>=|<|>|~)\\s+(.+)");
    private static final Pattern EXISTS = Pattern.compile("(.+?)\\s+exists");
    private static final Pattern LATENCY = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s)");
    private static final Pattern FILE = Pattern.compile("(\\S+)\\s*(.*)");

    /// What is looked at.
    public enum Kind {
        STATUS, LATENCY, HEADER, JSON, SCHEMA, GOLDEN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Reads what stands behind `@expect`, and [#text]; empty where it says nothing we know.
    public static Optional<Expectation> parse(String text) {
        String words = text.strip();
        int space = words.indexOf(' ');
        if (space < 0) return Optional.empty();
        String rest = words.substring(space + 1).strip();
        for (Kind kind : Kind.values()) {
            if (words.substring(0, space).equals(kind.word())) return of(kind, rest);
        }
        return Optional.empty();
    }

    private static Optional<Expectation> of(Kind kind, String rest) {
        return switch (kind) {
            case STATUS -> rest.matches("[1-5](\\d\\d|xx)")
                    ? Optional.of(new Expectation(kind, "", "=", rest))
                    : Optional.empty();
            case LATENCY -> {
                Matcher time = LATENCY.matcher(rest);
                yield time.matches()
                        ? Optional.of(new Expectation(kind, "", "<=", time.group(1) + " " + time.group(2)))
                        : Optional.empty();
            }
            case HEADER, JSON -> {
                Matcher exists = EXISTS.matcher(rest);
                if (exists.matches()) yield Optional.of(new Expectation(kind, exists.group(1), "exists", ""));
                Matcher compared = COMPARED.matcher(rest);
                yield compared.matches()
                        ? Optional.of(new Expectation(kind, compared.group(1), compared.group(2), compared.group(3)))
                        : Optional.empty();
            }
            case SCHEMA, GOLDEN -> {
                Matcher file = FILE.matcher(rest);
                yield file.matches()
                        ? Optional.of(new Expectation(kind, file.group(1), "", file.group(2)))
                        : Optional.empty();
            }
        };
    }

    /// What [#parse] reads back.
    public String text() {
        return switch (kind) {
            case STATUS, LATENCY -> kind.word() + " " + value;
            case HEADER, JSON, SCHEMA, GOLDEN -> (kind.word() + " " + at + " " + sign + (sign.isEmpty() ? "" : " ")
                    + value).strip();
        };
    }

    /// The longest that a latency may be.
    double millis() {
        Matcher time = LATENCY.matcher(value);
        if (!time.matches()) return Double.POSITIVE_INFINITY;
        double number = Double.parseDouble(time.group(1));
        return time.group(2).equals("s") ? number * 1_000 : number;
    }
}
