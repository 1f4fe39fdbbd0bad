package slipway.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import slipway.base.Problem;
import slipway.deploy.HealthNews.Kind;
import slipway.engine.Usage;
import slipway.observe.Health;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// Which change of a deployment is told.
class HealthNewsTest {
    private static final Problem EXITED = Problem.of("deploy.exited", "iris/blue", 7, "bye");
    private static final Problem MEMORY = Problem.of("deploy.out-of-memory", "iris/blue", 137, "OOM");

    private static Deployment at(DeploymentState state, long revision, int restarts, @Nullable Problem problem) {
        var probe = new ProbeSpec(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 3);
        var spec = new DeploymentSpec("blue", "iris", new ModelRef("m", "1", null), null, Map.of(), 1,
                RequestSettings.DEFAULT, probe, probe, Extension.NONE);
        return new Deployment(spec, "embedded", "stub", null, state, revision, List.of(), List.of(), Health.UNKNOWN,
                Usage.NONE, restarts, Instant.EPOCH, null, List.of(), problem, List.of());
    }

    private static Deployment at(DeploymentState state) {
        return at(state, 1, 0, null);
    }

    private static List<Kind> told(Deployment then, Deployment now) {
        return HealthNews.between(List.of(then), List.of(now)).stream().map(HealthNews::kind).toList();
    }

    @Test
    void whatHappensByItselfIsTold() {
        assertEquals(List.of(Kind.UNHEALTHY), told(at(DeploymentState.READY), at(DeploymentState.UNHEALTHY)));
        assertEquals(List.of(Kind.RECOVERED), told(at(DeploymentState.UNHEALTHY), at(DeploymentState.READY)));
        assertEquals(List.of(Kind.CRASHED),
                told(at(DeploymentState.READY), at(DeploymentState.UNHEALTHY, 1, 1, EXITED)));
        assertEquals(List.of(Kind.OUT_OF_MEMORY),
                told(at(DeploymentState.READY), at(DeploymentState.UNHEALTHY, 1, 1, MEMORY)));
        assertEquals(List.of(Kind.GAVE_UP),
                told(at(DeploymentState.UNHEALTHY, 1, 4, EXITED), at(DeploymentState.FAILED, 1, 4, EXITED)));
    }

    @Test
    void ordersAreNoNewsUnlessTheyFail() {
        assertEquals(List.of(), told(at(DeploymentState.READY), at(DeploymentState.STOPPING)));
        assertEquals(List.of(), told(at(DeploymentState.STOPPING), at(DeploymentState.STOPPED)));
        assertEquals(List.of(), told(at(DeploymentState.STARTING), at(DeploymentState.READY)));
        assertEquals(List.of(), told(at(DeploymentState.UNHEALTHY), at(DeploymentState.QUEUED, 2, 0, null)));
        assertEquals(List.of(), told(at(DeploymentState.UNHEALTHY), at(DeploymentState.READY, 2, 0, null)));
        assertEquals(List.of(Kind.FAILED), told(at(DeploymentState.STARTING), at(DeploymentState.FAILED, 1, 0,
                EXITED)));
        assertEquals(List.of(Kind.FAILED), told(at(DeploymentState.STARTING, 2, 0, null), at(DeploymentState.READY, 1,
                0, EXITED)));
    }

    @Test
    void theSameIsToldOnceAndWhatIsNewOrGoneIsNot() {
        Deployment down = at(DeploymentState.UNHEALTHY, 1, 1, EXITED);
        assertEquals(List.of(), told(down, down));
        assertEquals(List.of(), told(at(DeploymentState.FAILED, 1, 0, EXITED), at(DeploymentState.FAILED, 1, 0,
                EXITED)));
        assertEquals(List.of(), HealthNews.between(List.of(), List.of(down)));
        assertEquals(List.of(), HealthNews.between(List.of(down), List.of()));
    }
}
