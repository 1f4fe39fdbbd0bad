package slipway.check;

import java.util.Comparator;
import java.util.List;

/// The order in which rules are read: what failed, what warns, what was kept, and last what does not apply. Stateless.
public final class WorstFirst {
    private static final List<Verdict> ORDER = List.of(Verdict.FAIL, Verdict.WARN, Verdict.PASS, Verdict.SKIP);

    private WorstFirst() {}

    /// `rules` in that order, otherwise as they were.
    public static List<RuleResult> of(List<RuleResult> rules) {
        return rules.stream().sorted(Comparator.comparingInt(rule -> ORDER.indexOf(rule.verdict()))).toList();
    }
}
