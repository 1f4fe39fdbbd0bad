package slipway.ui.endpoints;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

import slipway.base.Text;
import slipway.base.Units;
import slipway.scale.ScaleStory;
import slipway.series.Bucket;
import slipway.series.Metric;
import slipway.series.Slice;
import slipway.ui.widget.TimeChart;

/// The last hour of one deployment, in steps for a [TimeChart]: how many replicas ran and were wanted, what was asked, and
/// its cold starts. Its figures go to a chart as they are, and nobody changes them. FX thread.
final class ScaleHistory {
    static final Duration SPAN = Duration.ofHours(1);
    static final Duration STEP = Duration.ofSeconds(10);
    private static final int STEPS = (int) SPAN.dividedBy(STEP);

    private final double[] running;
    private final double[] wanted;
    private final double[] requests;
    private final List<TimeChart.Flag> coldStarts;

    private ScaleHistory(double[] running, double[] wanted, double[] requests, List<TimeChart.Flag> coldStarts) {
        this.running = running;
        this.wanted = wanted;
        this.requests = requests;
        this.coldStarts = List.copyOf(coldStarts);
    }

    double[] running() {
        return running;
    }

    double[] wanted() {
        return wanted;
    }

    /// A second.
    double[] requests() {
        return requests;
    }

    List<TimeChart.Flag> coldStarts() {
        return coldStarts;
    }

    /// Begins at the whole step before `now`; both ends in milliseconds since 1970.
    static long from(long now) {
        return last(now) - (STEPS - 1) * STEP.toMillis();
    }

    private static long last(long now) {
        return Math.floorDiv(now, STEP.toMillis()) * STEP.toMillis();
    }

    /// @param slice   read from [#from] to `now`
    /// @param entries of this deployment
    static ScaleHistory of(Slice slice, String id, List<ScaleStory.Entry> entries, long now) {
        List<Bucket> buckets = slice.buckets().getOrDefault(id, List.of());
        return new ScaleHistory(steps(buckets, now, bucket -> bucket.peak(Metric.REPLICAS)),
                steps(buckets, now, bucket -> bucket.peak(Metric.WANTED)),
                steps(buckets, now, bucket -> bucket.mean(Metric.REQUESTS)), coldStarts(entries, now));
    }

    private static double[] steps(List<Bucket> buckets, long now, ToDoubleFunction<Bucket> of) {
        double[] values = new double[STEPS];
        Arrays.fill(values, Double.NaN);
        for (Bucket bucket : buckets) {
            int at = STEPS - 1 - back(bucket.at(), now);
            double value = of.applyAsDouble(bucket);
            // finer buckets share a step: the last one with a reading stands
            if (at >= 0 && at < STEPS && !Double.isNaN(value)) values[at] = value;
        }
        // a step that has just begun has no reading yet
        if (Double.isNaN(values[STEPS - 1])) values[STEPS - 1] = values[STEPS - 2];
        return values;
    }

    private static int back(long at, long now) {
        return Math.clamp((last(now) - last(at)) / STEP.toMillis(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static List<TimeChart.Flag> coldStarts(List<ScaleStory.Entry> entries, long now) {
        return entries.stream().filter(entry -> entry.coldStart() != null).map(entry -> {
            Duration took = entry.coldStart() == null ? Duration.ZERO : entry.coldStart();
            Instant ready = entry.decision().at().plus(took);
            return new TimeChart.Flag(back(ready.toEpochMilli(), now), Text.of("scaleview.cold", Units.nanos(took
                    .toNanos())), "ink-warn");
        }).filter(flag -> flag.back() >= 0 && flag.back() < STEPS).toList();
    }
}
