package slipway.ui.widget;

/// The stretch of time that charts show: the last `range` milliseconds, going on by itself, or a fixed one that ends at
/// `end`. Immutable; any thread.
///
/// @param end milliseconds since 1970; 0 for now
record TimeWindow(long range, long end) {
    /// Nothing finer than a second is known.
    static final long LEAST = 10_000;
    /// Nothing is kept longer.
    static final long MOST = 8L * 24 * 3_600_000;

    TimeWindow {
        range = Math.clamp(range, LEAST, MOST);
    }

    /// The last `range` milliseconds, going on by itself.
    static TimeWindow last(long range) {
        return new TimeWindow(range, 0);
    }

    boolean live() {
        return end == 0;
    }

    long to(long now) {
        return live() ? now : end;
    }

    long from(long now) {
        return to(now) - range;
    }

    /// The moment at `share` (0 left, 1 right) of it.
    long at(double share, long now) {
        return from(now) + Math.round(share * range);
    }

    /// `factor` below 1 shows less time; the moment at `share` stays where it is. One that reached now goes on by itself.
    TimeWindow zoomed(double factor, double share, long now) {
        long next = Math.clamp(Math.round(range * factor), LEAST, MOST);
        if (live() && share > 0.9) return last(next);
        long anchor = at(share, now);
        return between(anchor - Math.round(share * next), anchor - Math.round(share * next) + next, now);
    }

    /// `share` of its length later; negative for earlier.
    TimeWindow panned(double share, long now) {
        long shift = Math.round(share * range);
        if (live() && shift >= 0) return this;
        return between(from(now) + shift, to(now) + shift, now);
    }

    /// From one moment to the other; the last moment is now at most, then it goes on by itself.
    static TimeWindow between(long from, long to, long now) {
        long range = Math.clamp(to - from, LEAST, MOST);
        // what was dragged over may be shorter than can be shown
        long end = to - from < LEAST ? from + (to - from) / 2 + LEAST / 2 : to;
        if (end >= now) return last(range);
        return new TimeWindow(range, Math.max(end, now - MOST + range));
    }
}
