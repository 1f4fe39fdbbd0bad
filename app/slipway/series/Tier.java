package slipway.series;

import java.time.Duration;

/// How finely the past is kept: the longer ago, the coarser. All but the first are kept in the database.
public enum Tier {
    SECONDS(Duration.ofSeconds(1), Duration.ofMinutes(15)),
    TENS(Duration.ofSeconds(10), Duration.ofHours(6)),
    MINUTES(Duration.ofMinutes(1), Duration.ofDays(2)),
    TEN_MINUTES(Duration.ofMinutes(10), Duration.ofDays(8));

    /// More points than this are not read for one picture; a day of minutes still fits.
    private static final int MOST = 1500;

    private final long millis;
    private final long kept;

    Tier(Duration step, Duration kept) {
        this.millis = step.toMillis();
        this.kept = kept.toMillis();
    }

    /// Milliseconds of one bucket.
    public long millis() {
        return millis;
    }

    /// Milliseconds that it reaches back.
    public long keptMillis() {
        return kept;
    }

    /// Where the bucket begins that `epochMillis` falls into.
    long begin(long epochMillis) {
        return Math.floorDiv(epochMillis, millis) * millis;
    }

    /// The finest that reaches back to `from` and has not too many points up to `to`.
    static Tier of(long from, long to, long now) {
        for (Tier tier : values())
            if (from >= now - tier.kept - tier.millis && (to - from) / tier.millis <= MOST) return tier;
        return TEN_MINUTES;
    }
}
