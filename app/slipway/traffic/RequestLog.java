package slipway.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/// The newest requests of an endpoint, a ring that event loops write and anybody reads, without locks.
///
/// It holds numbers, and texts that requests share, instead of records: ten thousand records under load are each copied
/// by the collections of garbage in their fraction of a second, which made one request in a hundred wait for
/// milliseconds.
final class RequestLog {
    static final int KEPT = 10_000;

    private final AtomicReferenceArray<RequestSlots> blocks = new AtomicReferenceArray<>(KEPT / RequestSlots.SIZE);
    private final AtomicLong next = new AtomicLong();

    long take() {
        return next.getAndIncrement();
    }

    void put(RequestRecord request) {
        int slot = (int) (request.number() % KEPT);
        int block = slot / RequestSlots.SIZE;
        RequestSlots slots = blocks.get(block);
        if (slots == null) {
            var made = new RequestSlots();
            RequestSlots other = blocks.compareAndExchange(block, null, made);
            slots = other == null ? made : other;
        }
        slots.put(slot % RequestSlots.SIZE, request);
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
            RequestRecord request = get(number);
            if (request != null) found.add(request);
        }
        return found;
    }

    private @Nullable RequestRecord get(long number) {
        int slot = (int) (number % KEPT);
        RequestSlots slots = blocks.get(slot / RequestSlots.SIZE);
        return slots == null ? null : slots.get(slot % RequestSlots.SIZE, number);
    }
}
