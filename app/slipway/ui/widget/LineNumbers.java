package slipway.ui.widget;

import java.util.Arrays;

/// Rising line numbers, added at the end and dropped from the front; those before them, found later, stand in an array
/// of their own. One thread.
final class LineNumbers {
    private static final long[] NONE = {};

    private long[] older = NONE;
    private int olderFrom;
    private long[] ring = new long[1024];
    private int head;
    private int size;

    int size() {
        return older.length - olderFrom + size;
    }

    long get(int index) {
        int before = older.length - olderFrom;
        return index < before ? older[olderFrom + index] : ring[(head + index - before) % ring.length];
    }

    void add(long number) {
        if (size == ring.length) {
            long[] bigger = new long[size * 2];
            for (int i = 0; i < size; i++)
                bigger[i] = ring[(head + i) % ring.length];
            ring = bigger;
            head = 0;
        }
        ring[(head + size++) % ring.length] = number;
    }

    /// Puts `numbers`, all smaller than those here, in front; in the place of what stood there before.
    void before(long[] numbers) {
        older = numbers;
        olderFrom = 0;
    }

    void dropBelow(long number) {
        if (olderFrom < older.length && older[olderFrom] < number) {
            int at = Arrays.binarySearch(older, olderFrom, older.length, number);
            olderFrom = at < 0 ? -at - 1 : at;
        }
        while (size > 0 && ring[head] < number) {
            head = (head + 1) % ring.length;
            size--;
        }
    }

    void clear() {
        older = NONE;
        olderFrom = 0;
        head = 0;
        size = 0;
    }

    /// Index of the first number that is at least `number`; [#size] where there is none.
    int ceiling(long number) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle) < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    boolean contains(long number) {
        int at = ceiling(number);
        return at < size() && get(at) == number;
    }

    long[] toArray() {
        long[] all = new long[size()];
        for (int i = 0; i < all.length; i++)
            all[i] = get(i);
        return all;
    }

    @Override
    public String toString() {
        return Arrays.toString(toArray());
    }
}
