package slipway.rollout.stats;

/// The safe test of two shares of R. Turner, A. Ly, P. Grünwald (“Generic E-variables for exact sequential k-sample tests
/// that allow for optional stopping”, 2021): each block of some requests of either side is an E-variable, the likelihood
/// of what the blocks before let expect against that of the one rate which is their weighted mean. Expected are means of
/// beta posteriors with the prior that the authors found best, 0.18. One-sided: where the blocks before let expect no
/// more failures of the first, nothing is bet. One thread.
final class SafeBlocks {
    private static final double PRIOR = 0.18;

    private final int others;
    private double log;
    private int blocks;
    private long hits;
    private long otherHits;

    /// @param others how many requests of the second a block has for each one of the first
    SafeBlocks(int others) {
        this.others = others;
    }

    /// @param otherFailures of the second’s requests in this block
    void add(boolean failed, int otherFailures) {
        double first = (hits + PRIOR) / (blocks + 2 * PRIOR);
        double second = (otherHits + PRIOR) / ((double) blocks * others + 2 * PRIOR);
        if (first > second) {
            double mean = (first + others * second) / (1 + others);
            log += failed ? Math.log(first / mean) : Math.log((1 - first) / (1 - mean));
            log += otherFailures * Math.log(second / mean)
                    + (others - otherFailures) * Math.log((1 - second) / (1 - mean));
        }
        blocks++;
        if (failed) hits++;
        otherHits += otherFailures;
    }

    /// The logarithm of the product of all E-variables so far.
    double log() {
        return log;
    }
}
