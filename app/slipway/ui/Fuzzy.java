package slipway.ui;

import java.util.Locale;

/// How well some typed letters fit a text: all of them in order, better together and at the beginnings of words.
final class Fuzzy {
    private Fuzzy() {}

    /// The higher the better; -1 where a letter is missing. Spaces in `typed` count for nothing.
    static int score(String typed, String text) {
        String letters = typed.toLowerCase(Locale.ROOT).replace(" ", "");
        String in = text.toLowerCase(Locale.ROOT);
        int whole = in.indexOf(typed.toLowerCase(Locale.ROOT).strip());
        int score = whole == 0 ? 200 : whole > 0 ? 100 : 0;
        int at = -1;
        for (int i = 0; i < letters.length(); i++) {
            int next = in.indexOf(letters.charAt(i), at + 1);
            if (next < 0) return -1;
            boolean begins = next == 0 || !Character.isLetterOrDigit(in.charAt(next - 1));
            score += next == at + 1 ? 8 : begins ? 6 : 1;
            at = next;
        }
        return score - text.length() / 8;
    }
}
