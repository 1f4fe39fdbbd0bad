package slipway.traffic;

import java.lang.invoke.VarHandle;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLongArray;

import org.jspecify.annotations.Nullable;

/// Some slots of a [RequestLog]. A slot is written by one thread at a time and read by any: its number is taken away
/// before and put after its values, and a reader that finds another number after them than before has read nothing.
final class RequestSlots {
    static final int SIZE = 500;

    private static final long EMPTY = -1;
    private static final long BUSY = -2;
    private static final int LONGS = 9;
    private static final int TEXTS = 6;
    private static final int FLAG_COPY = 1;
    private static final int FLAG_ID = 2;
    private static final int ID_LENGTH = 32;
    private static final int SHARED = 64;

    private final AtomicLongArray numbers = new AtomicLongArray(SIZE);
    private final long[] longs = new long[SIZE * LONGS];
    private final @Nullable String[] texts = new String[SIZE * TEXTS];
    /// Texts seen lately, by their hash: whoever comes second is the same object, and nothing new is kept for it.
    private final @Nullable String[] shared = new String[SHARED];

    RequestSlots() {
        for (int i = 0; i < SIZE; i++)
            numbers.setPlain(i, EMPTY);
    }

    /// Leaves it out where an older or newer one is being written there at this moment.
    void put(int slot, RequestRecord request) {
        long before = numbers.get(slot);
        if (before == BUSY || before > request.number() || !numbers.compareAndSet(slot, before, BUSY)) return;
        int at = slot * LONGS;
        // nothing of it is seen before its number is gone
        VarHandle.storeStoreFence();
        String id = request.requestId();
        boolean own = isOwn(id);
        longs[at] = own ? hex(id, 0) : 0;
        longs[at + 1] = own ? hex(id, ID_LENGTH / 2) : 0;
        longs[at + 2] = request.epochMillis();
        longs[at + 3] = request.revision();
        longs[at + 4] = request.totalNanos();
        longs[at + 5] = request.upstreamNanos();
        longs[at + 6] = request.requestBytes();
        longs[at + 7] = request.answerBytes();
        longs[at + 8] = ((long) request.status() << 8) | (request.copy() ? FLAG_COPY : 0) | (own ? FLAG_ID : 0);
        int text = slot * TEXTS;
        set(text, own ? null : id);
        set(text + 1, share(request.method()));
        set(text + 2, share(request.path()));
        set(text + 3, share(request.deployment()));
        set(text + 4, share(request.mirrored()));
        set(text + 5, share(request.error()));
        numbers.setRelease(slot, request.number());
    }

    /// Null where another one stands there, or is being written.
    @Nullable
    RequestRecord get(int slot, long number) {
        if (numbers.getAcquire(slot) != number) return null;
        int at = slot * LONGS;
        int text = slot * TEXTS;
        long state = longs[at + 8];
        String id = texts[text];
        if ((state & FLAG_ID) != 0) id = hex(longs[at]) + hex(longs[at + 1]);
        var read = new RequestRecord(number, text(id), longs[at + 2], text(texts[text + 1]), text(texts[text + 2]),
                text(texts[text + 3]), longs[at + 3], (int) (state >> 8), longs[at + 4], longs[at + 5],
                longs[at + 6], longs[at + 7], texts[text + 4], (state & FLAG_COPY) != 0, texts[text + 5]);
        VarHandle.acquireFence();
        return numbers.getOpaque(slot) == number ? read : null;
    }

    /// Not where the same stands there already, as it mostly does: what is written has to be looked at when garbage is
    /// collected.
    private void set(int index, @Nullable String value) {
        // the same object is meant, which is what is kept
        if (!isSame(texts[index], value)) texts[index] = value;
    }

    @SuppressWarnings({"ReferenceEquality", "StringEquality"})
    private static boolean isSame(@Nullable String one, @Nullable String other) {
        return one == other;
    }

    private @Nullable String share(@Nullable String text) {
        if (text == null) return null;
        int at = text.hashCode() & (SHARED - 1);
        String known = shared[at];
        if (text.equals(known)) return known;
        shared[at] = text;
        return text;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// Whether it is an id as the gateway makes them, which two numbers can hold.
    private static boolean isOwn(String id) {
        if (id.length() != ID_LENGTH) return false;
        for (int i = 0; i < ID_LENGTH; i++) {
            char c = id.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) return false;
        }
        return true;
    }

    private static long hex(String id, int from) {
        long value = 0;
        for (int i = from; i < from + ID_LENGTH / 2; i++)
            value = value << 4 | Character.digit(id.charAt(i), 16);
        return value;
    }

    private static String hex(long value) {
        return HexFormat.of().toHexDigits(value);
    }
}
