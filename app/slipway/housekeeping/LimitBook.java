package slipway.housekeeping;

/// Where the limits stand: with the features that keep to them. Any thread; blocks.
public interface LimitBook {
    /// The limit of `kind`, [Limit#NONE] where it has none.
    Limit limit(Kind kind);

    /// From now on at most `bytes` of `kind`, which must be [Kind#limited].
    void set(Kind kind, long bytes);
}
