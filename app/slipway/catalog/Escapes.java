package slipway.catalog;

/// Python's escapes in the texts of old pickles: `\x6f` in a name hides nothing. Stateless.
final class Escapes {
    private Escapes() {}

    /// A byte string as `repr` writes it.
    static String ofBytes(String text) {
        return undone(text, false);
    }

    /// A text in `raw-unicode-escape`.
    static String ofText(String text) {
        return undone(text, true);
    }

    private static String undone(String text, boolean unicode) {
        if (text.indexOf('\\') < 0) return text;
        var out = new StringBuilder();
        for (int i = 0; i < text.length();) {
            int digits = text.charAt(i) == '\\' && i + 1 < text.length() ? digits(text.charAt(i + 1), unicode) : 0;
            int number = digits == 0 ? -1 : number(text, digits == 3 ? i + 1 : i + 2, digits);
            if (number >= 0) {
                out.appendCodePoint(number);
                i += digits == 3 ? 4 : 2 + digits;
            } else if (!unicode && text.charAt(i) == '\\' && i + 1 < text.length()) {
                out.append(text.charAt(i + 1));
                i += 2;
            } else {
                out.append(text.charAt(i++));
            }
        }
        return out.toString();
    }

    /// How many digits follow `\kind`: three octal ones follow the backslash itself.
    private static int digits(char kind, boolean unicode) {
        if (unicode) return kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
        return kind == 'x' ? 2 : kind >= '0' && kind <= '7' ? 3 : 0;
    }

    private static int number(String text, int from, int digits) {
        if (from + digits > text.length()) return -1;
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(text.charAt(i), digits == 3 ? 8 : 16);
            if (digit < 0) return -1;
            number = number * (digits == 3 ? 8 : 16) + digit;
        }
        return Character.isValidCodePoint(number) ? number : -1;
    }
}
