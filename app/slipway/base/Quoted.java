package slipway.base;

import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/// Text between double quotes, as YAML, JSON, Python and Java all read it back, and words for a POSIX shell. Stateless.
public final class Quoted {
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private Quoted() {}

    /// For files in UTF-8; control characters and Unicode’s own line ends are escaped, and never a surrogate, which Python
    /// would not put together again.
    public static String text(String text) {
        return quoted(text, c -> (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029);
    }

    /// For files that may be read in any encoding: everything beyond ASCII is escaped, as surrogates where it needs two.
    public static String ascii(String text) {
        return quoted(text, c -> c >= 0x7f);
    }

    /// `word` as a POSIX shell reads it back, quoted only where needed.
    public static String shell(String word) {
        return PLAIN.matcher(word).matches() ? word : single(word);
    }

    /// The same, always between single quotes.
    public static String single(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static String quoted(String text, IntPredicate escaped) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < 0x20 || escaped.test(c)) quoted.append(String.format("\\u%04x", c));
                    else
                        quoted.append((char) c);
                }
            }
        });
        return quoted.append('"').toString();
    }
}
