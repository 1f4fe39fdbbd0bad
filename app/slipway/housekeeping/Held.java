package slipway.housekeeping;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// What one kind takes now. Immutable.
///
/// @param bytes  on the disk
/// @param files  how many; of the history and the metrics those of their database
/// @param oldest when the oldest was written, null where there is nothing
/// @param pinned how many entries stay whatever the limit is
public record Held(Kind kind, long bytes, long files, @Nullable Instant oldest, @Nullable Instant newest, long pinned,
        Limit limit) {
    static Held of(Kind kind, Tally tally) {
        return new Held(kind, tally.bytes(), tally.files(), tally.oldest(), tally.newest(), 0, Limit.NONE);
    }

    Held within(Limit now) {
        return new Held(kind, bytes, files, oldest, newest, pinned, now);
    }

    /// With the times of what the files hold in place of the files’ own.
    Held from(@Nullable Instant first, @Nullable Instant last, long kept) {
        return new Held(kind, bytes, files, first, last, kept, limit);
    }

    /// How much of its limit it takes, 0 to 1 and above; -1 where it has none.
    public double share() {
        return limit.bytes() <= 0 ? -1 : (double) bytes / limit.bytes();
    }
}
