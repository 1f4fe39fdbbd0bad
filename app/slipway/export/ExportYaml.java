package slipway.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import slipway.base.Quoted;

/// A map of an exported YAML file, written in the order in which it was filled; values are texts, numbers, flags, other
/// maps and lists of those. Not shared between threads.
final class ExportYaml {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][\\w./@-]*(?::[\\w./@-]+)*");
    /// Words that some YAML reader takes for something else than text.
    private static final Set<String> RESERVED = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, String> remarks = new LinkedHashMap<>();

    /// Null, and a map or list with nothing in it, is left out.
    ExportYaml put(String key, @Nullable Object value) {
        boolean nothing = value == null || (value instanceof ExportYaml map && map.values.isEmpty())
                || (value instanceof List<?> list && list.isEmpty());
        if (!nothing) values.put(key, value);
        return this;
    }

    /// What `other` holds, behind what is here.
    ExportYaml putAll(ExportYaml other) {
        values.putAll(other.values);
        return this;
    }

    /// A map of texts, in its order.
    static ExportYaml texts(Map<String, String> texts) {
        var map = new ExportYaml();
        texts.forEach(map::put);
        return map;
    }

    /// A comment above `key`.
    ExportYaml remark(String key, String text) {
        remarks.put(key, text);
        return this;
    }

    /// Several documents as one file.
    static String documents(List<ExportYaml> documents) {
        return String.join("---\n", documents.stream().map(ExportYaml::toString).toList());
    }

    @Override
    public String toString() {
        return String.join("\n", lines()) + "\n";
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        values.forEach((key, value) -> {
            String remark = remarks.get(key);
            if (remark != null) remark.lines().forEach(line -> lines.add("# " + line));
            switch (value) {
                case ExportYaml map -> {
                    lines.add(scalar(key) + ":");
                    map.lines().forEach(line -> lines.add("  " + line));
                }
                case List<?> list -> {
                    lines.add(scalar(key) + ":");
                    list.forEach(item -> item(item, lines));
                }
                default -> lines.add(scalar(key) + ": " + scalar(value));
            }
        });
        return lines;
    }

    private static void item(Object item, List<String> lines) {
        if (!(item instanceof ExportYaml map)) {
            lines.add("  - " + scalar(item));
            return;
        }
        String begin = "  - ";
        for (String line : map.lines()) {
            lines.add(begin + line);
            begin = "    ";
        }
    }

    /// `value` as every reader takes it for what it is.
    private static String scalar(Object value) {
        if (!(value instanceof String text)) return value.toString();
        boolean plain = PLAIN.matcher(text).matches() && !RESERVED.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : Quoted.text(text);
    }
}
