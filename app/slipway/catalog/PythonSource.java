package slipway.catalog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// The names that a Python file defines at its top level, functions with their parameters. The text is split into
/// lines and words, nothing is run; one file.
final class PythonSource {
    private static final Pattern DEFINES = Pattern.compile("(?:async\\s+)?def\\s+(\\w+)\\s*\\((.*)", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("class\\s+(\\w+).*", Pattern.DOTALL);
    private static final Pattern ASSIGNS = Pattern.compile("(\\w+)\\s*(?::[^=]+)?=[^=].*", Pattern.DOTALL);
    private static final Pattern IMPORTS = Pattern.compile("(?:from\\s+\\S+\\s+)?import\\s+(.*)", Pattern.DOTALL);
    private static final int MOST_LINES = 100_000;

    /// A parameter; `free` where a call may leave it out.
    record Parameter(String name, boolean free) {}

    private record Block(int indent, boolean inner) {}

    private final Map<String, List<Parameter>> functions = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    private PythonSource() {}

    static PythonSource of(String text) {
        var source = new PythonSource();
        Deque<Block> blocks = new ArrayDeque<>();
        int count = 0;
        for (String line : lines(text)) {
            if (++count > MOST_LINES) break;
            int indent = indent(line);
            while (!blocks.isEmpty() && blocks.peek().indent() >= indent)
                blocks.pop();
            boolean inner = !blocks.isEmpty() && blocks.peek().inner();
            String bare = line.strip();
            if (!inner) source.statement(bare);
            boolean own = DEFINES.matcher(bare).matches() || CLASS.matcher(bare).matches();
            // what stands under `if` and `try` is still at the top level
            if (own || bare.endsWith(":")) blocks.push(new Block(indent, inner || own));
        }
        return source;
    }

    /// Whether it defines, assigns or imports `name`; true too where it imports `*`.
    boolean defines(String name) {
        return functions.containsKey(name) || names.contains(name) || names.contains("*");
    }

    /// The parameters of the function `name`, null where it is not defined here.
    @Nullable
    List<Parameter> parameters(String name) {
        return functions.get(name);
    }

    private void statement(String line) {
        Matcher function = DEFINES.matcher(line);
        Matcher type = CLASS.matcher(line);
        Matcher value = ASSIGNS.matcher(line);
        Matcher imports = IMPORTS.matcher(line);
        if (function.matches()) functions.put(function.group(1), parameters(function));
        else if (type.matches()) names.add(type.group(1));
        else if (value.matches()) names.add(value.group(1));
        else if (imports.matches()) imported(imports.group(1));
    }

    private void imported(String list) {
        for (String part : list.replaceAll("[()]", " ").split(",", -1)) {
            String[] words = part.strip().split("\\s+", -1);
            names.add(words[words.length - 1]);
        }
    }

    private static List<Parameter> parameters(Matcher function) {
        var all = new ArrayList<Parameter>();
        for (String part : split(function.group(2))) {
            String bare = part.strip();
            if (bare.isEmpty() || bare.equals("/") || bare.startsWith("*")) continue;
            all.add(new Parameter(bare.split("[:=\\s]", 2)[0], bare.contains("=")));
        }
        return all;
    }

    /// The parameters up to the closing bracket, split at the commas between them.
    private static List<String> split(String text) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("([{".indexOf(c) >= 0) depth++;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
            if (")]}".indexOf(c) >= 0 && depth-- == 0) {
                parts.add(text.substring(from, i));
                return parts;
            }
        }
        return parts;
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && (line.charAt(indent) == ' ' || line.charAt(indent) == '\t'))
            indent++;
        return indent;
    }

    /// The logical lines: texts emptied, comments left out, what brackets and backslashes join as one line.
    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '#') {
                while (i + 1 < text.length() && text.charAt(i + 1) != '\n')
                    i++;
            } else if (c == '"' || c == '\'') {
                i = quoted(text, i);
                line.append("''");
            } else if (c == '\\' && i + 1 < text.length()
                    && (text.charAt(i + 1) == '\n' || text.charAt(i + 1) == '\r')) {
                i += text.startsWith("\r\n", i + 1) ? 2 : 1;
            } else if (depth <= 0 && (c == '\n' || c == ';')) {
                if (!line.toString().isBlank()) lines.add(line.toString().stripTrailing());
                int indent = c == ';' ? indent(line.toString()) : 0;
                line.setLength(0);
                line.append(" ".repeat(indent));
            } else {
                if ("([{".indexOf(c) >= 0) depth++;
                if (")]}".indexOf(c) >= 0) depth--;
                line.append(c == '\n' || c == '\r' ? ' ' : c);
            }
        }
        if (!line.toString().isBlank()) lines.add(line.toString().stripTrailing());
        return lines;
    }

    /// Where the text that begins at `from` ends: at its last quote, or where the line or the file does.
    private static int quoted(String text, int from) {
        String quote = text.substring(from, from + 1);
        boolean three = text.startsWith(quote.repeat(3), from);
        String end = three ? quote.repeat(3) : quote;
        for (int i = from + end.length(); i < text.length(); i++) {
            if (text.charAt(i) == '\\') i++;
            else if (text.startsWith(end, i)) return i + end.length() - 1;
            else if (!three && text.charAt(i) == '\n') return i - 1;
        }
        return text.length() - 1;
    }
}
