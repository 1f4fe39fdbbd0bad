package slipway.engine.docker;

import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.engine.EngineInfo;
import slipway.engine.SwarmNode;

/// Says for people how the swarm behind the engine stands. Stateless.
final class SwarmInfo {
    private SwarmInfo() {}

    static EngineInfo of(LinkState link, SwarmWatch.Seen seen) {
        EngineInfo docker = LinkInfo.of(link, List.of());
        String title = Text.of("swarm.engine.title");
        if (!link.connected() || seen.role() == SwarmWatch.Role.UNKNOWN) {
            return new EngineInfo(SwarmEngine.ID, title, false, link.connected()
                    ? Text.of("swarm.engine.asked")
                    : docker.detail(), link.connected() ? EngineInfo.State.CONNECTING : docker.state(),
                    docker.problem(), docker.tried(), List.of());
        }
        Problem problem = problem(seen.role());
        if (problem != null) {
            // most engines are in none and nobody misses it: what to do is said to who deploys to it
            return new EngineInfo(SwarmEngine.ID, title, false, problem.what(), EngineInfo.State.DOWN,
                    seen.role() == SwarmWatch.Role.OUTSIDE ? null : problem, docker.tried(), List.of());
        }
        List<SwarmNode> usable = seen.nodes().stream().filter(SwarmNode::usable).toList();
        return new EngineInfo(SwarmEngine.ID, Text.of("swarm.engine.chip", seen.nodes().size()), true,
                Text.of("swarm.engine.detail", usable.size(), seen.nodes().size()), EngineInfo.State.CONNECTED, null,
                docker.tried(), List.of());
    }

    private static @Nullable Problem problem(SwarmWatch.Role role) {
        return switch (role) {
            case UNKNOWN, MANAGER -> null;
            case OUTSIDE -> Problem.of("swarm.none");
            case WORKER -> Problem.of("swarm.worker");
        };
    }

    /// Fails where the engine cannot be asked for services.
    static void check(SwarmWatch.Seen seen) {
        Problem problem = problem(seen.role());
        if (problem != null) throw new StudioException(problem);
    }
}
