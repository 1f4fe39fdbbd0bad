package slipway.requests;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// A command line as a POSIX shell splits it: both quotes, `$'…'`, backslashes, lines that go on. Variables and
/// substitutions stay as written. One use, one thread.
final class ShellWords {
    private final String text;
    private int at;

    private ShellWords(String text) {
        this.text = text;
    }

    /// The words of the first command in `text`, null where a quote stays open.
    static @Nullable List<String> of(String text) {
        return new ShellWords(text.replace("\r\n", "\n")).split();
    }

    private @Nullable List<String> split() {
        var words = new ArrayList<String>();
        StringBuilder word = null;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith("\\\n", at)) {
                at += 2;
                continue;
            }
            if (Character.isWhitespace(c) || c == ';' || c == '|' || c == '&') {
                at++;
                if (word != null) words.add(word.toString());
                word = null;
                // the command is over; a line break before it is none
                if (!Character.isWhitespace(c) || (c == '\n' && !words.isEmpty())) break;
                continue;
            }
            if (word == null) word = new StringBuilder();
            if (!piece(word)) return null;
        }
        if (word != null) words.add(word.toString());
        return List.copyOf(words);
    }

    /// One character or one quoted stretch; false where its end is missing.
    private boolean piece(StringBuilder word) {
        char c = text.charAt(at++);
        return switch (c) {
            case '\'' -> {
                int end = text.indexOf('\'', at);
                if (end < 0) yield false;
                word.append(text, at, end);
                at = end + 1;
                yield true;
            }
            case '"' -> quoted(word, '"', "\"\\$`", false);
            case '$' -> {
                if (at < text.length() && text.charAt(at) == '\'') {
                    at++;
                    yield quoted(word, '\'', "", true);
                }
                word.append(c);
                yield true;
            }
            case '\\' -> {
                if (at < text.length()) word.append(text.charAt(at++));
                yield true;
            }
            default -> {
                word.append(c);
                yield true;
            }
        };
    }

    private boolean quoted(StringBuilder word, char end, String escaped, boolean ansi) {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == end) return true;
            if (c != '\\' || at == text.length()) word.append(c);
            else if (ansi) ansi(word, text.charAt(at++));
            else {
                char next = text.charAt(at++);
                if (next == '\n') continue;
                if (escaped.indexOf(next) < 0) word.append('\\');
                word.append(next);
            }
        }
        return false;
    }

    private void ansi(StringBuilder word, char c) {
        switch (c) {
            case 'n' -> word.append('\n');
            case 't' -> word.append('\t');
            case 'r' -> word.append('\r');
            case 'u' -> code(word, 4, 16);
            case 'U' -> code(word, 8, 16);
            case 'x' -> code(word, 2, 16);
            case '0', '1', '2', '3' -> {
                at--;
                code(word, 3, 8);
            }
            default -> word.append(c);
        }
    }

    private void code(StringBuilder word, int most, int radix) {
        int value = 0;
        int end = Math.min(text.length(), at + most);
        while (at < end && Character.digit(text.charAt(at), radix) >= 0)
            value = value * radix + Character.digit(text.charAt(at++), radix);
        if (Character.isValidCodePoint(value)) word.appendCodePoint(value);
    }
}
