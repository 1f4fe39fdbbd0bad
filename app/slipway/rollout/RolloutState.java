package slipway.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;

/// A rollout as it is now, an immutable snapshot; also what is saved of it.
///
/// @param before the split from before the rollout, to which it rolls back
/// @param step   the current one, from 0; the number of steps once all are passed
/// @param looks  at the evidence, oldest first; older ones are thinned out
/// @param paused why it stands still; null while it does not
public record RolloutState(String id, RolloutPlan plan, Split before, Status status, int step,
        List<StepState> steps, List<Look> looks, Instant started, @Nullable Instant ended,
        @Nullable PauseReason paused, List<SwapReport> swaps, List<Said> log) {
    /// Looks kept; past it, every second one of the older half goes.
    static final int LOOKS = 600;

    public RolloutState {
        steps = List.copyOf(steps);
        looks = List.copyOf(looks);
        swaps = List.copyOf(swaps);
        log = List.copyOf(log);
    }

    /// Where a rollout stands.
    public enum Status {
        RUNNING, PAUSED, DONE, ROLLED_BACK,
        /// Ended by a person, the traffic left as it was.
        ABORTED,
        /// Its studio ended before it did.
        INTERRUPTED;

        /// Whether nobody leads it any more: it has ended, or is left to be resumed.
        public boolean over() {
            return ended() || this == INTERRUPTED;
        }

        public boolean ended() {
            return switch (this) {
                case RUNNING, PAUSED, INTERRUPTED -> false;
                case DONE, ROLLED_BACK, ABORTED -> true;
            };
        }
    }

    static RolloutState of(String id, RolloutPlan plan, Split before, Instant started) {
        return new RolloutState(id, plan, before, Status.RUNNING, 0,
                plan.steps().stream().map(step -> StepState.WAITING).toList(), List.of(), started, null, null,
                List.of(), List.of());
    }

    /// Whoever waited for it learns that it did not come to its end by itself; a person’s wish is no failure.
    void throwIfGivenUp() {
        boolean wished = log.stream().anyMatch(said -> said.key().equals("rollout.log.by-hand"));
        if (status != Status.ROLLED_BACK || wished) return;
        // the last but one says why, the last that it was done
        String why = log.size() < 2 ? "" : log.get(log.size() - 2).text();
        throw StudioException.of("rollout.given-up", plan.endpoint(), plan.candidate(), why);
    }

    /// The newest look at the current step; null before the first.
    public @Nullable Look look() {
        if (looks.isEmpty() || looks.getLast().step() != Math.min(step, plan.steps().size() - 1)) return null;
        return looks.getLast();
    }

    /// Requests that the current step still needs before the plan lets it pass, the verdict’s own need included;
    /// 0 where nothing is missing, -1 where no number will do.
    public long more() {
        if (step >= steps.size()) return 0;
        Look look = look();
        long least = plan.steps().get(step).least() - (look == null ? 0 : look.candidate());
        long verdict = look == null ? 0 : look.verdict().more();
        return verdict < 0 ? -1 : Math.max(0, Math.max(least, verdict));
    }

    RolloutState with(Status next, @Nullable PauseReason reason) {
        return new RolloutState(id, plan, before, next, step, steps, looks, started, ended, reason, swaps, log);
    }

    RolloutState atStep(int index, StepState state) {
        var next = new ArrayList<>(steps);
        next.set(index, state);
        return new RolloutState(id, plan, before, status, index, next, looks, started, ended, paused, swaps, log);
    }

    RolloutState beyond() {
        return new RolloutState(id, plan, before, status, steps.size(), steps, looks, started, ended, paused, swaps,
                log);
    }

    RolloutState ended(Status how, Instant at) {
        return new RolloutState(id, plan, before, how, step, steps, looks, started, at, null, swaps, log);
    }

    RolloutState said(Said line) {
        var next = new ArrayList<>(log);
        next.add(line);
        return new RolloutState(id, plan, before, status, step, steps, looks, started, ended, paused, swaps, next);
    }

    RolloutState swapped(List<SwapReport> proofs) {
        return new RolloutState(id, plan, before, status, step, steps, looks, started, ended, paused, proofs, log);
    }

    /// With one look more; one of the same second is replaced, because more cannot be seen in a chart.
    RolloutState looked(Look look) {
        var next = new ArrayList<>(looks);
        if (!next.isEmpty() && next.getLast().step() == look.step()
                && next.getLast().at().getEpochSecond() == look.at().getEpochSecond())
            next.removeLast();
        next.add(look);
        var now = steps.get(look.step());
        var states = new ArrayList<>(steps);
        states.set(look.step(), new StepState(now.status(), now.began(), now.ended(), look.candidate()));
        return new RolloutState(id, plan, before, status, step, states, thinned(next), started, ended, paused, swaps,
                log);
    }

    private static List<Look> thinned(List<Look> looks) {
        if (looks.size() <= LOOKS) return looks;
        var kept = new ArrayList<Look>(LOOKS);
        for (int i = 0; i < looks.size(); i++) {
            if (i >= LOOKS / 2 || i % 2 == 0) kept.add(looks.get(i));
        }
        return kept;
    }
}
