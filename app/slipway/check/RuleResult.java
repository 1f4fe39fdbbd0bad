package slipway.check;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// What one rule of a contract came to; its texts are in the language of the run.
///
/// @param id        `oci-byoc/health-get-200`
/// @param row       of the inventory, `A014`; null for a rule without one
/// @param evidence  one line: what was seen
/// @param source    where the platform says so, with its date
/// @param asks      what the rule asks for, one line
/// @param fix       what to do about it
/// @param exchanges the requests behind the evidence, none for a rule that asks nothing
public record RuleResult(String id, @Nullable String row, Verdict verdict, String evidence, String source, String asks,
        String fix, List<Exchange> exchanges, double millis) {
    public RuleResult {
        exchanges = List.copyOf(exchanges);
    }
}
