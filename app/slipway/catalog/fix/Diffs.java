package slipway.catalog.fix;

import java.util.ArrayList;
import java.util.List;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;

/// Changes as `git diff` writes them, so that people can read them and `patch` can apply them. Stateless.
final class Diffs {
    private static final int CONTEXT = 3;
    private static final String UNENDED = "\n\\ No newline at end of file";

    private Diffs() {}

    static String of(List<Change> changes) {
        var all = new StringBuilder();
        for (Change change : changes) {
            switch (change) {
                case Change.Content content -> content(content, all);
                case Change.Mode mode -> all.append("diff --git a/").append(mode.file()).append(" b/")
                        .append(mode.file()).append("\nold mode 100").append(Integer.toOctalString(mode.before()))
                        .append("\nnew mode 100").append(Integer.toOctalString(mode.after())).append('\n');
                case Change.Repack repack -> {
                    all.append("--- ").append(repack.file()).append("\n+++ ").append(repack.file()).append('\n');
                    repack.renames().forEach((from, to) -> all.append("rename from ").append(from)
                            .append("\nrename to ").append(to).append('\n'));
                    repack.leftOut().forEach(name -> all.append("delete ").append(name).append('\n'));
                }
            }
        }
        return all.toString();
    }

    private static void content(Change.Content content, StringBuilder all) {
        String before = content.before();
        List<String> old = before == null ? List.of() : lines(before);
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(before == null ? "/dev/null" : "a/" + content.file(),
                "b/" + content.file(), old, DiffUtils.diff(old, lines(content.after())), CONTEXT);
        // the library counts the lines of a new file from 1, patch from 0
        diff.forEach(line -> all.append(before == null ? line.replaceFirst("^@@ -1,0 ", "@@ -0,0 ") : line)
                .append('\n'));
    }

    /// Carriage returns stay part of their lines: they may be all that is different.
    private static List<String> lines(String text) {
        var lines = new ArrayList<>(List.of(text.split("\n", -1)));
        String last = lines.removeLast();
        if (!last.isEmpty()) lines.add(last + UNENDED);
        return lines;
    }
}
