package slipway.ui.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonFactory;

/// JSON as text for people: where it breaks, laid out in lines, cut into coloured pieces. Numbers stay as written.
/// Stateless; any thread.
public final class JsonViewText {
    /// Longer bodies are shown as they came.
    public static final int PRETTY_LIMIT = 5_000_000;
    private static final int INLINE = 72;
    private static final Pattern PIECES = Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\"?)(\\s*:)?"
            + "|(-?\\d[\\d.eE+-]*)|(true|false|null)|([^\"\\dtfn-]+|.)");
    private static final JsonFactory JSON = new JsonFactory();

    private JsonViewText() {}

    /// Why and where a text is no JSON; line and column from 1.
    public record Fault(int line, int column, String message) {}

    /// A run of a line in one colour; `style` is a style class, or empty.
    public record Piece(String text, String style) {}

    /// Null where `text` is one JSON value.
    public static @Nullable Fault fault(String text) {
        try (JsonParser parser = JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) return new Fault(1, 1, "");
            parser.skipChildren();
            return parser.nextToken() == null ? null : at(parser.currentTokenLocation(), "");
        } catch (JacksonException e) {
            return at(e.getLocation(), String.valueOf(e.getOriginalMessage()));
        }
    }

    private static Fault at(tools.jackson.core.@Nullable TokenStreamLocation place, String message) {
        return place == null
                ? new Fault(1, 1, message)
                : new Fault(Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr()), message);
    }

    /// Laid out in lines where it is JSON of up to [#PRETTY_LIMIT] characters, else as it is.
    public static String pretty(String text) {
        if (text.length() > PRETTY_LIMIT || fault(text) != null) return text;
        return new Printer(text).value(0);
    }

    /// The pieces of a row that may begin within a string (`goesOn`).
    public static List<Piece> pieces(String line, boolean goesOn) {
        if (!goesOn) return pieces(line);
        int end = 0;
        while (end < line.length() && line.charAt(end) != '"')
            end += line.charAt(end) == '\\' ? 2 : 1;
        end = Math.min(line.length(), end + 1);
        var pieces = new ArrayList<Piece>();
        pieces.add(new Piece(line.substring(0, end), "json-string"));
        pieces.addAll(pieces(line.substring(end)));
        return pieces;
    }

    /// `pieces` cut where they hold `words` (in small letters), which get the style `json-found` besides.
    public static List<Piece> marked(List<Piece> pieces, String words) {
        var cut = new ArrayList<Piece>();
        for (Piece piece : pieces) {
            String small = piece.text().toLowerCase(java.util.Locale.ROOT);
            int from = 0;
            // letters whose small form is longer would shift what follows
            for (int at = small.length() == piece.text().length() ? small.indexOf(words) : -1; at >= 0; at = small
                    .indexOf(words, from)) {
                if (at > from) cut.add(new Piece(piece.text().substring(from, at), piece.style()));
                cut.add(new Piece(piece.text().substring(at, at + words.length()), (piece.style() + " json-found")
                        .strip()));
                from = at + words.length();
            }
            if (from < piece.text().length() || piece.text().isEmpty())
                cut.add(new Piece(piece.text().substring(
                        from), piece.style()));
        }
        return cut;
    }

    public static List<Piece> pieces(String line) {
        var pieces = new ArrayList<Piece>();
        Matcher matcher = PIECES.matcher(line);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                pieces.add(new Piece(matcher.group(1), matcher.group(2) == null ? "json-string" : "json-key"));
                if (matcher.group(2) != null) pieces.add(new Piece(matcher.group(2), ""));
            } else if (matcher.group(3) != null) {
                pieces.add(new Piece(matcher.group(3), "json-number"));
            } else if (matcher.group(4) != null) {
                pieces.add(new Piece(matcher.group(4), "json-word"));
            } else {
                pieces.add(new Piece(matcher.group(), ""));
            }
        }
        return pieces;
    }

    /// Walks valid JSON once; a short container without containers inside stays on its line.
    private static final class Printer {
        private final String text;
        private int at;

        Printer(String text) {
            this.text = text;
        }

        String value(int depth) {
            space();
            char c = text.charAt(at);
            if (c == '{' || c == '[') return container(depth, c == '{' ? '}' : ']');
            int from = at;
            if (c == '"') string();
            else
                while (at < text.length() && ",]}: \t\r\n".indexOf(text.charAt(at)) < 0)
                    at++;
            return text.substring(from, at);
        }

        private String container(int depth, char close) {
            char open = text.charAt(at++);
            var items = new ArrayList<String>();
            boolean flat = true;
            int length = 2;
            for (space(); text.charAt(at) != close; space()) {
                if (text.charAt(at) == ',') {
                    at++;
                    continue;
                }
                var item = new StringBuilder();
                if (close == '}') {
                    item.append(value(depth + 1)).append(": ");
                    space();
                    at++;
                    space();
                }
                char first = text.charAt(skipped());
                flat &= first != '{' && first != '[';
                item.append(value(depth + 1));
                items.add(item.toString());
                length += item.length() + 2;
            }
            at++;
            if (items.isEmpty()) return "" + open + close;
            if (flat && length <= INLINE) return open + String.join(", ", items) + close;
            String indent = "\n" + "  ".repeat(depth + 1);
            return open + indent + String.join("," + indent, items) + "\n" + "  ".repeat(depth) + close;
        }

        private int skipped() {
            space();
            return at;
        }

        private void string() {
            for (at++; text.charAt(at) != '"'; at++)
                if (text.charAt(at) == '\\') at++;
            at++;
        }

        private void space() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at)))
                at++;
        }
    }
}
