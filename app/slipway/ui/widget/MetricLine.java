package slipway.ui.widget;

import java.util.List;
import java.util.function.ToDoubleFunction;

import slipway.series.Bucket;

/// One line of a [MetricChart]: values at moments (milliseconds since 1970), oldest first, with the peaks of the time that
/// each stands for. Immutable; any thread.
///
/// @param step   milliseconds until the next value where none is missing
/// @param dashed the second of two lines in one colour
@SuppressWarnings("ArrayRecordComponent") // never compared, and made anew for each drawing
record MetricLine(String name, String hue, boolean dashed, long step, long[] at, double[] values, double[] peaks) {
    /// Readings come every few seconds: what is missing for longer is a gap.
    private static final long LEAST_GAP = 12_500;

    static MetricLine of(String name, String hue, boolean dashed, long step, List<Bucket> buckets,
            ToDoubleFunction<Bucket> value, ToDoubleFunction<Bucket> peak) {
        long[] at = new long[buckets.size()];
        double[] values = new double[at.length];
        double[] peaks = new double[at.length];
        int used = 0;
        for (Bucket bucket : buckets) {
            double mean = value.applyAsDouble(bucket);
            if (Double.isNaN(mean)) continue;
            at[used] = bucket.at();
            values[used] = mean;
            peaks[used++] = peak.applyAsDouble(bucket);
        }
        return new MetricLine(name, hue, dashed, step, java.util.Arrays.copyOf(at, used),
                java.util.Arrays.copyOf(values,
                        used),
                java.util.Arrays.copyOf(peaks, used));
    }

    boolean isEmpty() {
        return at.length == 0;
    }

    /// Whether value `index` does not belong to the one before.
    boolean gapBefore(int index) {
        return index == 0 || at[index] - at[index - 1] > gap();
    }

    /// The value that holds at `moment`: of the newest one until then, NaN in a gap.
    double valueAt(long moment) {
        int index = indexAt(moment);
        return index < 0 ? Double.NaN : values[index];
    }

    /// The newest value; NaN where it does not hold until `moment`.
    double newest(long moment) {
        return at.length == 0 || moment - at[at.length - 1] > gap() ? Double.NaN : values[at.length - 1];
    }

    /// As [#valueAt]; its index, -1 where none holds.
    int indexAt(long moment) {
        int found = java.util.Arrays.binarySearch(at, moment);
        int index = found >= 0 ? found : -found - 2;
        return index < 0 || moment - at[index] > gap() ? -1 : index;
    }

    private long gap() {
        return Math.max(LEAST_GAP, step * 5 / 2);
    }

    /// How many of its first values are the same in `other`.
    int common(MetricLine other) {
        int common = Math.min(at.length, other.at.length);
        int[] differ = {java.util.Arrays.mismatch(at, other.at), java.util.Arrays.mismatch(values, other.values),
                java.util.Arrays.mismatch(peaks, other.peaks)};
        for (int each : differ)
            if (each >= 0) common = Math.min(common, each);
        return common;
    }

    /// Whether it is drawn as `other` is.
    boolean isLike(MetricLine other) {
        return hue.equals(other.hue) && dashed == other.dashed && step == other.step;
    }

    /// The largest of values and peaks from one moment on; 0 where there is none.
    double max(long from) {
        double max = 0;
        for (int i = 0; i < at.length; i++) {
            if (at[i] < from) continue;
            max = Math.max(max, Double.isNaN(peaks[i]) ? values[i] : Math.max(values[i], peaks[i]));
        }
        return max;
    }
}
