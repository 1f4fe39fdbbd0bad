package slipway.deploy;

/// Answers every question of a deployment, or says which has no answer; on the thread of its story.
@FunctionalInterface
interface Resolution {
    Plan plan() throws InterruptedException;
}
