package slipway.observe;

import java.util.List;

/// The three questions about a deployment, and the newest probes (oldest first, at most [#KEPT]).
///
/// *alive*: the liveness route answers; *ready*: the readiness route does; *proved*: one real prediction came back
/// good since it started.
public record Health(Answer alive, Answer ready, Answer proved, List<Probed> recent) {
    public static final int KEPT = 60;
    public static final Health UNKNOWN = new Health(Answer.UNKNOWN, Answer.UNKNOWN, Answer.UNKNOWN, List.of());

    public Health {
        recent = List.copyOf(recent);
    }

    public enum Answer {
        YES, NO, UNKNOWN
    }

    /// What was asked by a probe.
    public enum Kind {
        ALIVE, READY, PREDICT
    }

    /// One probe: `status` is the HTTP status, or 0 with `output` saying why there was none. `nanos` it took.
    public record Probed(long epochMillis, Kind kind, boolean good, int status, long nanos, String output) {}
}
