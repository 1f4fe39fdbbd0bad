package slipway.housekeeping;

/// One kind of things that take room: what they take, and how they are let go of. Any thread; blocks, interruption
/// cancels.
public interface Shelf {
    Kind kind();

    Held held() throws InterruptedException;

    /// Lets go of everything that is neither in use nor pinned; answers the bytes freed.
    long clean() throws InterruptedException;

    /// Lets go of the oldest beyond `bytes` and answers the bytes freed; nothing where the feature keeps to its limit
    /// by itself.
    default long keep(long bytes) throws InterruptedException {
        return 0;
    }
}
