package slipway.engine.docker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Masked;
import slipway.base.Problem;

/// What was asked of the engine and how it went, newest first, the last [#KEPT]; secrets are masked when they come in.
/// Owned by [DockerLink]; any thread.
public final class EngineCalls {
    public static final int KEPT = 300;

    private final Live<List<Call>> all = new Live<>(List.of());

    /// One call, or `times` equal good ones in a row.
    ///
    /// @param what   the docker command it stands for
    /// @param at     when the last of them ended
    /// @param nanos  how long the last of them took
    /// @param failed the problem’s code; null when it went well
    /// @param detail what the engine answered to a failed one; empty when it went well
    public record Call(Instant at, String what, long nanos, int times, @Nullable String failed, String detail) {}

    public Live<List<Call>> all() {
        return all;
    }

    /// Notes a call that has ended; `problem` is null when it went well.
    void add(String what, long nanos, @Nullable Problem problem) {
        String failed = problem == null ? null : problem.code();
        var one = new Call(Instant.now(), masked(what), nanos, 1, failed, problem == null ? "" : masked(problem.why()));
        all.update(list -> {
            var next = new ArrayList<Call>(list.size() + 1);
            Call last = list.isEmpty() ? null : list.getFirst();
            // samplers ask the same again and again and would push all else out
            if (last != null && last.failed() == null && failed == null && last.what().equals(one.what())) {
                next.add(new Call(one.at, one.what, nanos, last.times + 1, null, ""));
                next.addAll(list.subList(1, list.size()));
                return List.copyOf(next);
            }
            next.add(one);
            next.addAll(list.subList(0, Math.min(list.size(), KEPT - 1)));
            return List.copyOf(next);
        });
    }

    /// `text` with everything that looks like a secret replaced.
    static String masked(String text) {
        return Masked.text(text);
    }
}
