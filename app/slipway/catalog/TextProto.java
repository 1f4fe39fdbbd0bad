package slipway.catalog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// Reads protobuf's text format into maps: each field has the list of its values, a [Text] or a map. Bounded in depth by
/// itself and in size by its text; fields that nobody asks for are passed over and not kept. One reading, one thread.
final class TextProto {
    private static final int MAX_DEPTH = 64;
    private static final int MOST_VALUES = 500_000;

    private final String text;
    private final Set<String> passed;
    private int at;
    private int unkept;
    private int kept;

    /// A word, a number or a quoted text.
    record Text(String text, boolean quoted) {}

    private TextProto(String text, Set<String> passed) {
        this.text = text;
        this.passed = passed;
    }

    static Map<String, List<Object>> read(String text) throws Malformed {
        return read(text, Set.of());
    }

    /// As [#read(String)], without the values of the fields `passed`, wherever they are.
    static Map<String, List<Object>> read(String text, Set<String> passed) throws Malformed {
        return new TextProto(text, passed).message('\0', 0);
    }

    /// The messages among `values`.
    static List<Map<String, List<Object>>> messages(Map<String, List<Object>> of, String field) throws Malformed {
        var messages = new ArrayList<Map<String, List<Object>>>();
        for (Object each : of.getOrDefault(field, List.of())) {
            if (!(each instanceof Map<?, ?> map)) throw new Malformed("“" + field + "” is no message", 0);
            var fields = new LinkedHashMap<String, List<Object>>();
            map.forEach((key, values) -> fields.put(String.valueOf(key), List.copyOf((List<?>) values)));
            messages.add(fields);
        }
        return messages;
    }

    /// The last value of a field, as protobuf has it.
    static @Nullable String scalar(Map<String, List<Object>> said, String field) throws Malformed {
        List<Object> values = said.getOrDefault(field, List.of());
        if (values.isEmpty()) return null;
        if (values.getLast() instanceof Text word) return word.text();
        throw new Malformed("“" + field + "” is a message", 0);
    }

    static long integer(String word) throws Malformed {
        try {
            return Long.decode(word);
        } catch (NumberFormatException e) {
            var malformed = new Malformed("“" + word + "” is no number", 0);
            malformed.initCause(e);
            throw malformed;
        }
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
            String name = name();
            boolean pass = passed.contains(name);
            if (pass) unkept++;
            List<Object> values = unkept > 0
                    ? new ArrayList<>()
                    : fields.computeIfAbsent(name, _ -> new ArrayList<>());
            boolean colon = peek() == ':';
            if (colon) at++;
            values(values, colon, depth);
            if (pass) unkept--;
            if (peek() == ',' || peek() == ';') at++;
        }
    }

    private void values(List<Object> into, boolean colon, int depth) throws Malformed {
        if (peek() != '[') {
            keep(into, value(colon, depth));
            return;
        }
        at++;
        while (peek() != ']') {
            keep(into, value(true, depth));
            if (peek() == ',') at++;
            else if (peek() != ']') throw new Malformed("no comma in a list", at);
        }
        at++;
    }

    private void keep(List<Object> into, Object value) throws Malformed {
        if (unkept > 0) return;
        if (++kept > MOST_VALUES) throw new Malformed("too many values", at);
        into.add(value);
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
                if (c == '\\' && at < text.length()) {
                    if (numeric()) {
                        joined.append(bytes());
                        continue;
                    }
                    c = escaped(text.charAt(at++));
                }
                if (unkept == 0) joined.append(c);
            }
        }
        return new Text(joined.toString(), true);
    }

    /// Whether a byte in octal or hexadecimal figures comes, behind its backslash.
    private boolean numeric() {
        char c = text.charAt(at);
        return octal(c) || (c == 'x' && at + 1 < text.length() && Character.digit(text.charAt(at + 1), 16) >= 0);
    }

    private static boolean octal(char c) {
        return c >= '0' && c <= '7';
    }

    /// The bytes that come one after the other, as UTF-8.
    private String bytes() {
        var bytes = new ByteArrayOutputStream();
        while (true) {
            int base = text.charAt(at) == 'x' ? 16 : 8;
            int end = at + 3;
            if (base == 16) at++;
            int value = 0;
            for (; at < end && at < text.length() && Character.digit(text.charAt(at), base) >= 0; at++)
                value = value * base + Character.digit(text.charAt(at), base);
            if (unkept == 0) bytes.write(value);
            if (at + 1 >= text.length() || text.charAt(at) != '\\') break;
            at++;
            if (numeric()) continue;
            at--;
            break;
        }
        return bytes.toString(StandardCharsets.UTF_8);
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
