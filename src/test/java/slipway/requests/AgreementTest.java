package slipway.requests;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.compare.Tolerance;
import slipway.requests.AgreementPair.Verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AgreementTest {
    private static final Draft DRAFT = new Draft("n", "POST", "http://x/", Map.of(), "");

    @Test
    void aTolerancesChangeSendsNothingAgain() {
        var agreement = new Agreement(relative(0));
        add(agreement, "{\"p\": 0.5, \"id\": \"a\"}", "{\"p\": 0.501, \"id\": \"a\"}");
        add(agreement, "{\"p\": 0.5, \"id\": \"a\"}", "{\"p\": 0.7, \"id\": \"a\"}");
        add(agreement, "{\"p\": 0.5, \"id\": \"a\"}", "{\"p\": 0.5, \"id\": \"b\"}");
        assertEquals(List.of(Verdict.NUMBERS, Verdict.NUMBERS, Verdict.LABELS), verdicts(agreement));
        assertEquals("/p", agreement.summary().fields().getFirst().name());
        agreement.judge(new Tolerance(0, 0.01, Set.of("id"), Set.of()));
        assertEquals(List.of(Verdict.CLOSE, Verdict.NUMBERS, Verdict.EQUAL), verdicts(agreement));
        assertEquals(1, agreement.summary().fields().size());
        agreement.judge(new Tolerance(0.3, 0, Set.of(), Set.of()));
        assertEquals(List.of(Verdict.CLOSE, Verdict.CLOSE, Verdict.LABELS), verdicts(agreement));
        assertEquals(2, agreement.summary().labels().same());
    }

    @Test
    void whatIsNotHeldKeepsItsVerdict() {
        var agreement = new Agreement(relative(0), 40);
        add(agreement, "{\"p\": 0.5}", "{\"p\": 0.501}");
        add(agreement, "{\"p\": 0.5}", "{\"p\": 0.501}");
        agreement.judge(relative(0.1));
        assertEquals(List.of(Verdict.CLOSE, Verdict.NUMBERS), verdicts(agreement));
        assertEquals(1, agreement.summary().fixed());
        assertEquals(2, agreement.summary().counted());
    }

    @Test
    void timesAreThoseOfPairsThatBothAnswered() {
        var agreement = new Agreement(relative(0));
        for (int i = 1; i <= 20; i++)
            agreement.add("n", exchange(200, "1", i * 1_000_000L), 0, exchange(200, "1", i * 2_000_000L), 0, true);
        agreement.add("n", exchange(503, "1", 90_000_000_000L), 0, exchange(200, "1", 1), 0, true);
        AgreementSummary summary = agreement.summary();
        assertEquals(10_000_000, summary.a().median());
        assertEquals(19_000_000, summary.a().p95());
        assertEquals(38_000_000, summary.b().p95());
        assertEquals(10_000_000, summary.gap());
        assertEquals(20.0 / 21, summary.agreement(), 1e-12);
    }

    @Test
    void theWorstStandsFirst() {
        var agreement = new Agreement(relative(0));
        add(agreement, "{\"p\": 0.5}", "{\"p\": 0.5}");
        add(agreement, "{\"p\": 0.5}", "{\"p\": 0.6}");
        add(agreement, "{\"p\": 0.5}", "{\"p\": 0.9}");
        add(agreement, "{\"l\": \"a\"}", "{\"l\": \"b\"}");
        agreement.add("n", exchange(200, "{}", 1), 0, exchange(500, "{}", 1), 0, true);
        agreement.add("n", exchange(200, "rose", 1), 0, exchange(200, "tulip", 1), 0, true);
        assertEquals(List.of(5L, 4L, 3L, 2L, 6L, 1L), agreement.pairs().stream().sorted(AgreementPair.WORST_FIRST).map(
                AgreementPair::number).toList());
    }

    @Test
    void aHalfAnswerIsNone() {
        var agreement = new Agreement(relative(0));
        Exchange whole = exchange(200, "{}", 1);
        agreement.add("n", whole, 0, new Exchange(0, "iris", 0, DRAFT, 200, Map.of(), Bytes.utf8("{}"), 1, 1, "", "",
                "", false, Problem.of("requests.broken", "x")), 0, true);
        assertEquals(List.of(Verdict.B_FAILED), verdicts(agreement));
    }

    @Test
    void theResultAsAFile() {
        var agreement = new Agreement(relative(0));
        add(agreement, "{\"l\": \"a, b\"}", "{\"l\": \"c\"}");
        agreement.unsent("2", Problem.of("requestedit.unresolved", "x"));
        String csv = AgreementExport.csv(agreement.pairs());
        assertTrue(
                csv.lines().toList().get(1).startsWith("1,n,labels,1,0.0,/l,\"\"\"a, b\"\"\",\"\"\"c\"\"\",200,200,"),
                csv);
        JsonNode json = JsonMapper.shared().readTree(AgreementExport.json(new AgreementExport.Head("iris", "blue",
                "green", "set"), agreement.tolerance(), agreement.summary(), agreement.pairs()));
        assertEquals(1, json.at("/summary/differing").asInt());
        assertEquals(1, json.at("/summary/verdicts/both-failed").asInt());
        assertEquals("/l", json.at("/rows/0/first/at").asString());
        assertTrue(json.at("/rows/1/a/problem").isString());
        assertEquals(0, json.at("/summary/agreement").asDouble());
    }

    private static List<Verdict> verdicts(Agreement agreement) {
        return agreement.pairs().stream().map(AgreementPair::verdict).toList();
    }

    private static Tolerance relative(double allowed) {
        return new Tolerance(0, allowed, Set.of(), Set.of());
    }

    private static void add(Agreement agreement, String a, String b) {
        agreement.add("n", exchange(200, a, 1_000), 0, exchange(200, b, 1_000), 0, true);
    }

    private static Exchange exchange(int status, String body, long nanos) {
        return new Exchange(0, "iris", 0, DRAFT, status, Map.of(), Bytes.utf8(body), nanos, 1, "", "", "", false, null);
    }
}
