package slipway.rollout.stats;

import java.util.function.DoubleUnaryOperator;

/// Where a rising function crosses zero: false position with the Illinois rule, bisection where that creeps.
final class Roots {
    private static final int STEPS = 60;

    private Roots() {}

    /// @return the crossing to within `near`, `low` where the function is not negative there, `high` where not positive
    static double rising(DoubleUnaryOperator f, double low, double high, double near) {
        double below = f.applyAsDouble(low);
        double above = f.applyAsDouble(high);
        if (below >= 0) return low;
        if (above <= 0) return high;
        double a = low;
        double b = high;
        int kept = 0;
        for (int step = 0; step < STEPS && b - a > near; step++) {
            double middle = step % 4 == 3 ? (a + b) / 2 : b - above * (b - a) / (above - below);
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
        }
        return (a + b) / 2;
    }
}
