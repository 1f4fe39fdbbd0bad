package slipway.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import slipway.base.Twin;
import slipway.rollout.RolloutPlan.Then;
import slipway.rollout.stats.Gates;

/// The command that asks for the same rollout. Stateless; any thread.
public final class RolloutTwin {
    private RolloutTwin() {}

    /// Of a plan whose steps last and count alike, as all are that a form or a command asks for.
    public static String of(RolloutPlan plan) {
        PlanStep first = plan.steps().getFirst();
        Twin twin = Twin.of("rollout").add(plan.endpoint()).add("--from", plan.baseline())
                .add("--to", plan.candidate()).addIf(first.mirror(), "--mirror", first.percent())
                .add("--steps", shares(plan)).add("--least", first.least()).add("--hold", seconds(first.hold()))
                .add("--limit", seconds(first.limit()))
                .addIf(plan.warmUp() != RolloutPlan.WARM_UP, "--warm-up", plan.warmUp())
                .add("--gates", words(plan.gates()));
        if (plan.onWorse() == Then.PAUSE) twin.add("--pause-on-worse");
        if (plan.onLimit() == Then.PAUSE) twin.add("--pause-on-limit");
        if (first.person()) twin.add("--manual");
        return twin.toString();
    }

    static String resume(String endpoint) {
        return Twin.of("rollout").add(endpoint).add("--resume").toString();
    }

    /// Of an interrupted one.
    public static String rollBack(String endpoint) {
        return Twin.of("rollout").add(endpoint).add("--roll-back").toString();
    }

    private static String shares(RolloutPlan plan) {
        return plan.steps().stream().filter(step -> !step.mirror()).map(step -> Integer.toString(step.percent()))
                .collect(Collectors.joining(","));
    }

    private static String seconds(Duration time) {
        return Twin.number(time.toNanos() / 1e9) + "s";
    }

    /// `p95`, `p999`, as gates are typed.
    private static String name(double quantile) {
        String digits = Twin.number(quantile).substring(2);
        return "p" + (digits.length() < 2 ? digits + "0" : digits);
    }

    private static String words(Gates gates) {
        var words = new ArrayList<>(List.of("errors=" + Twin.percent(gates.errorMargin()) + "pt"));
        gates.latency().forEach((quantile, times) -> words.add(name(quantile) + "=" + Twin.number(times)
                + "x"));
        if (gates.agreement() > 0) words.add("agreement=" + Twin.percent(gates.agreement()) + "%");
        words.add("alpha=" + Twin.percent(gates.alpha()) + "%");
        words.add("floor=" + Twin.number(gates.floorNanos() / 1e6) + "ms");
        return String.join(" ", words);
    }
}
