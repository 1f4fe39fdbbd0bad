package slipway.rollout;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// Where one step of a running rollout stands; `requests` of the candidate so far.
public record StepState(Status status, @Nullable Instant began, @Nullable Instant ended, long requests) {
    static final StepState WAITING = new StepState(Status.WAITING, null, null, 0);

    /// The word of a step.
    public enum Status {
        WAITING, RUNNING, PASSED, FAILED
    }
}
