package slipway.spec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import slipway.base.Quoted;

/// Writes new YAML files the way a person would; existing ones are only ever edited ([YamlEdit]).
public final class YamlWriter {
    private static final Pattern PLAIN = Pattern
            .compile("([A-Za-z_/$]|\\.\\.?/)[\\w./@-]*([: ][\\w./@-]+)*");
    /// Words that some YAML reader takes for something else than text (YAML 1.1 readers included).
    private static final Set<String> RESERVED = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null",
            "~", ".nan", ".inf");

    private final StringBuilder out = new StringBuilder();
    private String indent = "";

    public void put(String key, String value) {
        out.append(indent).append(key).append(": ").append(quoted(value)).append('\n');
    }

    public void put(String key, Number value) {
        out.append(indent).append(key).append(": ").append(value).append('\n');
    }

    public void flag(String key, boolean value) {
        out.append(indent).append(key).append(": ").append(value).append('\n');
    }

    /// Opens a map; what follows stands in it until [#end].
    public void begin(String key) {
        out.append(indent).append(key).append(":\n");
        indent += "  ";
    }

    public void end() {
        indent = indent.substring(2);
    }

    /// Lines of YAML that stand as they are where the next key would.
    public void block(String lines) {
        lines.lines().forEach(line -> out.append(indent).append(line).append('\n'));
    }

    /// A map of texts, nothing where it is empty.
    public void map(String key, Map<String, String> values) {
        if (values.isEmpty()) return;
        begin(key);
        values.forEach((name, value) -> {
            out.append(indent).append(quoted(name)).append(": ");
            // environment variables and tags are texts even where they look like numbers
            out.append(value.matches("[-+.0-9].*") ? Quoted.text(value) : quoted(value)).append('\n');
        });
        end();
    }

    public void numbers(String key, Map<String, Integer> values) {
        if (values.isEmpty()) return;
        begin(key);
        values.forEach((name, value) -> put(quoted(name), value));
        end();
    }

    public void list(String key, List<String> values) {
        if (values.isEmpty()) return;
        begin(key);
        values.forEach(value -> out.append(indent).append("- ").append(quoted(value)).append('\n'));
        end();
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /// `text` as a YAML scalar that every reader takes for that text.
    static String quoted(String text) {
        boolean plain = PLAIN.matcher(text).matches() && text.indexOf('#') < 0 && text.indexOf('\n') < 0
                && !RESERVED.contains(text.toLowerCase(Locale.ROOT)) && !text.contains(": ");
        return plain && text.equals(text.strip()) && !text.endsWith(":") ? text : Quoted.text(text);
    }
}
