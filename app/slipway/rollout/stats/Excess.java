package slipway.rollout.stats;

/// Evidence that the hits of a stream come more often than at a rate `p`, as the natural logarithm of an e-value: a
/// mixture of likelihood ratios, each betting on odds that are higher by a fixed factor. While the true rate is at most
/// `p`, the chance that it ever exceeds ln(1/a) is at most a, however often one looks and whenever one stops (Ville
/// 1939; H. Robbins, “Statistical methods related to the law of the iterated logarithm”, 1970; S. Howard, A. Ramdas,
/// J. McAuliffe, J. Sekhon, “Time-uniform, nonparametric, nonasymptotic confidence sequences”, 2021). Where the rate
/// drifts it holds for the mean rate of the requests seen. Immutable.
final class Excess {
    /// The strongest bet multiplies the odds by e to this; each next one is weaker by [#STEP]. The first seven, which
    /// serve from ten requests to some hundred thousand, weigh the same, later ones less and less.
    private static final double STRONGEST = 3.2;
    private static final double STEP = 2;
    private static final int BETS = 12;
    private static final int USUAL = 7;
    private static final double FADE = 0.7;
    /// The share that bets on nothing: what an e-value never falls below.
    private static final double IDLE = 0.1;
    static final double FLOOR = Math.log(IDLE);

    private static final double[] TILT = new double[BETS];
    private static final double[] GAIN = new double[BETS];
    private static final double[] WEIGHT = new double[BETS];

    static {
        double sum = 0;
        for (int i = 0; i < BETS; i++) {
            TILT[i] = STRONGEST / Math.pow(STEP, i);
            GAIN[i] = Math.expm1(TILT[i]);
            WEIGHT[i] = i < USUAL ? 1 : Math.pow(FADE, i - USUAL + 1);
            sum += WEIGHT[i];
        }
        for (int i = 0; i < BETS; i++)
            WEIGHT[i] = Math.log((1 - IDLE) * WEIGHT[i] / sum);
    }

    private final double[] cost = new double[BETS];

    /// @param p the rate that is tested, 0 to 1
    Excess(double p) {
        for (int i = 0; i < BETS; i++)
            cost[i] = Math.log(1 + p * GAIN[i]);
    }

    /// The evidence in `hits` of `trials`; whole numbers, or parts of them where counts are projected.
    double log(double hits, double trials) {
        double top = FLOOR;
        for (int i = 0; i < BETS; i++)
            top = Math.max(top, WEIGHT[i] + TILT[i] * hits - trials * cost[i]);
        double sum = Math.exp(FLOOR - top);
        for (int i = 0; i < BETS; i++)
            sum += Math.exp(WEIGHT[i] + TILT[i] * hits - trials * cost[i] - top);
        return top + Math.log(sum);
    }

    /// The most that one more hit can add.
    double most() {
        return TILT[0] - cost[0];
    }

    /// How fast the evidence in `hits` of `trials` changes with `p`: never positive, and rising, as the evidence is
    /// convex in `p`.
    static double slope(double hits, double trials, double p) {
        Excess at = new Excess(p);
        double log = at.log(hits, trials);
        double slope = 0;
        for (int i = 0; i < BETS; i++) {
            double share = Math.exp(WEIGHT[i] + TILT[i] * hits - trials * at.cost[i] - log);
            slope -= share * trials * GAIN[i] / (1 + p * GAIN[i]);
        }
        return slope;
    }
}
