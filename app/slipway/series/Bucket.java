package slipway.series;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

import org.HdrHistogram.Histogram;

/// What was measured of one deployment in a stretch of time: mean and largest of each [Metric], and the latencies of all
/// its requests. Two buckets add up without loss, quantiles too, since latencies are kept as a histogram. Immutable.
public final class Bucket {
    /// Places by [Metric#code], which begin at 1.
    static final int METRICS = Metric.values().length + 1;
    private static final byte[] NO_LATENCIES = {};

    private final long at;
    private final long millis;
    final double[] sums;
    final double[] peaks;
    final int[] counts;
    private final byte[] latencies;
    private final long p50;
    private final long p95;
    private final long p99;

    private Bucket(long at, long millis, double[] sums, double[] peaks, int[] counts, Histogram histogram) {
        this(at, millis, sums, peaks, counts, packed(histogram), histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(95), histogram.getValueAtPercentile(99));
    }

    Bucket(long at, long millis, double[] sums, double[] peaks, int[] counts, byte[] latencies, long... quantiles) {
        this.at = at;
        this.millis = millis;
        this.sums = sums;
        this.peaks = peaks;
        this.counts = counts;
        this.latencies = latencies;
        this.p50 = quantiles[0];
        this.p95 = quantiles[1];
        this.p99 = quantiles[2];
    }

    /// One reading of each of `values`.
    ///
    /// @param at        when it began, in milliseconds since 1970
    /// @param millis    how long it was
    /// @param latencies in nanoseconds; empty where nothing was answered
    public static Bucket of(long at, long millis, Map<Metric, Double> values, Histogram latencies) {
        double[] sums = new double[METRICS];
        int[] counts = new int[METRICS];
        values.forEach((metric, value) -> {
            if (Double.isNaN(value)) return;
            sums[metric.code] = value;
            counts[metric.code] = 1;
        });
        return new Bucket(at, millis, sums, sums.clone(), counts, latencies);
    }

    /// A histogram for latencies in nanoseconds, 1 µs and up, within one percent.
    public static Histogram noLatencies() {
        var empty = new Histogram(1_000, 8_000, 2);
        empty.setAutoResize(true);
        return empty;
    }

    /// Milliseconds since 1970 at which it begins.
    public long at() {
        return at;
    }

    /// How long it is, in milliseconds.
    public long millis() {
        return millis;
    }

    /// NaN where nothing was read.
    public double mean(Metric metric) {
        int count = counts[metric.code];
        return count == 0 ? Double.NaN : sums[metric.code] / count;
    }

    /// The largest reading; NaN where nothing was read.
    public double peak(Metric metric) {
        return counts[metric.code] == 0 ? Double.NaN : peaks[metric.code];
    }

    /// Over all requests of its time, in nanoseconds; NaN where none was answered.
    public double quantile(Quantile quantile) {
        if (latencies.length == 0) return Double.NaN;
        return switch (quantile) {
            case P50 -> p50;
            case P95 -> p95;
            case P99 -> p99;
        };
    }

    /// A share of requests that were answered within the time told.
    public enum Quantile {
        P50, P95, P99
    }

    /// Both together, with the place in time of this one.
    Bucket plus(Bucket other) {
        double[] sum = sums.clone();
        double[] peak = peaks.clone();
        int[] count = counts.clone();
        for (int i = 0; i < METRICS; i++) {
            if (other.counts[i] == 0) continue;
            peak[i] = count[i] == 0 ? other.peaks[i] : Math.max(peak[i], other.peaks[i]);
            sum[i] += other.sums[i];
            count[i] += other.counts[i];
        }
        if (other.latencies.length == 0) return new Bucket(at, millis, sum, peak, count, latencies, p50, p95, p99);
        if (latencies.length == 0) {
            return new Bucket(at, millis, sum, peak, count, other.latencies, other.p50, other.p95, other.p99);
        }
        Histogram both = noLatencies();
        both.add(unpacked(latencies));
        both.add(unpacked(other.latencies));
        return new Bucket(at, millis, sum, peak, count, both);
    }

    /// The same as a part of a coarser tier.
    Bucket in(Tier tier) {
        return new Bucket(tier.begin(at), tier.millis(), sums, peaks, counts, latencies, p50, p95, p99);
    }

    /// Histogram of its latencies as bytes; empty where there are none.
    byte[] latencies() {
        return latencies;
    }

    long[] quantiles() {
        return new long[]{p50, p95, p99};
    }

    private static byte[] packed(Histogram histogram) {
        if (histogram.getTotalCount() == 0) return NO_LATENCIES;
        var buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        return Arrays.copyOf(buffer.array(), histogram.encodeIntoByteBuffer(buffer));
    }

    private static Histogram unpacked(byte[] bytes) {
        return Histogram.decodeFromByteBuffer(ByteBuffer.wrap(bytes), 0);
    }
}
