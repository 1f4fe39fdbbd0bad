package slipway.housekeeping;

/// How much of one kind is kept. Immutable; 0 is no limit.
///
/// @param bytes on the disk, of the history of its bodies
/// @param days  after which the oldest go
public record Limit(long bytes, int days) {
    public static final Limit NONE = new Limit(0, 0);
}
