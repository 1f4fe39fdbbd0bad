package slipway.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// A safe rollout as it is now, an immutable snapshot; also what is saved of it.
///
/// @param done the steps that stand done, in order
/// @param busy what is being done or undone; null while nothing is
public record SafeState(String id, SafePlan plan, List<Done> done, @Nullable SafeStep busy, Instant started,
        List<Said> log) {
    private static final List<SafeStep> STEPS = List.of(SafeStep.values());

    public SafeState {
        done = List.copyOf(done);
        log = List.copyOf(log);
    }

    /// A step that was done, what came of it, and what takes it back.
    ///
    /// @param after the split that it left
    public record Done(SafeStep step, Instant at, Said result, Split after, Undo undo) {}

    /// How things were before a step.
    ///
    /// @param before   the split
    /// @param replicas of blue
    /// @param ran      whether the deployment that the step is about ran
    /// @param file     of the deployment that the step deleted
    public record Undo(Split before, int replicas, boolean ran, @Nullable String file) {}

    /// What comes next; null once all eight are done.
    public @Nullable SafeStep next() {
        return done.size() == STEPS.size() ? null : STEPS.get(done.size());
    }

    SafeState busyWith(@Nullable SafeStep step) {
        return new SafeState(id, plan, done, step, started, log);
    }

    SafeState did(Done step) {
        var next = new ArrayList<>(done);
        next.add(step);
        return new SafeState(id, plan, next, null, started, log).said(step.result());
    }

    SafeState undid(Said line) {
        return new SafeState(id, plan, done.subList(0, done.size() - 1), null, started, log).said(line);
    }

    SafeState said(Said line) {
        var next = new ArrayList<>(log);
        next.add(line);
        return new SafeState(id, plan, done, busy, started, next);
    }
}
