package slipway.engine.docker;

import java.util.regex.Pattern;

/// Words for a POSIX shell. Stateless.
final class ShellText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellText() {}

    /// `word` as the shell reads it back, quoted only where needed.
    static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
