package slipway.rollout.stats;

import java.util.function.DoubleUnaryOperator;

/// Where a rising function crosses zero: false position with the Illinois rule, bisection whenever that did not halve the
/// bracket, so that it ends however steep the function is.
final class Roots {
    private Roots() {}

    /// Answers the crossing to within `near`, `low` where the function is not negative there, `high` where not positive
    static double rising(DoubleUnaryOperator f, double low, double high, double near) {
        double below = f.applyAsDouble(low);
        if (below >= 0) return low;
        double above = f.applyAsDouble(high);
        if (above <= 0) return high;
        double a = low;
        double b = high;
        boolean halve = false;
        int kept = 0;
        while (b - a > near) {
            double width = b - a;
            double middle = halve ? a + width / 2 : b - above * width / (above - below);
            double value = f.applyAsDouble(middle);
            if (value >= 0) {
                if (kept > 0) below /= 2;
                b = middle;
                above = value;
                kept = 1;
            } else {
                if (kept < 0) above /= 2;
                a = middle;
                below = value;
                kept = -1;
            }
            halve = !halve && b - a > width / 2;
        }
        return a;
    }
}
