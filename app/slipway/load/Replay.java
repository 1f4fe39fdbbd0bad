package slipway.load;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.network.Purpose;

/// One replay on the thread of its caller: reads requests ahead, hands them to the event loops, brings the answers
/// of both sides together.
final class Replay {
    private static final long AHEAD_NANOS = 1_000_000_000L;
    private static final int MOST_OPEN = 10_000;
    private static final long MOST_BYTES = 64_000_000;
    private static final int LARGEST_BODY = 256_000_000;
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final ReplayPlan plan;
    private final Iterator<ReplayItem> items;
    private final Replayer.Listener listener;
    private final List<Side> sides = new ArrayList<>();
    private final LinkedBlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final Map<Long, Open> open = new HashMap<>();
    private final long begun = System.nanoTime() + 1_000_000L;
    private @Nullable ReplayItem next;
    private boolean ended;
    private long number;
    private long firstOffset;
    private long lastDue;
    private long openBytes;
    private long answered;
    private long sameStatus;

    /// Where one half of a replay goes.
    private record Side(EventLoop loop, Share share, Queue queue, Destination to, Map<String, String> headers,
            Tally tally, ArrayDeque<Long> dues) {}

    /// What the event loops tell: a quarter of a second of a side is over, or one of its requests.
    private sealed interface News {
        record Seen(int side, Interval interval) implements News {}

        record Ended(int side, long number, Answer answer) implements News {}
    }

    /// A request that has not all its answers.
    private static final class Open {
        final ReplayItem item;
        long bytes;
        final @Nullable Answer[] answers;

        Open(ReplayItem item, long bytes, int sides) {
            this.item = item;
            this.bytes = bytes;
            this.answers = new Answer[sides];
        }
    }

    /// Requests read and not yet due; the event loop’s.
    private static final class Queue implements Feed {
        private record Entry(long due, Shot shot) {}

        private final ArrayDeque<Entry> entries = new ArrayDeque<>();
        private boolean complete;

        @Override
        public long due() {
            Entry first = entries.peek();
            return first != null ? first.due() : complete ? END : LATER;
        }

        @Override
        public Shot take() {
            return entries.remove().shot();
        }
    }

    Replay(ReplayPlan plan, Iterator<ReplayItem> items, Replayer.Listener listener, LazyLoops loops) {
        this.plan = plan;
        this.items = items;
        this.listener = listener;
        for (ReplayPlan.Aim aim : plan.aims())
            sides.add(side(sides.size(), aim, plan.trust(), loops.next()));
    }

    private Side side(int index, ReplayPlan.Aim aim, Trust trust, EventLoop loop) {
        var to = Destination.of(aim.url(), Purpose.REPLAY);
        var queue = new Queue();
        var dues = new ArrayDeque<Long>();
        var terms = new Share.Terms(plan.limits().connections(), plan.limits().timeout().toNanos(), begun, 0,
                plan.answerBytes());
        var log = new Share.Log(0, interval -> news.add(new News.Seen(index, interval)), Interval::new,
                (shot, answer) -> news.add(new News.Ended(index, shot.number(), answer)));
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(aim.headers());
        return new Side(loop, new Share(loop, new Dialer(to, trust), queue, terms, log), queue, to, headers,
                new Tally(nanos -> due(dues, nanos), 1, Duration.ZERO), dues);
    }

    private static long due(ArrayDeque<Long> dues, long nanos) {
        long count = 0;
        while (!dues.isEmpty() && dues.getFirst() < nanos) {
            dues.removeFirst();
            count++;
        }
        return count;
    }

    void start() {
        sides.forEach(side -> side.loop.execute(side.share::start));
    }

    void stop() {
        sides.forEach(side -> side.loop.execute(side.share::stop));
    }

    boolean complete() {
        return open.isEmpty() && sides.stream().allMatch(side -> side.tally.complete());
    }

    /// Reads requests until there is a second’s worth ahead, or too many or too large ones are under way.
    void fill() {
        while (!ended && open.size() < MOST_OPEN && (openBytes < MOST_BYTES || open.isEmpty())) {
            ReplayItem item = peek();
            if (item == null) {
                ended = true;
                sides.forEach(side -> side.loop.execute(() -> {
                    side.queue.complete = true;
                    side.share.nudge();
                }));
                return;
            }
            lastDue = Math.max(lastDue, plan.due(number, item.offsetNanos() - firstOffset));
            if (begun + lastDue > System.nanoTime() + AHEAD_NANOS) return;
            next = null;
            hand(item, number++, lastDue);
        }
    }

    private @Nullable ReplayItem peek() {
        if (next == null && number < plan.limits().most() && items.hasNext()) {
            next = items.next();
            if (number == 0) firstOffset = next.offsetNanos();
        }
        return next;
    }

    private void hand(ReplayItem item, long as, long due) {
        byte[] body = body(item);
        open.put(as, new Open(item, body.length, sides.size()));
        openBytes += body.length;
        for (Side side : sides) {
            Shot shot = Shot.once(side.to, item, merged(item, side.headers), body, as);
            side.dues.add(due);
            side.loop.execute(() -> {
                side.queue.entries.add(new Queue.Entry(due, shot));
                side.share.nudge();
            });
        }
    }

    private static byte[] body(ReplayItem item) {
        try (InputStream in = item.body().open()) {
            byte[] body = in.readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                throw StudioException.of("load.replay-large", item.target(), LARGEST_BODY / 1_000_000);
            }
            return body;
        } catch (IOException e) {
            throw new StudioException(Problem.of("load.replay-body", item.method() + " " + item.target()), e);
        }
    }

    private static List<Map.Entry<String, String>> merged(ReplayItem item, Map<String, String> own) {
        if (own.isEmpty()) return item.headers();
        var all = new ArrayList<Map.Entry<String, String>>();
        for (var header : item.headers()) {
            if (!own.containsKey(header.getKey())) all.add(header);
        }
        own.forEach((name, value) -> all.add(Map.entry(name.toLowerCase(Locale.ROOT), value)));
        return all;
    }

    /// Waits a moment for news and takes all there are; whether there is something to report.
    boolean listen() throws InterruptedException {
        boolean report = false;
        News each = news.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
        while (each != null) {
            switch (each) {
                case News.Seen seen -> {
                    sides.get(seen.side()).tally.add(seen.interval());
                    report = true;
                }
                case News.Ended end -> end(end);
            }
            each = report ? null : news.poll();
        }
        return report;
    }

    private void end(News.Ended end) {
        Open whole = open.get(end.number());
        if (whole == null) return;
        whole.answers[end.side()] = end.answer();
        whole.bytes += end.answer().body().length();
        openBytes += end.answer().body().length();
        Answer one = whole.answers[0];
        Answer other = whole.answers.length > 1 ? whole.answers[1] : null;
        if (one == null || (whole.answers.length > 1 && other == null)) return;
        open.remove(end.number());
        openBytes -= whole.bytes;
        answered++;
        if (other == null || one.status() == other.status()) sameStatus++;
        listener.answered(whole.item, one, other);
    }

    ReplayReport report() {
        return new ReplayReport(answered, sameStatus,
                sides.stream().map(side -> side.tally.report(System.nanoTime() - begun)).toList());
    }
}
