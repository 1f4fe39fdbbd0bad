package slipway.observe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Pieces of plain text of which every line that matches a search has at least one, so that most lines of a large
/// archive are passed over without looking at them one by one. Empty where no such pieces are known. Immutable.
record Literals(List<byte[]> any) {
    static final Literals NONE = new Literals(List.of());

    private static final int MOST = 4;
    /// Begins what this reading of expressions does not know: references, classes of Unicode, quoting, code points.
    private static final String BEYOND = "QEpPxuckNXR0123456789";

    /// What lines that match `query` have; NONE is always right.
    static Literals of(String query, boolean regex) {
        if (!regex) return of(List.of(longest(runs(query))));
        // flags and lookarounds change what the rest means
        if (query.replace("(?:", "").contains("(?")) return NONE;
        var pieces = new ArrayList<String>();
        for (String branch : branches(query)) {
            String piece = new Branch(branch).longest();
            if (piece.length() < 2) return NONE;
            pieces.add(piece);
        }
        return of(pieces);
    }

    private static Literals of(List<String> pieces) {
        if (pieces.isEmpty() || pieces.size() > MOST || pieces.contains("")) return NONE;
        return new Literals(pieces.stream()
                .map(piece -> piece.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII))
                .toList());
    }

    /// Parts of a plain text whose bytes are the same in the file: of other alphabets the case is not known, and of
    /// several spaces not whether they were a tab.
    private static List<String> runs(String text) {
        var runs = new ArrayList<String>();
        var run = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = c == ' ' && (text.startsWith("  ", i) || (i > 0 && text.charAt(i - 1) == ' '));
            if (c < 0x80 && c > 0x1f && !space) {
                run.append(c);
            } else {
                runs.add(run.toString());
                run.setLength(0);
            }
        }
        runs.add(run.toString());
        return runs;
    }

    private static String longest(List<String> runs) {
        return runs.stream().reduce("", (best, run) -> run.length() > best.length() ? run : best);
    }

    /// `a|b(c|d)` as `a` and `b(c|d)`.
    private static List<String> branches(String query) {
        var branches = new ArrayList<String>();
        int from = 0;
        int depth = 0;
        boolean set = false;
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c == '\\') i++;
            else if (c == '[') set = true;
            else if (c == ']') set = false;
            else if (!set && c == '(') depth++;
            else if (!set && c == ')') depth--;
            else if (!set && c == '|' && depth == 0) {
                branches.add(query.substring(from, i));
                from = i + 1;
            }
        }
        branches.add(query.substring(from));
        return branches;
    }

    /// One alternative, read from left to right; knows only what it is sure of.
    private static final class Branch {
        private final String text;
        private final List<String> runs = new ArrayList<>();
        private final StringBuilder run = new StringBuilder();
        private boolean unsure;

        Branch(String text) {
            this.text = text;
        }

        String longest() {
            for (int i = 0; i < text.length() && !unsure; i++)
                i = read(i);
            end();
            return unsure ? "" : Literals.longest(runs.stream().flatMap(each -> Literals.runs(each).stream()).toList());
        }

        private int read(int i) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> {
                    return escaped(i + 1);
                }
                case '[' -> {
                    end();
                    return past(i, '[', ']');
                }
                case '(' -> {
                    end();
                    return past(i, '(', ')');
                }
                case '.', '^', '$', ')' -> end();
                case '?', '*', '{' -> {
                    // what it repeats may be missing
                    if (!run.isEmpty()) run.setLength(run.length() - 1);
                    end();
                    return c == '{' ? past(i, '{', '}') : i;
                }
                case '+' -> end();
                default -> run.append(c);
            }
            return i;
        }

        private int escaped(int i) {
            if (i >= text.length() || BEYOND.indexOf(text.charAt(i)) >= 0) {
                unsure = true;
            } else if (Character.isLetterOrDigit(text.charAt(i))) {
                end();
            } else {
                run.append(text.charAt(i));
            }
            return i;
        }

        /// Index of the bracket that closes the one at `from`.
        private int past(int from, char open, char close) {
            int depth = 0;
            for (int i = from; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\\') {
                    // quoting hides brackets
                    if (text.startsWith("Q", i + 1)) unsure = true;
                    i++;
                } else if (c == open) {
                    depth++;
                } else if (c == close && --depth == 0) {
                    return i;
                } else if (open == '(' && c == '[') {
                    i = past(i, '[', ']');
                }
            }
            unsure = true;
            return text.length();
        }

        private void end() {
            if (!run.isEmpty()) runs.add(run.toString());
            run.setLength(0);
        }
    }
}
