package slipway.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line as a person reads it: without terminal codes and tabs, and where the terminal would have coloured it.
/// Stateless; any thread.
public final class Ansi {
    private static final Pattern CODE = Pattern
            .compile("\u001B(?:\\[([0-9;?:]*)([A-Za-z])|\\][^\u0007\u001B]*\u0007?)");

    private Ansi() {}

    /// Characters `from` to `to` (exclusive) of the clean text in colour 0 to 15 of the terminal, -1 its own.
    public record Span(int from, int to, int colour, boolean bold) {}

    /// A clean text with its coloured parts, in order and without overlap.
    public record Coloured(String text, List<Span> spans) {}

    /// Without terminal codes and tabs, which nothing here shows; the same string where there are none.
    public static String clean(String text) {
        String plain = text.indexOf('\u001B') < 0 ? text : CODE.matcher(text).replaceAll("");
        return plain.indexOf('\t') < 0 ? plain : plain.replace("\t", "    ");
    }

    /// [#clean], with the colours of the codes it takes out.
    public static Coloured coloured(String text) {
        if (text.indexOf('\u001B') < 0) return new Coloured(clean(text), List.of());
        var out = new StringBuilder(text.length());
        var spans = new ArrayList<Span>();
        int colour = -1;
        boolean bold = false;
        int from = 0;
        Matcher code = CODE.matcher(text);
        while (code.find()) {
            add(out, spans, text.substring(from, code.start()), colour, bold);
            from = code.end();
            if (!"m".equals(code.group(2))) continue;
            String[] numbers = code.group(1).split("[;:]", -1);
            for (int i = 0; i < numbers.length; i++) {
                int number = numbers[i].isEmpty() ? 0 : number(numbers[i]);
                if (number == 0) {
                    colour = -1;
                    bold = false;
                } else if (number == 1) {
                    bold = true;
                } else if (number == 22) {
                    bold = false;
                } else if (number == 38 || number == 48) {
                    // one of 256 colours, of which the first 16 have a name, or one of all
                    boolean indexed = i + 2 < numbers.length && numbers[i + 1].equals("5");
                    if (number == 38) colour = indexed ? basic(number(numbers[i + 2])) : -1;
                    i += indexed ? 2 : 4;
                } else {
                    colour = colour(number, colour);
                }
            }
        }
        add(out, spans, text.substring(from), colour, bold);
        return new Coloured(out.toString(), List.copyOf(spans));
    }

    private static void add(StringBuilder out, List<Span> spans, String text, int colour, boolean bold) {
        int start = out.length();
        out.append(clean(text));
        if (out.length() > start && (colour >= 0 || bold)) spans.add(new Span(start, out.length(), colour, bold));
    }

    private static int colour(int number, int now) {
        if (number >= 30 && number <= 37) return number - 30;
        if (number >= 90 && number <= 97) return number - 90 + 8;
        return number == 39 ? -1 : now;
    }

    /// The nearest of the 16 colours with a name; greys are the terminal's own.
    private static int basic(int index) {
        if (index < 16) return index;
        if (index >= 232) return -1;
        int cube = index - 16;
        int bits = (cube / 36 >= 2 ? 1 : 0) | (cube / 6 % 6 >= 2 ? 2 : 0) | (cube % 6 >= 2 ? 4 : 0);
        return bits == 0 || bits == 7 ? -1 : bits + 8;
    }

    private static int number(String digits) {
        return digits.length() > 3 || !digits.chars().allMatch(c -> c >= '0' && c <= '9') || digits.isEmpty()
                ? -1
                : Integer.parseInt(digits);
    }
}
