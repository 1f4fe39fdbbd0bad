package slipway.requests;

import java.util.List;
import java.util.Locale;

import org.apache.commons.csv.CSVFormat;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.Problem;
import slipway.compare.Difference;
import slipway.compare.Tolerance;
import slipway.requests.AgreementPair.Side;
import slipway.requests.AgreementPair.Verdict;

/// The result of a run as a file: its rows as CSV, or all of it as JSON. Times in milliseconds. Pure; any thread.
public final class AgreementExport {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final CSVFormat CSV = CSVFormat.RFC4180;

    private AgreementExport() {}

    /// Who was asked what.
    public record Head(String endpoint, String a, String b, String set) {}

    /// A line for each of `pairs`.
    public static String csv(List<AgreementPair> pairs) {
        var text = new StringBuilder();
        line(text, "row", "request", "verdict", "places", "furthest", "first", "a", "b", "status_a", "status_b", "ms_a",
                "ms_b", "asked_first", "request_id_a", "request_id_b");
        for (AgreementPair pair : pairs) {
            Difference first = pair.first();
            line(text, pair.number(), pair.name(), word(pair.verdict()), pair.differing(), pair.furthest(),
                    first == null ? "" : first.pointer(), first == null ? "" : first.one(),
                    first == null ? "" : first.other(), pair.a().status(), pair.b().status(), millis(pair.a().nanos()),
                    millis(pair.b().nanos()), pair.aFirst() ? "a" : "b", pair.a().requestId(), pair.b().requestId());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, Object... cells) {
        text.append(CSV.format(cells)).append("\r\n");
    }

    /// Everything, as one document.
    public static String json(Head head, Tolerance tolerance, AgreementSummary summary, List<AgreementPair> pairs) {
        ObjectNode all = JSON.createObjectNode().put("endpoint", head.endpoint()).put("a", head.a()).put("b", head.b())
                .put("set", head.set());
        ObjectNode allowed = all.putObject("tolerance").put("relative", tolerance.relative()).put("absolute", tolerance
                .absolute());
        allowed.putPOJO("ignored", tolerance.ignored().stream().sorted().toList());
        ObjectNode sums = all.putObject("summary").put("requests", summary.pairs()).put("agreeing", summary.agreeing())
                .put("differing", summary.differing()).put("failedA", summary.failedA()).put("failedB", summary
                        .failedB());
        number(sums, "agreement", summary.agreement());
        number(sums, "agreementLow", summary.interval().low());
        number(sums, "agreementHigh", summary.interval().high());
        ObjectNode verdicts = sums.putObject("verdicts");
        for (Verdict each : Verdict.values())
            verdicts.put(word(each), summary.count(each));
        sums.putObject("labels").put("seen", summary.labels().seen()).put("same", summary.labels().same());
        ObjectNode took = sums.putObject("latencyMs");
        took.putObject("a").put("p50", millis(summary.a().median())).put("p95", millis(summary.a().p95()));
        took.putObject("b").put("p50", millis(summary.b().median())).put("p95", millis(summary.b().p95()));
        took.put("medianDifference", millis(summary.gap()));
        var fields = sums.putArray("fields");
        summary.fields().forEach(each -> fields.addObject().put("field", each.name()).put("differing", each.differing())
                .put("meanDelta", each.meanDelta()).put("maxDelta", each.maxDelta()));
        var rows = all.putArray("rows");
        pairs.forEach(pair -> rows.add(row(pair)));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    private static ObjectNode row(AgreementPair pair) {
        ObjectNode row = JSON.createObjectNode().put("row", pair.number()).put("request", pair.name()).put("verdict",
                word(pair.verdict())).put("places", pair.differing()).put("furthest", pair.furthest()).put("askedFirst",
                        pair.aFirst() ? "a" : "b");
        Difference first = pair.first();
        if (first != null) {
            row.putObject("first").put("at", first.pointer()).put("a", first.one()).put("b", first.other());
        }
        side(row.putObject("a"), pair.a());
        side(row.putObject("b"), pair.b());
        return row;
    }

    private static void side(ObjectNode node, Side side) {
        node.put("status", side.status()).put("ms", millis(side.nanos())).put("requestId", side.requestId());
        Problem problem = side.problem();
        if (problem != null) node.put("problem", problem.what());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isNaN(value)) node.putNull(name);
        else
            node.put(name, value);
    }

    /// `both-failed`, as scripts read it.
    static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }
}
