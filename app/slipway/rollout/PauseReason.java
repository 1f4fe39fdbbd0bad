package slipway.rollout;

/// Why a rollout stands still.
public enum PauseReason {
    /// A person asked for it.
    PERSON,
    /// The step is passed, and the plan wants a person to say that it goes on.
    PLAN,
    /// The step's limit came before a verdict.
    LIMIT,
    /// Somebody else changed the traffic; the rollout never fights.
    EDITED,
    /// The candidate is worse or broken, and the plan leaves the way back to a person.
    WORSE,
    /// The candidate was deployed anew, so that what was measured is of another one.
    REVISION,
    /// Something went wrong in the studio itself.
    FAULT;

    /// Whether what was measured still counts, so that the candidate is watched on and rolled back when it is worse.
    boolean guarded() {
        return switch (this) {
            case PERSON, PLAN, LIMIT -> true;
            case EDITED, WORSE, REVISION, FAULT -> false;
        };
    }
}
