package slipway.rollout.stats;

/// The standard normal distribution: P. Acklam’s rational approximation of its quantiles, to nine digits, and its shares.
final class Normal {
    private static final double TAIL = 0.02425;
    private static final double[] A = {-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.3577518672690,
            -30.66479806614716, 2.506628277459239};
    private static final double[] B = {-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972,
            -13.28068155288572, 1};
    private static final double[] C = {-0.007784894002430293, -0.3223964580411365, -2.400758277161838,
            -2.549732539343734, 4.374664141464968, 2.938163982698783};
    private static final double[] D = {0.007784695709041462, 0.3224671290700398, 2.445134137142996,
            3.754408661907416, 1};

    private static final double[] E = {1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.319381530};

    private Normal() {}

    /// @param share between 0 and 1, both excluded
    static double quantile(double share) {
        if (share > 0.5) return -quantile(1 - share);
        if (share < TAIL) {
            double r = Math.sqrt(-2 * Math.log(share));
            return polynomial(C, r) / polynomial(D, r);
        }
        double r = (share - 0.5) * (share - 0.5);
        return (share - 0.5) * polynomial(A, r) / polynomial(B, r);
    }

    /// The share below `x`: M. Abramowitz and I. Stegun, 26.2.17, to seven digits; above 0 for every `x` down to -37.
    static double below(double x) {
        if (x > 0) return 1 - below(-x);
        double t = 1 / (1 - 0.2316419 * x);
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * t * polynomial(E, t);
    }

    private static double polynomial(double[] of, double x) {
        double value = 0;
        for (double coefficient : of)
            value = value * x + coefficient;
        return value;
    }
}
