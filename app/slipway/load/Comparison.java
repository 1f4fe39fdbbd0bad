package slipway.load;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Two saved runs side by side; differences are the second less the first.
///
/// @param rates answers a second
/// @param errorShares of the requests sent, 0 to 1
/// @param deployments one for each that answered in both
public record Comparison(SavedRun.Head first, SavedRun.Head second, Pair rates, Pair errorShares,
        List<Row> latencies, List<Deployment> deployments) {
    /// The percentiles compared, in percent.
    public static final List<Double> PERCENTILES = List.of(50.0, 75.0, 90.0, 95.0, 99.0, 99.9, 100.0);

    /// One figure of both runs.
    public record Pair(double first, double second) {
        public double difference() {
            return second - first;
        }

        /// The second as a multiple of the first; NaN where the first is 0.
        public double ratio() {
            return first == 0 ? Double.NaN : second / first;
        }
    }

    /// A percentile’s corrected latency in both, in milliseconds.
    public record Row(double percentile, Pair millis) {}

    /// The same of one deployment’s answers.
    public record Deployment(String name, List<Row> latencies) {
        public Deployment {
            latencies = List.copyOf(latencies);
        }
    }

    public Comparison {
        latencies = List.copyOf(latencies);
        deployments = List.copyOf(deployments);
    }

    public static Comparison of(SavedRun first, SavedRun second) {
        var names = new TreeSet<>(first.spreads().keySet());
        names.retainAll(second.spreads().keySet());
        var deployments = new ArrayList<Deployment>();
        for (String name : names) {
            if (!name.isEmpty()) deployments.add(new Deployment(name, rows(first, second, name)));
        }
        return new Comparison(first.head(), second.head(), new Pair(first.result().rate(), second.result().rate()),
                new Pair(errors(first.result()), errors(second.result())), rows(first, second, ""), deployments);
    }

    private static List<Row> rows(SavedRun first, SavedRun second, String name) {
        Spread one = first.spreads().get(name);
        Spread other = second.spreads().get(name);
        if (one == null || other == null) return List.of();
        return PERCENTILES.stream().map(each -> new Row(each, new Pair(one.at(each), other.at(each)))).toList();
    }

    private static double errors(LoadResult result) {
        return result.sent() == 0 ? 0 : (double) (result.sent() - result.ok()) / result.sent();
    }
}
