package slipway.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// What changed between two runs, rule by rule, the worst first. Immutable.
public record Comparison(Passport before, Passport after, List<Difference> differences) {
    public Comparison {
        differences = List.copyOf(differences);
    }

    /// How a rule changed, in the order they are shown.
    public enum Change {
        WORSE, NEW, GONE, BETTER, SAME
    }

    /// One rule in both runs; at least one of the two is there.
    ///
    /// @param contract id of its contract
    /// @param title    the platform's own name
    public record Difference(String contract, String title, @Nullable RuleResult before, @Nullable RuleResult after) {
        public Change change() {
            if (before == null) return Change.NEW;
            if (after == null) return Change.GONE;
            int order = after.verdict().compareTo(before.verdict());
            return order > 0 ? Change.WORSE : order < 0 ? Change.BETTER : Change.SAME;
        }

        /// The rule as it is now, else as it was.
        public RuleResult rule() {
            if (after != null) return after;
            if (before != null) return before;
            throw new IllegalStateException("a difference of nothing");
        }

        /// Where it is now, the worst last, for ordering.
        private Verdict verdict() {
            return rule().verdict();
        }
    }

    public static Comparison of(Passport before, Passport after) {
        var rows = new LinkedHashMap<String, Difference>();
        each(after, (result, rule) -> rows.put(key(result, rule),
                new Difference(result.contract(), result.title(), null, rule)));
        each(before, (result, rule) -> rows.merge(key(result, rule),
                new Difference(result.contract(), result.title(), rule, null),
                (now, was) -> new Difference(now.contract(), now.title(), rule, now.after())));
        List<Difference> sorted = new ArrayList<>(rows.values());
        sorted.sort(Comparator.comparing(Difference::change)
                .thenComparing(Difference::verdict, Comparator.reverseOrder()));
        return new Comparison(before, after, sorted);
    }

    public long count(Change change) {
        return differences.stream().filter(each -> each.change() == change).count();
    }

    private interface Rules {
        void rule(ContractResult result, RuleResult rule);
    }

    private static void each(Passport passport, Rules rules) {
        Map<String, ContractResult> once = new LinkedHashMap<>();
        passport.results().forEach(result -> once.put(result.contract(), result));
        once.values().forEach(result -> result.rules().forEach(rule -> rules.rule(result, rule)));
    }

    private static String key(ContractResult result, RuleResult rule) {
        return result.contract() + " " + rule.id();
    }
}
