package slipway.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/// What changed between two runs, rule by rule, the worst first: under the contracts that both were held to. Immutable.
///
/// @param shared titles of the contracts that are compared
/// @param apart  titles of those that only one of the runs was held to
public record Comparison(Passport before, Passport after, List<Difference> differences, List<String> shared,
        List<String> apart) {
    public Comparison {
        differences = List.copyOf(differences);
        shared = List.copyOf(shared);
        apart = List.copyOf(apart);
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
    }

    public static Comparison of(Passport before, Passport after) {
        Map<String, ContractResult> was = byContract(before);
        Map<String, ContractResult> now = byContract(after);
        var differences = new ArrayList<Difference>();
        now.forEach((id, result) -> {
            ContractResult former = was.get(id);
            if (former != null) differences.addAll(differences(former, result));
        });
        differences.sort(Comparator.comparing(Difference::change)
                .thenComparing(each -> each.rule().verdict(), Comparator.reverseOrder()));
        return new Comparison(before, after, differences, titles(now, was.keySet(), true),
                Stream.concat(titles(was, now.keySet(), false).stream(),
                        titles(now, was.keySet(), false).stream()).toList());
    }

    private static List<Difference> differences(ContractResult before, ContractResult after) {
        Map<String, RuleResult> was = byRule(before);
        Map<String, RuleResult> now = byRule(after);
        Set<String> ids = new TreeSet<>(was.keySet());
        ids.addAll(now.keySet());
        return ids.stream().map(id -> new Difference(after.contract(), after.title(), was.get(id), now.get(id)))
                .toList();
    }

    public long count(Change change) {
        return differences.stream().filter(each -> each.change() == change).count();
    }

    private static List<String> titles(Map<String, ContractResult> of, Set<String> others, boolean in) {
        return of.values().stream().filter(result -> others.contains(result.contract()) == in)
                .map(ContractResult::title).toList();
    }

    private static Map<String, ContractResult> byContract(Passport passport) {
        var all = new LinkedHashMap<String, ContractResult>();
        passport.results().forEach(result -> all.put(result.contract(), result));
        return all;
    }

    private static Map<String, RuleResult> byRule(ContractResult result) {
        var all = new LinkedHashMap<String, RuleResult>();
        result.rules().forEach(rule -> all.put(rule.id(), rule));
        return all;
    }
}
