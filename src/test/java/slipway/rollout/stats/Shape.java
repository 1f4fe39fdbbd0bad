package slipway.rollout.stats;

/// Latencies as they are met: the nanoseconds of a request, by the share of requests that are faster.
enum Shape {
    LOGNORMAL("log-normal") {
        @Override
        double nanos(double share) {
            return 20e6 * Math.exp(0.5 * Normal.quantile(share));
        }
    },
    HEAVY("heavy tail") {
        // Pareto with index 1.5: no variance
        @Override
        double nanos(double share) {
            return 10e6 * Math.pow(1 - share, -1 / 1.5);
        }
    },
    TWO_MODES("two modes") {
        // nine in ten from a cache
        @Override
        double nanos(double share) {
            double hit = 2e6 * Math.exp(0.3 * Normal.quantile(Math.min(share / 0.9, 1 - 1e-6)));
            double miss = 60e6 * Math.exp(0.4 * Normal.quantile(Math.max((share - 0.9) / 0.1, 1e-6)));
            return share < 0.9 ? hit : miss;
        }
    };

    final String words;

    Shape(String words) {
        this.words = words;
    }

    abstract double nanos(double share);
}
