package slipway.load;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.HdrHistogram.Histogram;

/// Counts what a run sees; touched by the run's event loop only.
final class Tally {
    private final Histogram latencies = histogram();
    private final Map<String, Histogram> perDeployment = new HashMap<>();
    private final Map<String, Long> errors = new TreeMap<>();
    private long sent;
    private long ok;
    private long ended;

    void sent() {
        sent++;
    }

    /// An answer `nanos` after its request was due; `deployment` empty where nobody said.
    void answered(int status, String deployment, long nanos) {
        latency(latencies, nanos);
        if (!deployment.isEmpty()) latency(perDeployment.computeIfAbsent(deployment, n -> histogram()), nanos);
        ended++;
        if (status < 400) ok++;
        else
            errors.merge(Integer.toString(status), 1L, Long::sum);
    }

    void failed(String word, long nanos) {
        latency(latencies, nanos);
        ended++;
        errors.merge(word, 1L, Long::sum);
    }

    long sentSoFar() {
        return sent;
    }

    boolean allEnded() {
        return ended == sent;
    }

    LoadResult result(double seconds) {
        var deployments = new TreeMap<String, LoadResult.PerDeployment>();
        perDeployment.forEach((name, histogram) -> deployments.put(name,
                new LoadResult.PerDeployment(histogram.getTotalCount(), latency(histogram))));
        double rate = seconds <= 0 ? 0 : Math.round(ended / seconds * 10) / 10.0;
        return new LoadResult(sent, ok, new TreeMap<>(errors), rate, latency(latencies), deployments);
    }

    private static Histogram histogram() {
        var histogram = new Histogram(1_000, 8_000, 3);
        histogram.setAutoResize(true);
        return histogram;
    }

    private static void latency(Histogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, 3_600_000_000_000L));
    }

    private static LoadResult.Latency latency(Histogram histogram) {
        return new LoadResult.Latency(millis(histogram.getValueAtPercentile(50)),
                millis(histogram.getValueAtPercentile(90)), millis(histogram.getValueAtPercentile(99)),
                millis(histogram.getValueAtPercentile(99.9)), millis(histogram.getMaxValue()));
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }
}
