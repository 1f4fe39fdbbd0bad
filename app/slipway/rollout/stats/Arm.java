package slipway.rollout.stats;

/// What was seen of one deployment so far: requests that ended, those of them that failed, and how long they took.
public record Arm(long requests, long errors, Latencies latencies) {
    public static final Arm NOTHING = new Arm(0, 0, Latencies.NONE);
}
