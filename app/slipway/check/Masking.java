package slipway.check;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import slipway.base.Masked;
import slipway.base.SecretHeaders;
import slipway.base.Secrets;

/// Takes secrets out of what a check keeps: values of headers that carry keys, and everything in a text that looks
/// like one. What counts tokens (`max_tokens`) stays. Stateless.
final class Masking {
    static final String MASK = SecretHeaders.MASK;

    private static final Pattern SCHEME = Pattern
            .compile("(?i)\\b(bearer|basic)\\s+(?=\\S*[0-9=_.+/-])[\\w.=+/~-]{8,}");
    private static final Pattern NAMED = Pattern.compile("(?i)((?:(?:password|passwd|secret|api[_-]?key"
            + "|authorization)|(?:access|auth|id|refresh|session)[_-]?token)[\"']?\\s*[:=]\\s*[\"']?)"
            + "(?!bearer |basic |•)[^\\s\"',;&}]+");

    private Masking() {}

    static Passport of(Passport passport) {
        return new Passport(text(passport.target()), passport.kind(), passport.imageDigest(), passport.startedAt(),
                passport.millis(), passport.machine(), passport.results().stream().map(Masking::of).toList());
    }

    static ContractResult of(ContractResult result) {
        return new ContractResult(result.contract(), result.title(), result.profile(), result.verdict(),
                result.rules().stream().map(Masking::of).toList(), result.millis());
    }

    private static RuleResult of(RuleResult rule) {
        return new RuleResult(rule.id(), rule.row(), rule.verdict(), text(rule.evidence()), rule.source(),
                rule.asks(), rule.fix(), rule.exchanges().stream().map(Masking::of).toList(), rule.millis());
    }

    static Exchange of(Exchange one) {
        String error = one.error();
        return new Exchange(one.method(), text(one.path()), headers(one.requestHeaders()), text(one.requestBody()),
                one.status(), headers(one.headers()), text(one.body()), one.millis(),
                error == null ? null : text(error));
    }

    private static Map<String, String> headers(Map<String, String> headers) {
        var masked = new TreeMap<String, String>();
        headers.forEach((name, value) -> masked.put(name,
                SecretHeaders.has(name) ? MASK : text(value)));
        return masked;
    }

    static String text(String text) {
        String schemes = SCHEME.matcher(Masked.addresses(text)).replaceAll("$1 " + MASK);
        return Secrets.without(NAMED.matcher(schemes).replaceAll("$1" + MASK), MASK);
    }
}
