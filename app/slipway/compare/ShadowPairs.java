package slipway.compare;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import slipway.base.Tasks;

/// Brings live answers and their mirrored copies together by request id, in whatever order they come, and compares them
/// on a task of its own. [#live] and [#copy] may be called by event loops: they never wait. What finds no partner in
/// time or no room is counted.
public final class ShadowPairs implements AutoCloseable {
    private final Tolerance tolerance;
    private final Limits limits;
    private final Queue<Arrival> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final Semaphore news = new Semaphore(0);
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Map<String, ShadowReport> reports = new ConcurrentHashMap<>();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong lonelyLive = new AtomicLong();
    private final AtomicLong lonelyCopies = new AtomicLong();
    private final AtomicLong ambiguous = new AtomicLong();
    private final Tasks.Task task;

    /// `answers` and `bytes` that wait at most, `patience` for a partner.
    public record Limits(int answers, long bytes, Duration patience) {
        public static final Limits STANDARD = new Limits(4_096, 64L << 20, Duration.ofSeconds(60));
    }

    /// What could not be compared: `dropped` for want of room, live answers and copies that were alone too long, and
    /// `ambiguous` requests that came twice under one id.
    public record Counts(long dropped, long lonelyLive, long lonelyCopies, long ambiguous) {
        public static final Counts NONE = new Counts(0, 0, 0, 0);

        public long total() {
            return dropped + lonelyLive + lonelyCopies + ambiguous;
        }
    }

    /// `copies` that went out of a live request; 0 for a copy.
    private record Arrival(String requestId, String deployment, Answer answer, int copies) {
        boolean live() {
            return copies > 0;
        }

        long weight() {
            return 256L + answer.body().length();
        }
    }

    private static final class Waiting {
        final long since = System.nanoTime();
        final Map<String, Answer> copies = new HashMap<>();
        final Set<String> compared = new HashSet<>();
        @Nullable
        Answer live;
        int wanted;
        boolean twice;
        long weight;
    }

    public ShadowPairs(Tasks tasks, Tolerance tolerance, Limits limits) {
        this.tolerance = tolerance;
        this.limits = limits;
        task = tasks.quiet("compare shadows", progress -> run());
    }

    /// The answer that the client got to a request of which `copies` went out: 1 or more, fewer than there are mirrors where not each got one.
    public void live(String requestId, Answer answer, int copies) {
        arrive(new Arrival(requestId, "", answer, copies));
    }

    /// The answer of `deployment` to its copy.
    public void copy(String requestId, String deployment, Answer answer) {
        arrive(new Arrival(requestId, deployment, answer, 0));
    }

    private void arrive(Arrival arrival) {
        if (queued.get() >= limits.answers() || bytes.get() + arrival.weight() > limits.bytes()) {
            dropped.incrementAndGet();
            return;
        }
        queued.incrementAndGet();
        bytes.addAndGet(arrival.weight());
        queue.add(arrival);
        if (news.availablePermits() == 0) news.release();
    }

    /// By deployment, as far as it is now.
    public Map<String, ShadowView> views() {
        var views = new TreeMap<String, ShadowView>();
        reports.forEach((deployment, report) -> views.put(deployment, report.view().missing(counts())));
        return views;
    }

    public Counts counts() {
        return new Counts(dropped.get(), lonelyLive.get(), lonelyCopies.get(), ambiguous.get());
    }

    private void run() throws InterruptedException {
        long look = Math.clamp(limits.patience().toMillis() / 4, 10, 1_000);
        while (true) {
            for (Arrival next = queue.poll(); next != null; next = queue.poll()) {
                queued.decrementAndGet();
                take(next);
                letGo();
            }
            letGo();
            if (news.tryAcquire(look, TimeUnit.MILLISECONDS)) news.drainPermits();
        }
    }

    private void take(Arrival arrival) {
        Waiting pair = waiting.computeIfAbsent(arrival.requestId(), id -> new Waiting());
        pair.weight += arrival.weight();
        if (arrival.live()) {
            if (pair.live != null) pair.twice = true;
            pair.live = arrival.answer();
            pair.wanted = arrival.copies();
        } else if (pair.compared.contains(arrival.deployment())
                || pair.copies.put(arrival.deployment(), arrival.answer()) != null) {
            pair.twice = true;
        }
        Answer live = pair.live;
        if (live == null || pair.twice) return;
        pair.copies.forEach((deployment, copy) -> {
            reports.computeIfAbsent(deployment, name -> new ShadowReport()).add(arrival.requestId(),
                    Answers.compare(live, copy, tolerance), live.nanos(), copy.nanos());
            pair.compared.add(deployment);
        });
        pair.copies.clear();
        if (pair.compared.size() >= pair.wanted) {
            waiting.remove(arrival.requestId());
            bytes.addAndGet(-pair.weight);
        }
    }

    /// Lets go of the oldest, where they waited too long or there are too many.
    private void letGo() {
        long now = System.nanoTime();
        for (Iterator<Waiting> oldest = waiting.values().iterator(); oldest.hasNext();) {
            Waiting pair = oldest.next();
            boolean late = now - pair.since > limits.patience().toNanos();
            boolean crowded = waiting.size() > limits.answers() || bytes.get() > limits.bytes() / 2;
            if (!late && !crowded) return;
            oldest.remove();
            bytes.addAndGet(-pair.weight);
            if (pair.twice) ambiguous.incrementAndGet();
            else if (pair.live == null) lonelyCopies.addAndGet(pair.copies.size());
            else if (pair.compared.isEmpty()) lonelyLive.incrementAndGet();
        }
    }

    @Override
    public void close() {
        task.cancel();
    }
}
