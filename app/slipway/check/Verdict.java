package slipway.check;

import java.util.Collection;
import java.util.Locale;

import slipway.base.Text;

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

    /// For people, in their language.
    public String title() {
        return switch (this) {
            case PASS -> Text.of("passport.verdict.pass");
            case WARN -> Text.of("passport.verdict.warn");
            case FAIL -> Text.of("passport.verdict.fail");
            case SKIP -> Text.of("passport.verdict.skip");
        };
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
