package slipway.catalog.fix;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;

/// A `requirements.txt`, changed line by line: comments, order, blank lines and line ends stay. Stateless.
final class PipFile {
    /// Longer lines are no requirements, and slow to take apart.
    private static final int LONGEST = 2_000;
    private static final Pattern LINE = Pattern.compile("(?<indent>\\s*)(?<body>.*?)(?<rest>(?:\\s+#.*)?\\s*)");

    private PipFile() {}

    /// One requirement of a file.
    ///
    /// @param requirement null where it is a path or an address
    record Entry(int line, String text, @Nullable Requirement requirement) {}

    /// Options (`-r`, `--index-url`) and lines that go on are no entries of their own.
    static List<Entry> entries(String text) {
        var entries = new ArrayList<Entry>();
        String[] lines = text.split("\n", -1);
        boolean goesOn = false;
        for (int i = 0; i < lines.length; i++) {
            String body = body(lines[i]);
            boolean more = body.endsWith("\\");
            if (!goesOn && !body.isEmpty() && !body.startsWith("-")) {
                String plain = (more ? body.substring(0, body.length() - 1) : body).replaceFirst("\\s--.*", "").strip();
                entries.add(new Entry(i, body, Requirement.read(plain)));
            }
            goesOn = more;
        }
        return entries;
    }

    private static String body(String line) {
        Matcher matcher = LINE.matcher(line);
        if (line.length() > LONGEST || !matcher.matches()) return "";
        String body = matcher.group("body");
        return body.startsWith("#") ? "" : body;
    }

    /// With one more at the end.
    static String added(String text, Requirement requirement) {
        String end = text.contains("\r\n") ? "\r\n" : "\n";
        return (text.isEmpty() || text.endsWith("\n") ? text : text + end) + requirement.text() + end;
    }

    /// With `next` in the place of `entry`.
    static String changed(String text, Entry entry, Requirement next) {
        refuseHashes(entry);
        String[] lines = text.split("\n", -1);
        Matcher line = LINE.matcher(lines[entry.line()]);
        if (line.matches()) lines[entry.line()] = line.group("indent") + next.text() + line.group("rest");
        return String.join("\n", lines);
    }

    static String removed(String text, Entry entry) {
        refuseHashes(entry);
        var lines = new ArrayList<>(List.of(text.split("\n", -1)));
        lines.remove(entry.line());
        return String.join("\n", lines);
    }

    /// Digests of one version say nothing of another, and go over lines.
    private static void refuseHashes(Entry entry) {
        if (entry.text().endsWith("\\") || entry.text().contains(" --"))
            throw StudioException.of("catalog.requirement-hashes", entry.text().replaceFirst("\\s*(--.*|\\\\)$", ""));
    }
}
