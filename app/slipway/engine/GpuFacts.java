package slipway.engine;

import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// How far it is known that a container has, and uses, the GPUs it asked for.
///
/// @param uuids       the GPUs that it sees, as last seen
/// @param memoryBytes what its processes hold on GPUs now, 0 where that is not known
/// @param problem     why it does not see them, or sees them no more; null while all is well
public record GpuFacts(State state, List<String> uuids, long memoryBytes, @Nullable Problem problem) {
    public static final GpuFacts REQUESTED = new GpuFacts(State.REQUESTED, List.of(), 0, null);

    public GpuFacts {
        uuids = List.copyOf(uuids);
    }

    /// REQUESTED is only what was asked for; VISIBLE that the driver answers inside the container; PROVED that a
    /// process of it held memory on a GPU; LOST that it saw them and does not any more, which is an alarm.
    public enum State {
        REQUESTED, VISIBLE, PROVED, LOST
    }
}
