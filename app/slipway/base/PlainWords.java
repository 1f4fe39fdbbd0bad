package slipway.base;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The words of a command, with a placeholder for each that looks like a secret. Pure.
///
/// @param plain  none of them secret
/// @param secret whether one was
public record PlainWords(List<String> plain, boolean secret) {
    /// What stands in the place of a secret in files that a person fills in.
    public static final String PLACEHOLDER = "<secret>";
    private static final Pattern NAME = Pattern.compile("-{0,2}[\\w.-]+");

    public PlainWords {
        plain = List.copyOf(plain);
    }

    /// Those of `words`: a word is secret by itself, by a name before its `=`, or by the option before it.
    public static PlainWords of(List<String> words) {
        var plain = new ArrayList<String>();
        String before = "";
        for (String word : words) {
            plain.add(plain(before, word));
            before = word;
        }
        return new PlainWords(plain, !plain.equals(words));
    }

    private static String plain(String before, String word) {
        // an option says what the word behind it is
        boolean told = before.startsWith("--") && !before.contains("=");
        if (told && Masked.secret(before, word)) return PLACEHOLDER;
        int is = word.indexOf('=');
        boolean named = is > 0 && NAME.matcher(word.substring(0, is)).matches();
        return named && Masked.secret(word.substring(0, is), word.substring(is + 1))
                ? word.substring(0, is + 1) + PLACEHOLDER
                : masked(word);
    }

    /// `text` with a placeholder for each secret in it.
    public static String masked(String text) {
        return Masked.text(text).replace(Masked.MASK, PLACEHOLDER);
    }
}
