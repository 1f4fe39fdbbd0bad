package slipway.rehearse;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Amounts of memory as people write them.
public final class Sizes {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)\\s*([kmgt]?)(i?)b?");
    private static final String STEPS = "kmgt";

    private Sizes() {}

    /// `800MB`, `1.2 GB`, `4g` in steps of 1000, `2GiB` in steps of 1024, a bare number of bytes; empty for anything
    /// else.
    public static Optional<Long> parse(String text) {
        Matcher match = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!match.matches()) return Optional.empty();
        int steps = match.group(2).isEmpty() ? 0 : STEPS.indexOf(match.group(2)) + 1;
        double bytes = Double.parseDouble(match.group(1)) * Math.pow(match.group(3).isEmpty() ? 1000 : 1024, steps);
        return bytes > 1e18 ? Optional.empty() : Optional.of(Math.round(bytes));
    }
}
