package slipway.traffic;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/// Lets as many requests into a deployment as it takes at once; the others wait, first in first out. Shared by the
/// event loops without locks: a place is given back exactly once, whoever gives it back and however often.
final class Gate {
    private static final int WAITING = 0;
    private static final int INSIDE = 1;
    private static final int LEFT = 2;

    private static final Asker NOBODY = new Asker() {
        @Override
        public void admitted() {
            // it never waits
        }

        @Override
        public void moved() {
            // it never waits
        }
    };

    final Capacity capacity;
    private final int width;
    /// Outstanding at most.
    private final int most;
    /// Told of each that wants in while nobody may come in.
    private final Runnable knock;
    /// Inside and waiting together.
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final ConcurrentLinkedQueue<Place> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /// Who wants in; told on the way in from any thread, so it goes on by itself on its event loop.
    interface Asker {
        /// It may come in.
        void admitted();

        /// The deployment was withdrawn while it waited; its place is no more.
        void moved();
    }

    /// @param knock called on event loops, so it must hand it on and return
    Gate(Capacity capacity, int replicas, Runnable knock) {
        this.capacity = capacity;
        this.width = capacity.perReplica() * Math.max(1, replicas);
        // Azure's rule: twice as many as are served may be outstanding
        this.most = capacity.asleep() ? capacity.held() : 2 * width;
        this.knock = knock;
    }

    /// Says that somebody wants in where nobody may come in.
    void knock() {
        if (capacity.asleep()) knock.run();
    }

    /// A place for `asker`, who may come in at once where [Place#isInside] says so; null where too many wait. One that
    /// was `promised` its turn already waits beyond that.
    @Nullable
    Place enter(Asker asker, boolean promised) {
        knock();
        if (outstanding.incrementAndGet() > most && !promised) {
            outstanding.decrementAndGet();
            return null;
        }
        var place = new Place(asker);
        if (!closed && waiting.isEmpty() && take()) {
            place.state.set(INSIDE);
            return place;
        }
        waiting.add(place);
        if (closed) moveAll();
        else
            admit();
        return place;
    }

    /// A place inside for one that does not wait; null where there is none at once.
    @Nullable
    Place pass() {
        if (closed || !waiting.isEmpty() || !take()) return null;
        outstanding.incrementAndGet();
        var place = new Place(NOBODY);
        place.state.set(INSIDE);
        return place;
    }

    private boolean take() {
        while (true) {
            int now = inside.get();
            if (now >= width) return false;
            if (inside.compareAndSet(now, now + 1)) return true;
        }
    }

    private void admit() {
        while (!waiting.isEmpty() && take()) {
            Place first = waiting.poll();
            while (first != null && !first.state.compareAndSet(WAITING, INSIDE))
                first = waiting.poll();
            if (first == null) inside.decrementAndGet();
            else
                first.asker.admitted();
        }
    }

    /// Sends those who wait elsewhere; those inside end where they are.
    void close() {
        closed = true;
        moveAll();
    }

    private void moveAll() {
        for (Place first = waiting.poll(); first != null; first = waiting.poll()) {
            if (!first.state.compareAndSet(WAITING, LEFT)) continue;
            outstanding.decrementAndGet();
            first.asker.moved();
        }
    }

    int outstanding() {
        return outstanding.get();
    }

    int queued() {
        return Math.max(0, outstanding.get() - inside.get());
    }

    /// One request's place, waiting or inside.
    final class Place {
        private final Asker asker;
        private final AtomicInteger state = new AtomicInteger(WAITING);

        private Place(Asker asker) {
            this.asker = asker;
        }

        Gate gate() {
            return Gate.this;
        }

        Capacity capacity() {
            return capacity;
        }

        boolean isInside() {
            return state.get() == INSIDE;
        }

        /// Gives it back; only the first time counts.
        void leave() {
            int was = state.getAndSet(LEFT);
            if (was == LEFT) return;
            outstanding.decrementAndGet();
            if (was == WAITING) {
                waiting.remove(this);
                return;
            }
            inside.decrementAndGet();
            admit();
        }
    }
}
