package slipway.rollout.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The rule of Kayenta’s `MannWhitneyClassifier` for a metric that should not rise, with its defaults: the lower end of the
/// 95 % confidence interval of the Mann-Whitney test (normal approximation with continuity correction, as in R) must lie
/// above a quarter of the Hodges-Lehmann estimate. A value is one interval’s metric. Without the correction for ties.
final class Kayenta {
    private static final double Z = Normal.quantile(0.975);
    private static final double TOLERANCE = 0.25;

    private final List<double[]> seen = new ArrayList<>();

    /// Tells whether the metric is now classified as high
    boolean add(double baseline, double candidate) {
        seen.add(new double[]{baseline, candidate});
        int n = seen.size();
        double[] differences = new double[n * n];
        int next = 0;
        for (double[] one : seen)
            for (double[] other : seen)
                differences[next++] = one[1] - other[0];
        Arrays.sort(differences);
        double pairs = n * (double) n;
        double deviation = Math.sqrt(pairs * (2 * n + 1) / 12);
        int rank = (int) Math.floor(pairs / 2 - 0.5 - Z * deviation);
        if (rank < 0) return false;
        double estimate = (differences[(n * n - 1) / 2] + differences[n * n / 2]) / 2;
        return differences[rank] > TOLERANCE * Math.abs(estimate);
    }
}
