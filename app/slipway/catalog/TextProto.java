package slipway.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads protobuf's text format into maps: each field has the list of its values, a [Text] or a map. Bounded in depth by
/// itself and in size by its text. One reading, one thread.
final class TextProto {
    private static final int MAX_DEPTH = 64;

    private final String text;
    private int at;

    /// A word, a number or a quoted text.
    record Text(String text, boolean quoted) {}

    private TextProto(String text) {
        this.text = text;
    }

    static Map<String, List<Object>> read(String text) throws Malformed {
        return new TextProto(text).message('\0', 0);
    }

    private Map<String, List<Object>> message(char close, int depth) throws Malformed {
        if (depth > MAX_DEPTH) throw new Malformed("nested too deep", at);
        var fields = new LinkedHashMap<String, List<Object>>();
        while (true) {
            char next = peek();
            if (next == close) {
                at++;
                return fields;
            }
            if (next == '\0') throw new Malformed("cut off", at);
            List<Object> values = fields.computeIfAbsent(name(), name -> new ArrayList<>());
            boolean colon = peek() == ':';
            if (colon) at++;
            values(values, colon, depth);
            if (peek() == ',' || peek() == ';') at++;
        }
    }

    private void values(List<Object> into, boolean colon, int depth) throws Malformed {
        if (peek() != '[') {
            into.add(value(colon, depth));
            return;
        }
        at++;
        while (peek() != ']') {
            into.add(value(true, depth));
            if (peek() == ',') at++;
            else if (peek() != ']') throw new Malformed("no comma in a list", at);
        }
        at++;
    }

    private Object value(boolean scalar, int depth) throws Malformed {
        char next = peek();
        if (next == '{' || next == '<') {
            at++;
            return message(next == '{' ? '}' : '>', depth + 1);
        }
        if (!scalar) throw new Malformed("no value", at);
        return next == '"' || next == '\'' ? quoted() : new Text(word(), false);
    }

    /// A field, or an extension in brackets.
    private String name() throws Malformed {
        if (peek() != '[') return word();
        int end = text.indexOf(']', at);
        if (end < 0) throw new Malformed("cut off", at);
        String name = text.substring(at, end + 1);
        at = end + 1;
        return name;
    }

    private String word() throws Malformed {
        peek();
        int start = at;
        if (at < text.length() && text.charAt(at) == '-') {
            at++;
            peek();
        }
        while (at < text.length() && isWord(text.charAt(at)))
            at++;
        if (at == start) throw new Malformed("unexpected “" + (at < text.length() ? text.charAt(at) : ' ') + "”", at);
        return text.substring(start, at);
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.'
                || c == '+' || c == '-';
    }

    /// One text, or several in a row that are one.
    private Text quoted() throws Malformed {
        var joined = new StringBuilder();
        for (char quote = peek(); quote == '"' || quote == '\''; quote = peek()) {
            int start = at++;
            while (true) {
                if (at >= text.length() || text.charAt(at) == '\n') throw new Malformed("text without an end", start);
                char c = text.charAt(at++);
                if (c == quote) break;
                if (c == '\\' && at < text.length()) c = escaped(text.charAt(at++));
                joined.append(c);
            }
        }
        return new Text(joined.toString(), true);
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> c;
        };
    }

    /// The next character that counts, `\0` at the end.
    private char peek() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int line = text.indexOf('\n', at);
                at = line < 0 ? text.length() : line;
            } else if (c > ' ' && c != '\uFEFF') {
                return c;
            } else {
                at++;
            }
        }
        return '\0';
    }
}
