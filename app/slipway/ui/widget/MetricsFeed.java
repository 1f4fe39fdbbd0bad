package slipway.ui.widget;

import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import slipway.series.Bucket.Quantile;
import slipway.series.SeriesStore;
import slipway.series.Slice;
import slipway.series.Tier;
import slipway.ui.Desk;

/// Reads the pictures of a [MetricsPanel] off the FX thread, and only where one could differ from the last: there is
/// news, or time has gone on by a pixel. Asked by one poll.
final class MetricsFeed {
    /// Coarse pictures change slowly: not more often than this share of a bucket.
    private static final long SHARE = 4;
    private static final long SELDOM = 10_000;
    private static final long SECOND = 1000;
    /// Pixels of a chart before it has a place.
    private static final double USUAL = 600;

    private final SeriesStore store;
    private final LongSupplier clock;
    private final AtomicLong asked = new AtomicLong();
    private volatile Ask ask = new Ask(List.of(), TimeWindow.last(900_000), Quantile.P95, USUAL);
    private volatile boolean busy;
    private volatile long seen = -1;
    private volatile long seenAsk = -1;
    private volatile long seenAt;

    private record Ask(List<MetricSubject> subjects, TimeWindow window, Quantile quantile, double pixels) {
        /// Milliseconds by which a picture that goes on by itself moves: a pixel at least, so that what stands under the
        /// lines need not be drawn with every reading, in whole seconds, since nothing finer is known.
        long step() {
            return Math.max(1, (long) Math.ceil(window.range() / pixels / SECOND)) * SECOND;
        }

        /// Milliseconds after which what was read until then can look different.
        long pace() {
            long step = window.range() <= Tier.SECONDS.keptMillis() ? 0 : Math.min(SELDOM, step());
            return Math.max(step, Math.min(SELDOM, window.range() / 600_000 / SHARE));
        }

        /// Where a picture ends at `clock`, one that goes on by itself; both in milliseconds since 1970.
        long end(long clock) {
            return -Math.floorDiv(-clock, step()) * step();
        }
    }

    MetricsFeed(SeriesStore store, LongSupplier clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Where a picture that goes on by itself ends now.
    long now() {
        return ask.end(clock.getAsLong());
    }

    /// What is to be shown from now on.
    void ask(List<MetricSubject> subjects, TimeWindow window, Quantile quantile, double pixels) {
        ask = new Ask(subjects, window, quantile, pixels < 100 ? USUAL : pixels);
        asked.incrementAndGet();
    }

    /// Whether reading again could show anything else. Any thread.
    boolean due() {
        if (busy) return false;
        if (seenAsk != asked.get()) return true;
        Ask now = ask;
        if (now.subjects.isEmpty() || !now.window.live()) return false;
        long at = clock.getAsLong();
        if (at - seenAt < now.pace()) return false;
        return store.news() != seen || now.end(at) != now.end(seenAt);
    }

    /// Reads on another thread, then shows on the FX thread; to be called there.
    void read(Desk desk, Consumer<MetricPicture> show) {
        if (!due()) return;
        busy = true;
        Ask now = ask;
        seenAsk = asked.get();
        seen = store.news();
        seenAt = clock.getAsLong();
        var read = new java.util.concurrent.atomic.AtomicReference<>(MetricPicture.NOTHING);
        desk.work().run(() -> {
            try {
                read.set(MetricPicture.of(slice(now), now.subjects, now.quantile));
            } finally {
                busy = false;
            }
        }, () -> show.accept(read.get()));
    }

    private Slice slice(Ask of) {
        long at = of.end(clock.getAsLong());
        return store.read(of.subjects.stream().map(MetricSubject::id).toList(), of.window.from(at), of.window.to(at));
    }

    /// What is asked for now, as a table. Blocks.
    String csv() {
        Ask now = ask;
        return MetricsCsv.of(slice(now), now.subjects.stream().map(MetricSubject::id).toList());
    }

    /// `22:26:00 – 22:41:00`
    String words() {
        TimeWindow window = ask.window;
        long now = now();
        return TimeTicks.moment(window.from(now), window.range(), ZoneId.systemDefault()) + " – " + TimeTicks.moment(
                window.to(now), window.range(), ZoneId.systemDefault());
    }
}
