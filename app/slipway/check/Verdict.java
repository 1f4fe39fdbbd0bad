package slipway.check;

import java.util.Collection;
import java.util.Locale;

/// What a rule came to, the best first.
public enum Verdict {
    /// Kept.
    PASS,
    /// Not applicable here; the evidence says why.
    SKIP,
    /// A recommendation not kept, or one that will matter later.
    WARN,
    /// A platform would refuse it, or callers would suffer.
    FAIL;

    /// As it stands in the JSON: `pass`, `fail`, `warn`, `skip`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// That of a word, as [#word] writes it; an [IllegalArgumentException] for another.
    public static Verdict of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /// A contract's: it passes when no rule fails, and warns when one warns; skipped where every rule was.
    public static Verdict together(Collection<Verdict> rules) {
        if (rules.contains(FAIL)) return FAIL;
        if (rules.contains(WARN)) return WARN;
        return rules.contains(PASS) || rules.isEmpty() ? PASS : SKIP;
    }
}
