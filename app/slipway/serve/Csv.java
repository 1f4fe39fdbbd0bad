package slipway.serve;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// Comma-separated values as RFC 4180 has them.
final class Csv {
    private Csv() {}

    /// The lines of `text` with their cells; empty lines are left out.
    static List<List<String>> read(String text) {
        var lines = new ArrayList<List<String>>();
        var line = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        String rest = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            if (quoted) {
                boolean quote = c == '"';
                if (quote && i + 1 < rest.length() && rest.charAt(i + 1) == '"') cell.append(rest.charAt(i++));
                else if (quote) quoted = false;
                else
                    cell.append(c);
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',') {
                line.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\n') {
                end(lines, line, cell);
                line = new ArrayList<>();
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        if (quoted) throw Refusal.bad("The CSV ends inside a quoted value.");
        end(lines, line, cell);
        return lines;
    }

    /// A cell as the value that a column of `type` would have in JSON.
    static @Nullable Object value(String cell, String type) {
        if (type.equals("string")) return cell;
        String bare = cell.strip();
        if (bare.isEmpty()) return null;
        if (bare.equalsIgnoreCase("true") || bare.equalsIgnoreCase("false")) return Boolean.valueOf(bare);
        try {
            return Double.valueOf(bare);
        } catch (NumberFormatException e) {
            return cell;
        }
    }

    private static void end(List<List<String>> lines, List<String> line, StringBuilder cell) {
        if (line.isEmpty() && cell.toString().isBlank()) {
            cell.setLength(0);
            return;
        }
        line.add(cell.toString());
        cell.setLength(0);
        lines.add(line);
    }
}
