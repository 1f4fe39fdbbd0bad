package slipway.ui.lab;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import slipway.base.Twin;
import slipway.rollout.PlanStep;
import slipway.rollout.RolloutPlan;
import slipway.rollout.RolloutPlan.Then;
import slipway.rollout.stats.Gates;

/// What a person asks of a rollout, as the dialog has it. Shares and gates in percent, times in seconds. Immutable.
///
/// @param mirror   percent of copies in a first step; 0 for none
/// @param slower   how much slower p50 and p95 may be
/// @param agreement least share of mirrored answers that agree; 0 where nobody asks
/// @param byItself whether it rolls back without asking when the candidate is worse
record RolloutAsk(String endpoint, String baseline, String candidate, int mirror, List<Double> shares, long least,
        double hold, double limit, double errors, double slower, double agreement, double alpha, boolean byItself) {

    RolloutAsk {
        shares = List.copyOf(shares);
    }

    /// Values that cannot be are a [slipway.base.StudioException].
    RolloutPlan plan() {
        var steps = new ArrayList<PlanStep>();
        if (mirror > 0) steps.add(step(true, mirror));
        for (double share : shares)
            steps.add(step(false, (int) share));
        double times = BigDecimal.ONE.add(BigDecimal.valueOf(slower).movePointLeft(2)).doubleValue();
        var latency = new TreeMap<Double, Double>();
        latency.put(0.5, times);
        latency.put(0.95, times);
        var gates = new Gates(Twin.share(alpha), Twin.share(errors), latency, Twin.share(agreement),
                Gates.ROLLOUT.floorNanos());
        return new RolloutPlan(endpoint, baseline, candidate, steps, gates, byItself ? Then.ROLL_BACK : Then.PAUSE,
                Then.PAUSE);
    }

    private PlanStep step(boolean copies, int percent) {
        return new PlanStep(copies, percent, least, time(hold), time(limit), false);
    }

    private static Duration time(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
