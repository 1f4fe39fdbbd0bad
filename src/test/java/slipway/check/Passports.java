package slipway.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Passports to test with.
public final class Passports {
    public static final String DIGEST = "sha256:9f2c01a7b35d4e8890c1d2e3f405162738495a6b7c8d9e0f1a2b3c4d5e6f41ab";

    private Passports() {}

    public static Passport of(String target, ContractResult... results) {
        return new Passport(target, "image", DIGEST, Instant.parse("2026-11-21T14:31:07.250Z"), 48_210.5,
                Map.of("os", "Linux 6.8", "cpus", "2", "engine", "Docker 28.3", "slipway", "1.0"), List.of(results));
    }

    public static ContractResult result(String contract, String title, RuleResult... rules) {
        return new ContractResult(contract, title, "2026-11", List.of(rules), 4_210.125);
    }

    public static RuleResult rule(String id, Verdict verdict, String evidence) {
        return new RuleResult(id, "A014", verdict, evidence, "developer guide, inference code, 2026-11",
                "GET /ping answers 200 within 2 s", "Answer the path with 200.",
                verdict == Verdict.PASS ? List.of() : List.of(exchange()), 12.25);
    }

    public static Exchange exchange() {
        return new Exchange("POST", "/invocations",
                Map.of("content-type", "application/json", "accept", "application/json"),
                "{\"inputs\": [[1, 2]]}", 500, Map.of("server", "Werkzeug/2.2.2"), "{\"error\":\"no\"}", 3.125, null);
    }

    /// As many rules of one verdict as said.
    public static ContractResult many(String contract, String title, int good, int warned, int failed) {
        var rules = new ArrayList<RuleResult>();
        for (int i = 0; i < good + warned + failed; i++) {
            Verdict verdict = i < good ? Verdict.PASS : i < good + warned ? Verdict.WARN : Verdict.FAIL;
            rules.add(rule(contract + "/rule-" + (i + 1), verdict, "GET :8080/ping → connection refused"));
        }
        return new ContractResult(contract, title, "2026-11", rules, 1_000);
    }
}
