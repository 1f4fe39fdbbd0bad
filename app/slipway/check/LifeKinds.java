package slipway.check;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import slipway.base.Units;
import slipway.contract.Profile;
import slipway.engine.Inside;
import slipway.engine.Instance;

/// Looks at a second start of the same container and at how it ends. Judged last: the server is gone afterwards.
final class LifeKinds {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int KILLED = 137;

    static final List<Kind> ALL = List.of(
            Kind.of("restart", List.of("predict-time"), LifeKinds::restart),
            Kind.of("stop", List.of("starts"),
                    (bench, rule) -> List.of(StartKinds.time(bench.profile().stopTime())), LifeKinds::stop));

    private LifeKinds() {}

    private static Outcome restart(Bench bench, Profile.Rule rule) throws InterruptedException {
        Inside inside = bench.server().inside();
        if (inside == null) return Outcome.skipped("no-container");
        inside.restart(GRACE);
        bench.client().reset();
        Profile profile = bench.profile();
        Start again = new StartWatch(bench.server(), bench.client(), profile.live(), bench.model(profile.ready()),
                profile.health().timeout()).await(profile.health().startLimit(), null);
        if (!again.reached()) {
            return Outcome.broken("not-again", again.words().lines().reduce((a, b) -> b).orElse(again.how().name()))
                    .with(again.probes());
        }
        Exchange answer = PredictKinds.patiently(bench, bench.client(), bench.server());
        if (!PredictKinds.answered(bench, answer)) return Outcome.of(false, answer);
        return Outcome.kept("again", Units.nanos(again.took().toNanos())).with(List.of(answer));
    }

    private static Outcome stop(Bench bench, Profile.Rule rule) throws InterruptedException {
        Instance instance = bench.server().instance();
        if (instance == null) return Outcome.skipped("not-ours");
        Duration grace = bench.profile().stopTime();
        long begin = System.nanoTime();
        instance.stop(grace);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        int code = instance.state().get().exitCode();
        boolean killed = code == KILLED || took.compareTo(grace) >= 0;
        return killed
                ? Outcome.broken("killed", StartKinds.time(Objects.requireNonNull(grace)))
                : Outcome.kept("stopped", code, Units.nanos(took.toNanos()));
    }
}
