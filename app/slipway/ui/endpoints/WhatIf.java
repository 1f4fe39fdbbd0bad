package slipway.ui.endpoints;

import java.util.Arrays;
import java.util.List;

import slipway.base.StudioException;
import slipway.base.Twin;
import slipway.scale.Planner;
import slipway.traffic.RequestRecord;

/// A question to the planner of replicas, and its answer. Immutable; any thread.
///
/// @param spread  squared coefficient of variation of the time that a request takes
/// @param atOnce  requests that one replica serves at once
/// @param longest seconds that 95 of 100 requests wait at most
record WhatIf(double rate, double seconds, double spread, int atOnce, double longest) {
    private static final int AROUND = 2;
    /// Fewer requests say nothing of how their times spread.
    private static final int ENOUGH = 30;

    /// What the planner says.
    ///
    /// @param fewest 0 where none is enough
    record Answer(int fewest, List<Planner.Outcome> shown, double error) {}

    /// What was measured of a deployment lately.
    ///
    /// @param requests how many it rests on; 0 for nothing measured
    record Measured(int requests, double rate, double seconds, double spread) {
        static Measured of(List<RequestRecord> recent, String deployment, double rate) {
            double[] seconds = recent.stream()
                    .filter(each -> each.deployment().equals(deployment) && each.upstreamNanos() > 0 && !each.failed())
                    .mapToDouble(each -> each.upstreamNanos() / 1e9).toArray();
            if (seconds.length == 0) return new Measured(0, 0, 0, 1);
            double mean = Arrays.stream(seconds).average().orElse(0);
            double variance = Arrays.stream(seconds).map(each -> (each - mean) * (each - mean)).sum()
                    / Math.max(1, seconds.length - 1);
            return new Measured(seconds.length, rate, mean, seconds.length < ENOUGH ? 1 : variance / (mean * mean));
        }
    }

    /// Figures that nothing can be said for are a [StudioException].
    Answer answer() {
        if (!(longest >= 0)) throw StudioException.of("scale.planner");
        var planner = new Planner(rate, seconds, spread, atOnce);
        List<Planner.Outcome> all = planner.outcomes();
        int fewest = all.stream().filter(each -> each.within(longest)).findFirst().map(Planner.Outcome::replicas)
                .orElse(0);
        // where none is enough, the most say how far from it they are
        int around = fewest == 0 ? all.size() : fewest;
        return new Answer(fewest, all.stream().filter(each -> Math.abs(each.replicas() - around) <= AROUND).toList(),
                planner.error());
    }

    String command() {
        return Twin.of("rehearse replicas").add("--qps", Twin.number(rate)).add("--seconds", Twin.number(seconds))
                .add("--spread", Twin.number(spread)).add("--per-replica", atOnce).add("--wait", Twin.number(longest))
                .toString();
    }
}
