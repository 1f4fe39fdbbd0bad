package slipway.build;

import java.util.regex.Pattern;

import slipway.base.StudioException;

/// One line of a `.dockerignore` as the docker CLI understands it: Go's `path.Match`, and `**` for any number of
/// folders. Immutable; any thread.
///
/// @param exception a line with `!`: what it matches is sent after all
/// @param text      cleaned, without the `!`
record IgnorePattern(boolean exception, String text, Pattern regex) {

    /// Refuses what Go's `path.Match` refuses: a class that is not closed or empty, a backslash at the end.
    static IgnorePattern of(String line) {
        boolean exception = line.startsWith("!");
        String text = exception ? line.substring(1) : line;
        if (text.isEmpty()) throw StudioException.of("build.ignore-pattern", line);
        return new IgnorePattern(exception, text, new Compiler(text).compile());
    }

    /// `path` itself or a folder above it.
    boolean matches(String path) {
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            if (regex.matcher(path.substring(0, end)).matches()) return true;
        }
        return regex.matcher(path).matches();
    }

    /// Reads the pattern once from left to right.
    private static final class Compiler {
        private final String text;
        private final StringBuilder out = new StringBuilder();
        private int at;

        Compiler(String text) {
            this.text = text;
        }

        Pattern compile() {
            while (at < text.length()) {
                char c = text.charAt(at++);
                switch (c) {
                    case '*' -> star();
                    case '?' -> out.append("[^/]");
                    case '[' -> characters();
                    case '\\' -> literal(escaped());
                    default -> literal(c);
                }
            }
            // what Go calls a line ends with \n only
            return Pattern.compile(out.toString(), Pattern.UNIX_LINES);
        }

        private void star() {
            if (at >= text.length() || text.charAt(at) != '*') {
                out.append("[^/]*");
                return;
            }
            boolean first = at == 1;
            at++;
            boolean folder = at < text.length() && text.charAt(at) == '/';
            if (folder) at++;
            if (at >= text.length()) {
                out.append(".*");
            } else if (first && !folder && plain(text.substring(at))) {
                // `**.log` at the start of a line: any path with that end
                out.append(".*");
            } else {
                out.append("(?:.*/)?");
            }
        }

        private static boolean plain(String rest) {
            return rest.chars().noneMatch(c -> "*?[]\\".indexOf(c) >= 0);
        }

        private void characters() {
            out.append('[');
            if (at < text.length() && text.charAt(at) == '^') {
                out.append('^');
                at++;
            }
            for (int ranges = 0;; ranges++) {
                if (at < text.length() && text.charAt(at) == ']' && ranges > 0) {
                    at++;
                    out.append(']');
                    return;
                }
                char low = member();
                char high = low;
                if (at < text.length() && text.charAt(at) == '-') {
                    at++;
                    high = member();
                }
                if (high < low) throw refused();
                literal(low);
                out.append('-');
                literal(high);
            }
        }

        private char member() {
            if (at >= text.length()) throw refused();
            char c = text.charAt(at++);
            if (c == '-' || c == ']') throw refused();
            return c == '\\' ? escaped() : c;
        }

        private char escaped() {
            if (at >= text.length()) throw refused();
            return text.charAt(at++);
        }

        private void literal(char c) {
            if (c < 128 && !Character.isLetterOrDigit(c)) out.append('\\');
            out.append(c);
        }

        private StudioException refused() {
            return StudioException.of("build.ignore-pattern", text);
        }
    }
}
