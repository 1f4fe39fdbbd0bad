package slipway.rollout;

/// Where a deployment stands, as a rollout needs to know it.
///
/// @param revision counts up with every deploy
/// @param replicas that it is asked to have
public record Standing(Health health, long revision, int replicas) {
    /// A deployment that does not exist.
    public static final Standing NONE = new Standing(Health.GONE, 0, 0);

    /// Whether it can take requests.
    public enum Health {
        READY,
        /// On its way; another revision of it may still serve.
        STARTING, UNHEALTHY,
        /// Stopped, failed, or not there at all.
        GONE
    }
}
