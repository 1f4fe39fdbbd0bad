package slipway.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A run so far or at its end. Immutable.
///
/// @param service latencies from when a request was sent, as a closed-loop tool would tell them
/// @param seconds the whole seconds of the run, oldest first
/// @param spreads at the end: corrected latencies by deployment, all of them under the empty name; empty before
/// @param behindMillis how late the generator itself was at worst: above a few milliseconds this machine is too slow
///                     for the rate
public record LoadReport(LoadResult result, LoadResult.Latency service, List<Second> seconds,
        Map<String, Spread> spreads, double behindMillis) {
    public LoadReport {
        seconds = List.copyOf(seconds);
        spreads = Map.copyOf(spreads);
    }

    /// One second of a run, counted from 0. `asked` were due in it, `sent` sent, `answered` ended (failures included).
    /// Latencies in milliseconds, corrected.
    public record Second(int second, long asked, long sent, long answered, long errors, double p50, double p95,
            double p99, Map<String, Slice> byDeployment) {
        public Second {
            byDeployment = Map.copyOf(byDeployment);
        }
    }

    /// What one deployment answered in a second.
    public record Slice(long answered, long errors, double p50, double p95, double p99) {}

    /// The seconds as CSV with a header line; a line for each deployment too, `deployment` empty for all of them.
    public static String csv(List<Second> seconds) {
        var text = new StringBuilder("second,deployment,asked,sent,answered,errors,p50_ms,p95_ms,p99_ms\n");
        for (Second each : seconds) {
            text.append(each.second()).append(",,").append(each.asked()).append(',').append(each.sent()).append(',');
            row(text, each.answered(), each.errors(), each.p50(), each.p95(), each.p99());
            new TreeMap<>(each.byDeployment()).forEach((name, slice) -> {
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
