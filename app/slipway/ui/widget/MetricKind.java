package slipway.ui.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import slipway.base.Text;
import slipway.series.Bucket;
import slipway.series.Bucket.Quantile;
import slipway.series.Metric;
import slipway.series.Slice;

/// The charts of a deployment, in the order they stand, and which lines each has.
public enum MetricKind {
    REQUESTS(TimeChartUnit.PER_SECOND), LATENCY(TimeChartUnit.MILLIS), CPU(TimeChartUnit.CORES), MEMORY(
            TimeChartUnit.BYTES),
    NETWORK(TimeChartUnit.BYTES_PER_SECOND), BLOCK(
            TimeChartUnit.BYTES_PER_SECOND),
    PIDS(TimeChartUnit.COUNT), GPU_LOAD(
            TimeChartUnit.PERCENT),
    GPU_MEMORY(TimeChartUnit.BYTES);

    private static final double NANOS = 1e6;

    final TimeChartUnit unit;

    MetricKind(TimeChartUnit unit) {
        this.unit = unit;
    }

    String title() {
        return Text.of("metrics.chart." + name().toLowerCase(java.util.Locale.ROOT));
    }

    /// Whether it has a place even while nothing was read: the others stand only where an engine tells of them.
    boolean always() {
        return switch (this) {
            case REQUESTS, LATENCY, CPU, MEMORY -> true;
            case NETWORK, BLOCK, PIDS, GPU_LOAD, GPU_MEMORY -> false;
        };
    }

    /// The lines of `subjects`. Of one, all quantiles of the latency; of several, each with `quantile`.
    List<MetricLine> lines(Slice slice, List<MetricSubject> subjects, Quantile quantile) {
        var lines = new ArrayList<MetricLine>();
        boolean alone = subjects.size() == 1;
        for (MetricSubject subject : subjects) {
            var pen = new Pen(slice.buckets().getOrDefault(subject.id(), List.of()), slice.step(), subject, alone,
                    lines);
            switch (this) {
                case REQUESTS -> {
                    pen.line("", false, Metric.REQUESTS);
                    pen.errors();
                }
                case LATENCY -> latencies(pen, alone, quantile);
                case CPU -> pen.line("", false, Metric.CPU);
                case MEMORY -> pen.line("", false, Metric.MEMORY);
                case NETWORK -> {
                    pen.line(Text.of("metrics.in"), false, Metric.NETWORK_IN);
                    pen.line(Text.of("metrics.out"), true, Metric.NETWORK_OUT);
                }
                case BLOCK -> {
                    pen.line(Text.of("metrics.read"), false, Metric.BLOCK_READ);
                    pen.line(Text.of("metrics.written"), true, Metric.BLOCK_WRITE);
                }
                case PIDS -> pen.line("", false, Metric.PIDS);
                case GPU_LOAD -> pen.line("", false, Metric.GPU_LOAD);
                case GPU_MEMORY -> pen.line("", false, Metric.GPU_MEMORY);
            }
        }
        return lines;
    }

    private static void latencies(Pen pen, boolean alone, Quantile quantile) {
        if (!alone) {
            pen.quantile("", pen.subject.hue(), quantile);
            return;
        }
        pen.quantile("p50", "hue-2", Quantile.P50);
        pen.quantile("p95", "hue-1", Quantile.P95);
        pen.quantile("p99", "hue-3", Quantile.P99);
    }

    /// Draws the lines of one deployment in its colour.
    private record Pen(List<Bucket> buckets, long step, MetricSubject subject, boolean alone, List<MetricLine> lines) {
        void line(String word, boolean dashed, Metric metric) {
            add(word, subject.hue(), dashed, bucket -> bucket.mean(metric), bucket -> bucket.peak(metric));
        }

        /// Only where there were any: a line at zero says nothing.
        void errors() {
            MetricLine line = MetricLine.of(name(Text.of("metrics.errors")), "ink-bad", false, step, buckets,
                    bucket -> bucket.mean(Metric.ERRORS), bucket -> bucket.peak(Metric.ERRORS));
            if (line.max(0) > 0) lines.add(line);
        }

        void quantile(String word, String hue, Quantile quantile) {
            add(word, hue, false, bucket -> bucket.quantile(quantile) / NANOS, bucket -> Double.NaN);
        }

        private void add(String word, String hue, boolean dashed, ToDoubleFunction<Bucket> value,
                ToDoubleFunction<Bucket> peak) {
            MetricLine line = MetricLine.of(name(word), hue, dashed, step, buckets, value, peak);
            if (!line.isEmpty()) lines.add(line);
        }

        private String name(String word) {
            if (alone) return word;
            return word.isEmpty() ? subject.id() : subject.id() + " " + word;
        }
    }
}
