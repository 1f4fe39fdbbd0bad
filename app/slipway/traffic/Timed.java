package slipway.traffic;

import org.jspecify.annotations.Nullable;

/// Something under way that must not stay silent for longer than its limit; a link of its lane's chain of those.
abstract class Timed {
    @Nullable
    Timed before;
    @Nullable
    Timed after;
    boolean watched;
    /// When something last happened.
    long active = System.nanoTime();

    /// How long it may be silent; the lane's chain holds those of all lengths.
    abstract long patienceNanos();

    /// It was silent for too long.
    abstract void expire();
}
