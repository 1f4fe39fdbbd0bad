package slipway.load;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A load run kept with its name and a person’s note. `plan` says in words what was asked (`constant 200/s, 30 s`);
/// `spreads` as in [LoadReport].
public record SavedRun(String id, String name, String note, Instant at, String target, String plan, LoadResult result,
        LoadResult.Latency service, List<LoadReport.Second> seconds, Map<String, Spread> spreads) {
    public SavedRun {
        seconds = List.copyOf(seconds);
        spreads = Map.copyOf(spreads);
    }

    /// What a list shows of a run.
    public record Head(String id, String name, String note, Instant at, String target, String plan,
            LoadResult result) {}

    Head head() {
        return new Head(id, name, note, at, target, plan, result);
    }

    /// The seconds as CSV with a header line; a line for each deployment too, `deployment` empty for all of them.
    public String csv() {
        var text = new StringBuilder("second,deployment,asked,sent,answered,errors,p50_ms,p95_ms,p99_ms\n");
        for (LoadReport.Second each : seconds) {
            text.append(each.second()).append(",,").append(each.asked()).append(',').append(each.sent()).append(',');
            row(text, each.answered(), each.errors(), each.p50(), each.p95(), each.p99());
            each.byDeployment().keySet().stream().sorted().forEach(name -> {
                LoadReport.Slice slice = each.byDeployment().get(name);
                text.append(each.second()).append(",\"").append(name.replace("\"", "\"\"")).append("\",,,");
                row(text, slice.answered(), slice.errors(), slice.p50(), slice.p95(), slice.p99());
            });
        }
        return text.toString();
    }

    private static void row(StringBuilder text, long answered, long errors, double p50, double p95, double p99) {
        text.append(answered).append(',').append(errors).append(',').append(p50).append(',').append(p95).append(',')
                .append(p99).append('\n');
    }
}
