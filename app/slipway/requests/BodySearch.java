package slipway.requests;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Looks for a text in bytes; letters of ASCII in any case. Stateless.
final class BodySearch {
    private static final int LOOK = 1 << 20;

    private BodySearch() {}

    static List<Integer> find(ByteBuffer bytes, byte[] wanted, int max) throws InterruptedException {
        var found = new ArrayList<Integer>();
        if (wanted.length == 0) return found;
        byte low = small(wanted[0]);
        int last = bytes.limit() - wanted.length;
        for (int at = 0; at <= last && found.size() < max; at++) {
            if ((at & LOOK - 1) == 0 && Thread.interrupted()) throw new InterruptedException();
            if (small(bytes.get(at)) == low && matches(bytes, at, wanted)) {
                found.add(at);
                at += wanted.length - 1;
            }
        }
        return found;
    }

    private static boolean matches(ByteBuffer bytes, int at, byte[] wanted) {
        for (int i = 1; i < wanted.length; i++) {
            if (small(bytes.get(at + i)) != small(wanted[i])) return false;
        }
        return true;
    }

    private static byte small(byte each) {
        return each >= 'A' && each <= 'Z' ? (byte) (each + 32) : each;
    }
}
