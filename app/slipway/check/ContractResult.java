package slipway.check;

import java.util.List;

/// All rules of one contract over one target.
///
/// @param contract `oci-byoc`
/// @param title    the platform's own name
/// @param profile  the edition of the rules: `2026-11`
public record ContractResult(String contract, String title, String profile, Verdict verdict, List<RuleResult> rules,
        double millis) {
    public ContractResult {
        rules = List.copyOf(rules);
    }

    public ContractResult(String contract, String title, String profile, List<RuleResult> rules, double millis) {
        this(contract, title, profile, Verdict.together(rules.stream().map(RuleResult::verdict).toList()), rules,
                millis);
    }

    public long count(Verdict verdict) {
        return rules.stream().filter(rule -> rule.verdict() == verdict).count();
    }
}
