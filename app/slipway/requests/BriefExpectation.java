package slipway.requests;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import slipway.requests.Expectation.Kind;

/// An expectation as a person types it behind `--expect`: `status=2xx`, `latency<=100ms`,
/// `$.predictions[0].label=setosa`, `$.model` (is there at all), `header:content-type~json`, `schema=FILE`,
/// `golden=FILE ignore=id`; and the words of a `.http` file ([Expectation#parse]). Stateless.
public final class BriefExpectation {
    private static final Pattern FACT = Pattern.compile("(status|latency|schema|golden)\\s*(=|<=)\\s*(.+)");
    private static final String HEADER = "header:";
    /// The longer ones first.
    private static final List<String> SIGNS = List.of("!=", "<=", ">=", "=", "<", ">", "~");

    private BriefExpectation() {}

    /// Empty where `text` says nothing we know.
    public static Optional<Expectation> parse(String text) {
        String words = text.strip();
        if (words.startsWith("$")) return compared(Kind.JSON, words);
        if (words.startsWith(HEADER)) return compared(Kind.HEADER, words.substring(HEADER.length()));
        Matcher fact = FACT.matcher(words);
        if (!fact.matches()) return Expectation.parse(words);
        boolean atMost = fact.group(2).equals("<=");
        return atMost == fact.group(1).equals("latency")
                ? Expectation.parse(fact.group(1) + " " + fact.group(3))
                : Optional.empty();
    }

    private static Optional<Expectation> compared(Kind kind, String words) {
        int at = firstSign(words);
        if (at < 0) return words.isBlank() ? Optional.empty() : Optional.of(new Expectation(kind, words, "exists", ""));
        String sign = SIGNS.stream().filter(each -> words.startsWith(each, at)).findFirst().orElseThrow();
        String place = words.substring(0, at).strip();
        String value = words.substring(at + sign.length()).strip();
        return place.isEmpty() || value.isEmpty()
                ? Optional.empty()
                : Optional.of(new Expectation(kind, place, sign, value));
    }

    /// Where the first sign stands that is in no bracket and no quotes, where it would belong to the path; -1 for none.
    private static int firstSign(String words) {
        int deep = 0;
        char quote = 0;
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            int here = i;
            if (quote != 0) {
                if (c == quote) quote = 0;
            } else if (c == '"' || c == '\'') quote = c;
            else if (c == '[' || c == '(') deep++;
            else if (c == ']' || c == ')') deep--;
            else if (deep == 0 && SIGNS.stream().anyMatch(sign -> words.startsWith(sign, here))) return i;
        }
        return -1;
    }
}
