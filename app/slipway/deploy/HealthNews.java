package slipway.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// What happened to a deployment by itself, worth telling a person who looks elsewhere. What somebody ordered (a stop,
/// a start, a deletion) is no news, unless it fails.
///
/// @param id  the deployment: `iris/blue`
/// @param why in words, empty where nothing is known
public record HealthNews(String id, Kind kind, String why) {
    public enum Kind {
        UNHEALTHY, RECOVERED, CRASHED, OUT_OF_MEMORY, GAVE_UP, FAILED;

        public boolean good() {
            return this == RECOVERED;
        }
    }

    /// The news between two snapshots of all deployments, one for each at most.
    public static List<HealthNews> between(List<Deployment> before, List<Deployment> after) {
        Map<String, Deployment> old = new HashMap<>();
        before.forEach(each -> old.put(each.id(), each));
        var news = new ArrayList<HealthNews>();
        for (Deployment now : after) {
            Deployment then = old.get(now.id());
            Kind kind = then == null ? null : of(then, now);
            if (kind != null) news.add(new HealthNews(now.id(), kind, why(kind, now)));
        }
        return news;
    }

    private static @Nullable Kind of(Deployment then, Deployment now) {
        boolean kept = then.state() == DeploymentState.READY || then.state() == DeploymentState.UNHEALTHY;
        if (now.state() == DeploymentState.FAILED) {
            if (then.state() == DeploymentState.FAILED) return null;
            return kept && then.revision() == now.revision() ? Kind.GAVE_UP : Kind.FAILED;
        }
        if (then.revision() == now.revision() && now.restarts() > then.restarts()) return death(now.problem());
        // a new revision failed, and the one before runs on
        boolean newProblem = now.problem() != null && !now.problem().equals(then.problem());
        if (now.state() == DeploymentState.READY && newProblem && !kept) return Kind.FAILED;
        if (then.revision() != now.revision()) return null;
        if (then.state() == DeploymentState.READY && now.state() == DeploymentState.UNHEALTHY) return Kind.UNHEALTHY;
        return then.state() == DeploymentState.UNHEALTHY && now.state() == DeploymentState.READY
                ? Kind.RECOVERED
                : null;
    }

    private static Kind death(@Nullable Problem problem) {
        return problem != null && problem.code().equals("deploy.out-of-memory") ? Kind.OUT_OF_MEMORY : Kind.CRASHED;
    }

    private static String why(Kind kind, Deployment now) {
        Problem problem = now.problem();
        if (kind.good()) return "";
        if (problem != null) return kind == Kind.CRASHED ? problem.why() : problem.what();
        var recent = now.health().recent();
        if (recent.isEmpty()) return "";
        var last = recent.getLast();
        return last.status() == 0 ? last.output() : "HTTP " + last.status();
    }
}
