package slipway.rollout;

import java.time.Duration;

import slipway.base.StudioException;

/// One step of a plan: what share of the traffic the candidate gets, and what it takes to go on from there.
///
/// @param mirror  whether it gets copies (at most [#MIRROR_LIMIT] percent) in place of live requests
/// @param percent 1 to 100
/// @param least   the least requests that the candidate must have ended in this step, at least 1
/// @param hold    how long the step lasts at least
/// @param limit   how long it may take to come to a verdict
/// @param person  whether a person must say that the rollout goes on after it
public record PlanStep(boolean mirror, int percent, long least, Duration hold, Duration limit, boolean person) {
    /// The most that a mirror may get, in percent (A206).
    public static final int MIRROR_LIMIT = 50;

    public PlanStep {
        int most = mirror ? MIRROR_LIMIT : 100;
        if (percent < 1 || percent > most) {
            throw StudioException.of(mirror ? "rollout.step-mirror" : "rollout.step-share", percent, most);
        }
        if (least < 1) throw StudioException.of("rollout.step-least", least);
        if (hold.isNegative() || limit.compareTo(hold) <= 0) {
            throw StudioException.of("rollout.step-time", hold.toMillis(), limit.toMillis());
        }
    }

    /// The split of this step for `candidate`, out of the one from before the rollout.
    Split of(Split before, String candidate) {
        return mirror ? before.mirrored(candidate, percent) : before.towards(candidate, percent);
    }
}
