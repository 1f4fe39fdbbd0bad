package slipway.export;

import java.util.ArrayList;
import java.util.List;

import slipway.base.Masked;

/// The words of a command, with a placeholder for each that looks like a secret. Pure.
///
/// @param plain  none of them secret
/// @param secret whether one was
record Words(List<String> plain, boolean secret) {
    static final String PLACEHOLDER = "<secret>";
    private static final String MASK = Masked.text("token=x").substring("token=".length());

    Words {
        plain = List.copyOf(plain);
    }

    static Words of(List<String> words) {
        var plain = new ArrayList<String>();
        String before = "";
        for (String word : words) {
            String pair = Masked.text(before + " " + word);
            // an option says what the word behind it is
            boolean told = before.startsWith("--") && !before.contains("=")
                    && !pair.equals(before + " " + Masked.text(word));
            plain.add(told ? PLACEHOLDER : Masked.text(word).replace(MASK, PLACEHOLDER));
            before = word;
        }
        return new Words(plain, !plain.equals(words));
    }
}
