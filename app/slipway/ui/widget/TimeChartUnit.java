package slipway.ui.widget;

import slipway.base.Text;
import slipway.base.Units;

/// What the values of a [TimeChart] are, and how axis and figures write them.
public enum TimeChartUnit {
    /// Milliseconds.
    MILLIS,
    /// Requests a second.
    PER_SECOND,
    /// Processor cores kept busy.
    CORES,
    /// 0 to 100, more for several cores.
    PERCENT,
    BYTES,
    BYTES_PER_SECOND,
    /// Plain numbers.
    COUNT;

    private static final String[] TIMES = {"µs", "ms", "s"};
    private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB"};

    /// `3.10 ms`, `461 req/s`, `12.0 %`, `61.2 MB`; a dash for NaN.
    public String figure(double value) {
        if (Double.isNaN(value)) return "–";
        return switch (this) {
            case MILLIS -> Units.millis(value);
            case PER_SECOND -> Units.number(value) + " req/s";
            case CORES -> Text.of("chart.cores", Units.number(value));
            case PERCENT -> Units.percent(value / 100);
            case BYTES -> Units.bytes(Math.round(value));
            case BYTES_PER_SECOND -> Units.bytes(Math.round(value)) + "/s";
            case COUNT -> value == Math.rint(value) ? Labels.count((long) value) : Units.number(value);
        };
    }

    /// The unit in which an axis up to `top` is written: that many of ours make one of it.
    double divisor(double top) {
        return switch (this) {
            case MILLIS -> top < 1 ? 0.001 : top < 1000 ? 1 : 1000;
            case BYTES, BYTES_PER_SECOND -> Math.pow(1000, sizeStep(top));
            case PER_SECOND, CORES, PERCENT, COUNT -> 1;
        };
    }

    /// The word of that unit, shown at the axis’ top only.
    String word(double top) {
        return switch (this) {
            case MILLIS -> TIMES[top < 1 ? 0 : top < 1000 ? 1 : 2];
            case BYTES -> SIZES[sizeStep(top)];
            case BYTES_PER_SECOND -> SIZES[sizeStep(top)] + "/s";
            case PER_SECOND -> "/s";
            case CORES -> Text.of("chart.cores.word");
            case PERCENT -> "%";
            case COUNT -> "";
        };
    }

    /// A tick at `value` of an axis up to `top`, without unit: `0`, `2.5`, `640`.
    String tick(double value, double top) {
        double shown = value / divisor(top);
        if (Math.abs(shown - Math.rint(shown)) < 1e-9) return String.format(Text.locale(), "%,d", Math.round(shown));
        String text = String.format(Text.locale(), "%.3f", shown);
        return text.replaceAll("0+$", "");
    }

    private static int sizeStep(double top) {
        int step = 0;
        for (double value = top; value >= 1000 && step < SIZES.length - 1; value /= 1000)
            step++;
        return step;
    }
}
