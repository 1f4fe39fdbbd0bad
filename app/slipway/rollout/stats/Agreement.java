package slipway.rollout.stats;

/// Mirrored answers that were compared with the live ones, and those of them that agreed.
public record Agreement(long compared, long agreeing) {
    public static final Agreement NONE = new Agreement(0, 0);
}
