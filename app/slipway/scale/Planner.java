package slipway.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import slipway.base.StudioException;

/// What another number of replicas would do: waiting times of an M/G/c queue by the approximation of Allen and Cunneen
/// (A. O. Allen, Probability, Statistics, and Queueing Theory, 2nd ed., 1990; G. Bolch et al., Queueing Networks and
/// Markov Chains, 2nd ed., 2006, section 6.3.6). It is exact for arrivals at random and exponential service times.
/// Immutable.
///
/// @param rate    requests a second, above 0, whose arrivals know nothing of each other
/// @param seconds that one takes on average, above 0
/// @param spread  squared coefficient of variation of that time: 0 where all take as long, 1 for exponential times
/// @param atOnce  requests that one replica serves at once, at least 1
public record Planner(double rate, double seconds, double spread, int atOnce) {
    private static final double MOST = 1_000_000;

    public Planner {
        boolean good = rate > 0 && rate <= MOST && seconds > 0 && seconds <= MOST && spread >= 0 && spread <= MOST
                && atOnce > 0 && atOnce <= 10_000;
        if (!good) throw StudioException.of("scale.planner");
    }

    /// What so many replicas would do. Times are seconds in the queue, infinite where they cannot keep up.
    ///
    /// @param utilisation of the replicas, 1 and more where they cannot keep up
    /// @param waits       share of the requests that wait at all
    public record Outcome(int replicas, double utilisation, double waits, double mean, double p95, double p99) {
        public boolean keepsUp() {
            return utilisation < 1;
        }

        /// Whether 95 of 100 requests wait no longer than `wait` seconds.
        public boolean within(double wait) {
            return keepsUp() && p95 <= wait;
        }
    }

    /// How far the mean wait may be off, as a share of it: what a queue that was played through asked for (`PlannerTest`).
    /// The p95 may be off by half as much again. NaN for spreads above 2, which were not tried.
    public double error() {
        if (spread == 1) return 0.05;
        return spread < 1 ? 0.15 : spread <= 2 ? 0.20 : Double.NaN;
    }

    /// With `replicas`, at least 1.
    public Outcome with(int replicas) {
        return with(replicas, blocked(1, 0, replicas * atOnce));
    }

    private Outcome with(int replicas, double blocked) {
        double servers = (double) replicas * atOnce;
        double busy = rate * seconds;
        double utilisation = busy / servers;
        if (utilisation >= 1) {
            double never = Double.POSITIVE_INFINITY;
            return new Outcome(replicas, utilisation, 1, never, never, never);
        }
        // Erlang’s C: the share that waits
        double waits = blocked / (1 - utilisation * (1 - blocked));
        // how long one waits that does wait; for exponential times this is exact
        double each = seconds / (servers - busy) * (1 + spread) / 2;
        return new Outcome(replicas, utilisation, waits, waits * each, quantile(waits, each, 0.95),
                quantile(waits, each, 0.99));
    }

    /// The fewest replicas with which 95 of 100 requests wait no longer than `wait` seconds; empty where not even
    /// [ScalePolicy#MOST] are enough.
    public Optional<Outcome> fewest(double wait) {
        return outcomes().stream().filter(each -> each.within(wait)).findFirst();
    }

    /// For 1 to [ScalePolicy#MOST] replicas.
    public List<Outcome> outcomes() {
        var all = new ArrayList<Outcome>();
        double blocked = 1;
        for (int replicas = 1; replicas <= ScalePolicy.MOST; replicas++) {
            blocked = blocked(blocked, (replicas - 1) * atOnce, replicas * atOnce);
            all.add(with(replicas, blocked));
        }
        return all;
    }

    /// Erlang’s B for `to` servers, from that of fewer by its recursion, which stays within 0 and 1.
    private double blocked(double before, int from, int to) {
        double busy = rate * seconds;
        double blocked = before;
        for (int i = from + 1; i <= to; i++)
            blocked = busy * blocked / (i + busy * blocked);
        return blocked;
    }

    /// Waiting times are taken as exponential for those that wait.
    private static double quantile(double waits, double each, double share) {
        return waits <= 1 - share ? 0 : each * Math.log(waits / (1 - share));
    }
}
