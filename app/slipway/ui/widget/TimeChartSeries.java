package slipway.ui.widget;

import java.util.Arrays;

/// One line of a [TimeChart]: values at equal steps, the oldest first, the last one at “now”; NaN leaves a gap.
/// Immutable; any thread.
///
/// `hue` is a style class of [Ink] (`hue-1`, `ink-bad` …).
public final class TimeChartSeries {
    private static final double[] NONE = {};

    private final String name;
    private final String hue;
    private final double[] values;
    private final boolean area;
    private final boolean faint;
    private final double[] lows;
    private final double[] highs;

    private TimeChartSeries(String name, String hue, double[] values, boolean area, boolean faint) {
        this(name, hue, values, area, faint, NONE, NONE);
    }

    private TimeChartSeries(String name, String hue, double[] values, boolean area, boolean faint, double[] lows,
            double[] highs) {
        this.name = name;
        this.hue = hue;
        this.values = values;
        this.area = area;
        this.faint = faint;
        this.lows = lows;
        this.highs = highs;
    }

    public static TimeChartSeries of(String name, String hue, double[] values) {
        return new TimeChartSeries(name, hue, values.clone(), false, false);
    }

    /// With its area under the line filled lightly.
    public TimeChartSeries filled() {
        return new TimeChartSeries(name, hue, values, true, faint, lows, highs);
    }

    /// Drawn thin and pale, and left out of the legend: a companion of another line.
    public TimeChartSeries faint() {
        return new TimeChartSeries(name, hue, values, area, true, lows, highs);
    }

    /// With a band around it, of as many values: where the true line surely is. A band may leave the picture at the top.
    public TimeChartSeries within(double[] low, double[] high) {
        return new TimeChartSeries(name, hue, values, area, faint, low.clone(), high.clone());
    }

    boolean hasBand() {
        return lows.length > 0;
    }

    /// NaN where there is none.
    double low(int index) {
        return index < 0 || index >= lows.length ? Double.NaN : lows[index];
    }

    /// NaN where there is none.
    double high(int index) {
        return index < 0 || index >= highs.length ? Double.NaN : highs[index];
    }

    public String name() {
        return name;
    }

    public String hue() {
        return hue;
    }

    public boolean isFilled() {
        return area;
    }

    public boolean isFaint() {
        return faint;
    }

    public int size() {
        return values.length;
    }

    /// NaN where there is none.
    public double at(int index) {
        return index < 0 || index >= values.length ? Double.NaN : values[index];
    }

    /// The newest value that is one among the last `within`; NaN where there is none.
    public double latest(int within) {
        for (int i = values.length - 1; i >= Math.max(0, values.length - within); i--)
            if (!Double.isNaN(values[i])) return values[i];
        return Double.NaN;
    }

    /// The largest value, 0 where there is none.
    public double max() {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).max().orElse(0);
    }

    public boolean isEmpty() {
        return Arrays.stream(values).allMatch(Double::isNaN);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeChartSeries series && name.equals(series.name) && hue.equals(series.hue)
                && area == series.area && faint == series.faint && Arrays.equals(values, series.values)
                && Arrays.equals(lows, series.lows) && Arrays.equals(highs, series.highs);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return name + " × " + values.length;
    }
}
