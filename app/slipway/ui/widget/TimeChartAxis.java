package slipway.ui.widget;

import java.util.ArrayList;
import java.util.List;

/// Where the ticks of a [TimeChart] stand: round steps of 1, 2, 2.5 or 5 from zero, and round spans of time. Pure sums;
/// any thread.
///
/// @param top  the axis’ end, at least the largest value
/// @param step between two ticks
record TimeChartAxis(double top, double step) {
    private static final double[] NICE = {1, 2, 2.5, 5, 10};
    private static final long[] SPANS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200,
            86_400};

    /// An axis from 0 that holds `max` with about `wanted` steps (at least 1), never more.
    static TimeChartAxis fit(double max, int wanted) {
        if (!(max > 0) || Double.isInfinite(max)) return new TimeChartAxis(1, 1);
        double rough = max / Math.max(1, wanted);
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power * 10;
        for (double nice : NICE) {
            if (power * nice * Math.max(1, wanted) >= max * (1 - 1e-12)) {
                step = power * nice;
                break;
            }
        }
        return new TimeChartAxis(Math.ceil(max / step - 1e-9) * step, step);
    }

    /// [#fit], but in steps of at least one whole: for things that are counted.
    static TimeChartAxis fitWhole(double max, int wanted) {
        TimeChartAxis axis = fit(max, wanted);
        return axis.step >= 1 ? axis : new TimeChartAxis(Math.max(1, Math.ceil(max)), 1);
    }

    /// From 0 to [#top].
    List<Double> ticks() {
        var ticks = new ArrayList<Double>();
        int count = (int) Math.round(top / step);
        for (int i = 0; i <= count; i++)
            ticks.add(i * step);
        return ticks;
    }

    /// Seconds before now at which a time axis over `span` seconds has its ticks, the farthest first, 0 last; at most
    /// `most` of them (at least 2).
    static List<Long> timeTicks(long span, int most) {
        long step = SPANS[SPANS.length - 1];
        for (long candidate : SPANS) {
            if (span / candidate + 1 <= Math.max(2, most)) {
                step = candidate;
                break;
            }
        }
        var ticks = new ArrayList<Long>();
        for (long at = span / step * step; at >= 0; at -= step)
            ticks.add(at);
        return ticks;
    }

    /// `−4 min`, `−30 s`, `−2 h`; without the unit where `bare`.
    static String timeTick(long secondsAgo, long span, boolean bare) {
        long unit = span >= 7200 ? 3600 : span >= 120 ? 60 : 1;
        double value = (double) secondsAgo / unit;
        String number = value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
        return "−" + number + (bare ? "" : unit == 3600 ? " h" : unit == 60 ? " min" : " s");
    }
}
