package slipway.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The newest requests of an endpoint, a ring that event loops write and anybody reads, without locks.
final class RequestLog {
    static final int KEPT = 10_000;

    private final AtomicReferenceArray<RequestRecord> ring = new AtomicReferenceArray<>(KEPT);
    private final AtomicLong next = new AtomicLong();

    long take() {
        return next.getAndIncrement();
    }

    void put(RequestRecord request) {
        ring.set((int) (request.number() % KEPT), request);
    }

    long count() {
        return next.get();
    }

    /// Newest first; a number taken but not yet written is left out.
    List<RequestRecord> recent(int max) {
        long end = next.get();
        long begin = Math.max(0, end - KEPT);
        var found = new ArrayList<RequestRecord>(Math.min(max, KEPT));
        for (long number = end - 1; number >= begin && found.size() < max; number--) {
            RequestRecord request = ring.get((int) (number % KEPT));
            if (request != null && request.number() == number) found.add(request);
        }
        return found;
    }
}
