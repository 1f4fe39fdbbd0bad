package slipway.base;

import java.time.Duration;

/// Numbers as a person reads them in the language of [Text]: always with a unit, three significant digits.
public final class Units {
    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB"};

    private Units() {}

    /// `61.2 MB`; decimal steps of 1000 as the platforms' limits are stated.
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 999.5 && unit < BYTES.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : digits(value) + " " + BYTES[unit];
    }

    /// `2.31 ms`, `840 µs`, `1.20 s`, `3 min 5 s`; nanoseconds in.
    public static String nanos(long nanos) {
        if (nanos < 0) return "–";
        if (nanos < 999_500) return digits(nanos / 1e3) + " µs";
        if (nanos < 999_500_000L) return digits(nanos / 1e6) + " ms";
        if (nanos < 59_950_000_000L) return digits(nanos / 1e9) + " s";
        Duration d = Duration.ofNanos(nanos);
        if (d.toHours() > 0) return d.toHours() + " h " + d.toMinutesPart() + " min";
        return d.toMinutes() + " min " + d.toSecondsPart() + " s";
    }

    public static String millis(double millis) {
        return Double.isNaN(millis) ? "–" : nanos(Math.round(millis * 1e6));
    }

    /// `512`, `38.4`, `0.25`; requests a second and the like.
    public static String number(double value) {
        return Double.isNaN(value) ? "–" : digits(value);
    }

    /// `0.12 %` from a share of 0 to 1.
    public static String percent(double share) {
        if (Double.isNaN(share)) return "–";
        return (share == 0 || share == 1 ? String.valueOf(Math.round(share * 100)) : digits(share * 100)) + " %";
    }

    private static String digits(double value) {
        double size = Math.abs(value);
        if (size == 0) return "0";
        if (size >= 99.95) return String.format(Text.locale(), "%,.0f", value);
        if (size >= 9.995) return String.format(Text.locale(), "%.1f", value);
        return String.format(Text.locale(), "%.2f", value);
    }
}
