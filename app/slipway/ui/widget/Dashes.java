package slipway.ui.widget;

import java.util.List;

/// How the lines of a chart are broken: each hue in its own way, so that a line is told from the others without its
/// colour.
final class Dashes {
    /// Drawn and left out by turns, in pixels, in the order of [Hues]; the first is whole.
    private static final List<double[]> PATTERNS = List.of(new double[]{}, new double[]{10, 4}, new double[]{3, 3},
            new double[]{12, 3, 3, 3}, new double[]{6, 3}, new double[]{2, 5}, new double[]{16, 4},
            new double[]{8, 3, 2, 3, 2, 3});

    private Dashes() {}

    /// As [javafx.scene.canvas.GraphicsContext#setLineDashes] takes it; what is no hue is whole.
    static double[] of(String hue) {
        for (int i = 0; i < Hues.COUNT; i++)
            if (Hues.at(i).equals(hue)) return PATTERNS.get(i).clone();
        return new double[0];
    }

    /// Whether a line broken like `pattern` is left out `x` pixels from where it begins.
    static boolean gap(double[] pattern, double x) {
        double whole = 0;
        for (double part : pattern)
            whole += part;
        if (whole == 0) return false;
        double at = x % whole;
        for (int i = 0; i < pattern.length; i++) {
            if (at < pattern[i]) return i % 2 == 1;
            at -= pattern[i];
        }
        return false;
    }
}
