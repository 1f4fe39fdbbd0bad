package slipway.rollout.stats;

/// Where one quantile of one deployment’s latencies surely is, in nanoseconds, however often one looks: the betting
/// evidence of [Excess] on how many requests lie beyond a value, turned round. Immutable.
///
/// @param low  0 where nothing bounds it below yet
/// @param high infinite where nothing bounds it above yet
public record QuantileInterval(double low, double high) {
    /// What is known of a quantile by now.
    ///
    /// @param q     the quantile, between 0 and 1
    /// @param alpha the most that the chance of ever missing it may be; each end has half of it
    public static QuantileInterval of(Latencies seen, double q, double alpha) {
        double enough = Math.log(2 / alpha);
        long count = seen.count();
        long above = hits(new Excess(1 - q), count, enough);
        long below = hits(new Excess(q), count, enough);
        return new QuantileInterval((double) (above > count ? 0 : seen.ranked(count - above + 1)),
                below > count ? Double.POSITIVE_INFINITY : (double) seen.ranked(below));
    }

    /// The fewest hits of `trials` that are evidence enough; one more than `trials` where all of them are not.
    private static long hits(Excess tested, long trials, double enough) {
        long low = 0;
        long high = trials + 1;
        while (low + 1 < high) {
            long middle = (low + high) >>> 1;
            if (tested.log((double) middle, (double) trials) >= enough) high = middle;
            else
                low = middle;
        }
        return high;
    }
}
