package slipway;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.observe.Health.Answer;
import slipway.rollout.SwapReport;
import slipway.series.Mark;

/// Glue: tells what happened to the deployments since the last look, for the charts to mark. One task’s own.
final class Marking {
    private final Function<String, List<SwapReport>> swaps;
    private final Consumer<Mark> marks;
    private final Map<String, Deployment> before = new HashMap<>();
    private final Map<String, Instant> swapped = new HashMap<>();
    private boolean looked;

    /// @param swaps of an endpoint, whose proof is complete, oldest first
    Marking(Function<String, List<SwapReport>> swaps, Consumer<Mark> marks) {
        this.swaps = swaps;
        this.marks = marks;
    }

    void step(List<Deployment> now, long epochMillis) {
        for (Deployment deployment : now) {
            Deployment old = before.put(deployment.id(), deployment);
            if (old == null && !looked) continue;
            state(old, deployment, epochMillis);
            if (old != null) health(old, deployment, epochMillis);
        }
        looked = true;
        now.stream().map(each -> each.spec().endpoint()).distinct().forEach(this::swaps);
    }

    private void state(@Nullable Deployment old, Deployment now, long at) {
        String revision = "r" + now.revision();
        DeploymentState was = old == null ? DeploymentState.STOPPED : old.state();
        if (old != null && now.restarts() > old.restarts()) mark(at, now, Mark.Kind.RESTART, "");
        if (was == now.state() && (old == null || old.revision() == now.revision())) return;
        switch (now.state()) {
            case QUEUED, PREPARING, STARTING -> {
                if (!deploying(was)) mark(at, now, Mark.Kind.DEPLOY, revision);
            }
            case READY -> {
                if (was != DeploymentState.UNHEALTHY && was != DeploymentState.ASLEEP)
                    mark(at, now, Mark.Kind.READY, revision);
            }
            case FAILED -> mark(at, now, Mark.Kind.FAILED, revision);
            case STOPPED -> mark(at, now, Mark.Kind.STOPPED, revision);
            case UNHEALTHY, ASLEEP, STOPPING -> {
            }
        }
    }

    private static boolean deploying(DeploymentState state) {
        return switch (state) {
            case QUEUED, PREPARING, STARTING -> true;
            case READY, UNHEALTHY, ASLEEP, STOPPING, STOPPED, FAILED -> false;
        };
    }

    private void health(Deployment old, Deployment now, long at) {
        Answer was = old.health().ready();
        Answer is = now.health().ready();
        if (was == Answer.YES && is == Answer.NO) mark(at, now, Mark.Kind.UNHEALTHY, "");
        if (was == Answer.NO && is == Answer.YES) mark(at, now, Mark.Kind.HEALTHY, "");
    }

    private void swaps(String endpoint) {
        Instant last = swapped.getOrDefault(endpoint, Instant.MIN);
        for (SwapReport report : swaps.apply(endpoint)) {
            if (!report.at().isAfter(last)) continue;
            marks.accept(new Mark(report.at().toEpochMilli(), endpoint, Mark.Kind.SWAP, report.after()));
            swapped.put(endpoint, report.at());
        }
    }

    private void mark(long at, Deployment of, Mark.Kind kind, String detail) {
        marks.accept(new Mark(at, of.id(), kind, detail));
    }
}
