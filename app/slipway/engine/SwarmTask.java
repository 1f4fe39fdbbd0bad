package slipway.engine;

import java.net.URI;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// One attempt of a Docker Swarm to run one replica of a deployment, also one that has ended. Immutable.
///
/// @param key      of its deployment, `iris/blue`
/// @param slot     which replica it is or was, from 1; the successor of one that ended has the same
/// @param node     hostname it was given to; empty while it has none
/// @param state    as Docker says it: `running`, `preparing`, `failed`, `rejected` …
/// @param wanted   whether the swarm wants it to run; one that it wants ended is on its way out
/// @param error    what Docker says went wrong; empty where nothing did
/// @param exitCode -1 while it runs and where it is not known
/// @param url      where it answers; null while it does not run or has no port yet
/// @param since    when it came to this state
public record SwarmTask(String id, String key, int slot, String nodeId, String node, String state, boolean wanted,
        String error, int exitCode, @Nullable URI url, Instant since) {
    /// Whether requests may go to it.
    public boolean serves() {
        return wanted && state.equals("running") && url != null;
    }

    /// Whether it ended otherwise than the swarm wanted.
    public boolean failed() {
        return state.equals("failed") || state.equals("rejected");
    }
}
