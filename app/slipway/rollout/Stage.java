package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The world as a rollout sees it: the traffic of endpoints, what is measured of it, how deployments fare, and time.
/// Its calls may block shortly; they come from any thread. Failures are [slipway.base.StudioException]s.
public interface Stage {
    /// The split as the endpoint's file says now.
    Split split(String endpoint);

    /// Writes the split to the endpoint's file and answers when the gateway follows it, within seconds.
    void setSplit(String endpoint, Split split) throws InterruptedException;

    /// What was measured up to now; `candidate` is whose mirrored answers are compared.
    Snapshot snapshot(String endpoint, String candidate);

    Standing standing(String endpoint, String deployment);

    /// Every change of the endpoint's routes since `from` whose proof is complete, oldest first.
    List<SwapReport> swaps(String endpoint, Instant from);

    /// Whether the studio whose traffic it is has ended: nothing follows a change any more, and nothing is measured.
    default boolean ended() {
        return false;
    }

    Instant now();

    /// Waits on the calling thread.
    void pause(Duration time) throws InterruptedException;
}
