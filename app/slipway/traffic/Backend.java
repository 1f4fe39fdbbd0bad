package slipway.traffic;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/// A target while it is routed to: its replicas with their load, and how to see it off without cutting a request.
final class Backend {
    final Target target;
    /// The lines that sign its answers.
    final byte[] signature;
    final long offeredAt = System.nanoTime();
    final Sum live;
    final Sum copied;
    /// Null where it takes any number of requests at once.
    final @Nullable Gate gate;
    /// Null where any amount may pass.
    private final @Nullable Bandwidth bandwidth;
    private final List<Replica> replicas;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile boolean withdrawn;

    /// @param before what was offered under the same name until now: the same revision counts on
    /// @param knock  called where it sleeps and a request wants in, on an event loop
    Backend(Target target, @Nullable Backend before, Runnable knock) {
        this.target = target;
        Backend same = before == null || before.target.revision() != target.revision() ? null : before;
        this.live = same == null ? new Sum() : same.live;
        this.copied = same == null ? new Sum() : same.copied;
        this.signature = ("x-slipway-deployment: " + target.deployment() + "\r\nx-slipway-revision: "
                + target.revision() + "\r\n").getBytes(StandardCharsets.UTF_8);
        this.bandwidth = Bandwidth.ofDeployment(target.bandwidthMbps(), before == null ? null : before.bandwidth);
        Capacity capacity = target.capacity();
        this.gate = capacity == null ? null : new Gate(capacity, target.replicas().size(), knock);
        boolean alone = target.replicas().size() == 1;
        this.replicas = target.replicas().stream().map(each -> new Replica(each, alone)).toList();
    }

    int size() {
        return replicas.size();
    }

    /// Whether it takes requests; one that sleeps holds them.
    boolean live() {
        return !replicas.isEmpty() || asleep();
    }

    boolean asleep() {
        return gate != null && gate.capacity.asleep();
    }

    /// Whether it takes a copy; nobody waits for one, so one that sleeps is only woken.
    boolean takesCopies() {
        if (gate != null) gate.knock();
        return !replicas.isEmpty();
    }

    /// Whether all that may pass it has passed for now.
    boolean spent() {
        return bandwidth != null && bandwidth.delay() > 0;
    }

    /// Counts what passes it, in bytes.
    void pass(int bytes) {
        if (bandwidth != null) bandwidth.pass(bytes);
    }

    /// Announces a request; false where the deployment was withdrawn meanwhile, and another must be chosen.
    boolean enter() {
        underWay.incrementAndGet();
        if (!withdrawn) return true;
        leave();
        return false;
    }

    void leave() {
        if (underWay.decrementAndGet() == 0 && withdrawn) drained.countDown();
    }

    /// The replica with the fewest requests under way, ties in turn; never `not`; null where there is no other.
    @Nullable
    Replica pick(@Nullable Replica not) {
        int count = replicas.size();
        int first = Math.floorMod(turn.getAndIncrement(), Math.max(1, count));
        Replica best = null;
        long bestLoad = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            Replica candidate = replicas.get((first + i) % count);
            if (candidate == not) continue;
            long load = candidate.outstanding() + (candidate.shunned() ? 1L << 32 : 0);
            if (load < bestLoad) {
                best = candidate;
                bestLoad = load;
            }
        }
        return best;
    }

    Load load() {
        Gate limited = gate;
        return new Load(underWay.get(), limited == null ? 0 : limited.outstanding(),
                limited == null ? 0 : limited.queued());
    }

    /// Lets nothing new in.
    void withdraw() {
        withdrawn = true;
        if (gate != null) gate.close();
        if (underWay.get() == 0) drained.countDown();
    }

    boolean isDrained() {
        return drained.getCount() == 0;
    }

    /// Waits until the requests under way have ended; only after [#withdraw].
    boolean awaitDrained(long millis) throws InterruptedException {
        return drained.await(millis, TimeUnit.MILLISECONDS);
    }
}
