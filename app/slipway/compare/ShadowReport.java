package slipway.compare;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.HdrHistogram.Histogram;

import slipway.compare.Comparison.FieldDelta;
import slipway.compare.ShadowView.Example;
import slipway.compare.ShadowView.Field;
import slipway.compare.ShadowView.Latency;

/// Adds up how the mirrored answers of one deployment compare with the live ones, in bounded memory. Any thread.
public final class ShadowReport {
    /// Differing fields beyond these are only counted together.
    public static final int FIELDS = 500;
    /// The newest differing answers that are kept to be looked at, and differences of each.
    public static final int EXAMPLES = 20;
    private static final int EXAMPLE_DIFFERENCES = 10;
    private static final long LONGEST_NANOS = 3_600_000_000_000L;

    private final Map<String, Sum> fields = new HashMap<>();
    private final Deque<Example> examples = new ArrayDeque<>();
    private final Histogram live = histogram();
    private final Histogram copies = histogram();
    private long compared;
    private long agreeing;
    private long labelled;
    private long labelsAgreeing;
    private long statusDiffering;
    private long schemaDiffering;
    private long furtherFields;

    private static final class Sum {
        long differing;
        long schema;
        long apart;
        double sum;
        double largest;

        void add(FieldDelta delta) {
            if (delta.values() > 0) differing++;
            if (delta.schema()) schema++;
            apart += delta.apart();
            sum += delta.sum();
            largest = Math.max(largest, delta.largest());
        }
    }

    /// Adds one pair of answers and how long they took.
    public synchronized void add(String requestId, Comparison comparison, long liveNanos, long copyNanos) {
        compared++;
        if (comparison.agrees()) agreeing++;
        if (comparison.labels() > 0) {
            labelled++;
            if (comparison.labelsAgree()) labelsAgreeing++;
        }
        if (comparison.statusDiffers()) statusDiffering++;
        if (comparison.schemaDiffers()) schemaDiffering++;
        comparison.fields().forEach(this::add);
        if (!comparison.agrees()) {
            if (examples.size() == EXAMPLES) examples.removeFirst();
            examples.addLast(new Example(requestId, comparison.differing(),
                    comparison.differences().stream().limit(EXAMPLE_DIFFERENCES).toList()));
        }
        live.recordValue(Math.clamp(liveNanos, 0, LONGEST_NANOS));
        copies.recordValue(Math.clamp(copyNanos, 0, LONGEST_NANOS));
    }

    private void add(String field, FieldDelta delta) {
        Sum sum = fields.get(field);
        if (sum == null) {
            if (fields.size() >= FIELDS) {
                furtherFields++;
                return;
            }
            sum = new Sum();
            fields.put(field, sum);
        }
        sum.add(delta);
    }

    /// What has come so far; the fields that differ most come first.
    public synchronized ShadowView view() {
        var all = new ArrayList<Field>();
        fields.forEach((name, sum) -> all.add(new Field(name, sum.differing, sum.schema,
                sum.apart == 0 ? 0 : sum.sum / sum.apart, sum.largest)));
        all.sort(Comparator.comparingLong(Field::differing).reversed().thenComparing(Field::name));
        return new ShadowView(compared, agreeing, labelled, labelsAgreeing, statusDiffering, schemaDiffering, all,
                furtherFields, List.copyOf(examples), latency(live), latency(copies));
    }

    private static Histogram histogram() {
        var histogram = new Histogram(1_000, 8_000, 3);
        histogram.setAutoResize(true);
        return histogram;
    }

    private static Latency latency(Histogram histogram) {
        return new Latency(histogram.getValueAtPercentile(50), histogram.getValueAtPercentile(90),
                histogram.getValueAtPercentile(99), histogram.getMaxValue());
    }
}
