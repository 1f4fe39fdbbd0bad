package slipway.observe;

import java.util.List;

/// The three questions about a deployment, and the newest probes (oldest first, at most [#KEPT]).
///
/// *alive*: the liveness route answers; *ready*: the readiness route does; *proved*: one real prediction came back
/// good since it started.
///
/// @param since when each answer became what it is
public record Health(Answer alive, Answer ready, Answer proved, List<Probed> recent, Since since) {
    public static final int KEPT = 60;
    public static final Health UNKNOWN = new Health(Answer.UNKNOWN, Answer.UNKNOWN, Answer.UNKNOWN, List.of());

    public Health {
        recent = List.copyOf(recent);
    }

    /// Answers of which it is not known since when.
    public Health(Answer alive, Answer ready, Answer proved, List<Probed> recent) {
        this(alive, ready, proved, recent, Since.UNKNOWN);
    }

    /// In milliseconds since 1970, 0 where it is not known.
    public record Since(long alive, long ready, long proved) {
        public static final Since UNKNOWN = new Since(0, 0, 0);
    }

    /// With other answers, those that changed since `now`.
    Health with(Answer nextAlive, Answer nextReady, Answer nextProved, List<Probed> probes, long now) {
        return new Health(nextAlive, nextReady, nextProved, probes,
                new Since(nextAlive == alive ? since.alive : now, nextReady == ready ? since.ready : now,
                        nextProved == proved ? since.proved : now));
    }

    /// Whether neither question was answered with no.
    public boolean good() {
        return alive != Answer.NO && ready != Answer.NO;
    }

    /// How many of the newest probes of `kind` in a row went the same way; negative for failures.
    public int streak(Kind kind) {
        int count = 0;
        for (Probed probed : recent.reversed()) {
            if (probed.kind() != kind) continue;
            if (count != 0 && probed.good() != count > 0) break;
            count += probed.good() ? 1 : -1;
        }
        return count;
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
