package slipway.rehearse;

import java.util.List;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;

import slipway.base.Problem;

/// One small thing that keeps a text from being JSON, and the edit that puts it right. Immutable.
///
/// @param offset where the edit goes
/// @param insert what goes in there; empty where the character there goes out
public record JsonDefect(Kind kind, int offset, int line, int column, String insert) {
    private static final int CONTEXT = 2;

    /// What is wrong.
    public enum Kind {
        COMMA_MISSING, COMMA_TOO_MANY, NOT_CLOSED
    }

    static JsonDefect at(Kind kind, String text, int offset, String insert) {
        int line = (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
        int column = offset - (text.lastIndexOf('\n', offset - 1) + 1) + 1;
        return new JsonDefect(kind, offset, line, column, insert);
    }

    public Problem problem() {
        return switch (kind) {
            case COMMA_MISSING -> Problem.of("rehearse.json-comma", line, column);
            case COMMA_TOO_MANY -> Problem.of("rehearse.json-comma-extra", line, column);
            case NOT_CLOSED -> Problem.of("rehearse.json-open", line, column, insert.replaceAll("\\s", ""));
        };
    }

    /// `text` with all of `defects` put right.
    static String mend(String text, List<JsonDefect> defects) {
        var mended = new StringBuilder(text);
        for (JsonDefect defect : defects.reversed()) {
            int taken = defect.kind == Kind.COMMA_TOO_MANY ? 1 : 0;
            mended.replace(defect.offset, defect.offset + taken, defect.insert);
        }
        return mended.toString();
    }

    static String diff(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff("given", "mended", old,
                DiffUtils.diff(old, after.lines().toList()), CONTEXT);
        // without the two lines that name files: there are none
        return String.join("\n", lines.subList(Math.min(2, lines.size()), lines.size())) + "\n";
    }
}
