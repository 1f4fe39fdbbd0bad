package slipway.ui.widget;

import java.util.Arrays;

/// Rising line numbers, added at the end and dropped from the front; grows as needed. One thread.
final class LineNumbers {
    private long[] ring = new long[1024];
    private int head;
    private int size;

    int size() {
        return size;
    }

    long get(int index) {
        return ring[(head + index) % ring.length];
    }

    void add(long number) {
        if (size == ring.length) {
            long[] bigger = new long[size * 2];
            for (int i = 0; i < size; i++)
                bigger[i] = get(i);
            ring = bigger;
            head = 0;
        }
        ring[(head + size++) % ring.length] = number;
    }

    void dropBelow(long number) {
        while (size > 0 && ring[head] < number) {
            head = (head + 1) % ring.length;
            size--;
        }
    }

    void clear() {
        head = 0;
        size = 0;
    }

    /// Index of the first number that is at least `number`; [#size] where there is none.
    int ceiling(long number) {
        int low = 0;
        int high = size;
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
        return at < size && get(at) == number;
    }

    @Override
    public String toString() {
        long[] all = new long[size];
        for (int i = 0; i < size; i++)
            all[i] = get(i);
        return Arrays.toString(all);
    }
}
