package slipway.rollout.stats;

/// The mixture sequential probability ratio test of two shares of R. Johari, P. Koomen, L. Pekelis, D. Walsh (“Always
/// Valid Inference: Continuous Monitoring of A/B Tests”, Operations Research 2022), their equation for two shares with the
/// variance as it is seen. One-sided: of their normal mixture around no difference only the upper half is mixed.
/// Stateless.
final class Msprt {
    private Msprt() {}

    /// The logarithm of the mixed likelihood ratio for “the first fails more often”; 0 where there is no variance yet.
    ///
    /// @param tau the deviation of the mixture, as a difference of shares
    static double log(Counts first, Counts second, double tau) {
        return log(first.errors, first.requests, second.errors, second.requests, tau);
    }

    static double log(double hits, double trials, double otherHits, double otherTrials, double tau) {
        if (trials == 0 || otherTrials == 0) return 0;
        double rate = hits / trials;
        double other = otherHits / otherTrials;
        double variance = rate * (1 - rate) / trials + other * (1 - other) / otherTrials;
        if (variance == 0) return 0;
        double seen = rate - other;
        double both = variance + tau * tau;
        double twoSided = 0.5 * Math.log(variance / both) + tau * tau * seen * seen / (2 * variance * both);
        return twoSided + Math.log(2 * Normal.below(tau * seen / Math.sqrt(variance * both)));
    }
}
