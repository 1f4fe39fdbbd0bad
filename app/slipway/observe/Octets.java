package slipway.observe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Looks for bytes eight at a time. Stateless; any thread.
final class Octets {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long CASE = 0x2020202020202020L;
    /// Letters and signs from the most frequent in logs to the rarest.
    private static final String FREQUENT = " e0tarion1s2-:lcdp.u3/5468m7h\"9gfb,_=vyw[]k{}()xTqjz'";

    private Octets() {}

    /// Index of `wanted` from `from` to `end` (exclusive); -1 where there is none.
    static int find(byte[] bytes, int from, int end, byte wanted) {
        long pattern = (wanted & 0xffL) * ONES;
        int at = from;
        for (; at + 8 <= end; at += 8) {
            long found = zeros((long) LONGS.get(bytes, at) ^ pattern);
            if (found != 0) return at + (Long.numberOfTrailingZeros(found) >>> 3);
        }
        for (; at < end; at++)
            if (bytes[at] == wanted) return at;
        return -1;
    }

    /// Index of the text `wanted`, given in small letters, in either case; -1 where there is none.
    static int find(byte[] bytes, int from, int end, byte[] wanted) {
        int rare = rarest(wanted);
        int last = end - wanted.length + rare + 1;
        int at = from + rare;
        boolean letter = wanted[rare] >= 'a' && wanted[rare] <= 'z';
        long pattern = (wanted[rare] & 0xffL) * ONES;
        long fold = letter ? CASE : 0;
        for (; at + 8 <= last; at += 8) {
            long found = zeros(((long) LONGS.get(bytes, at) | fold) ^ pattern);
            while (found != 0) {
                int hit = at + (Long.numberOfTrailingZeros(found) >>> 3) - rare;
                if (is(bytes, hit, wanted)) return hit;
                found &= found - 1;
            }
        }
        for (; at < last; at++)
            if (is(bytes, at - rare, wanted)) return at - rare;
        return -1;
    }

    /// The high bit of each byte of `word` that is zero; above the lowest such byte there may be others too many.
    private static long zeros(long word) {
        return (word - ONES) & ~word & HIGHS;
    }

    private static boolean is(byte[] bytes, int at, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            byte octet = bytes[at + i];
            if (octet >= 'A' && octet <= 'Z') octet = (byte) (octet + 32);
            if (octet != wanted[i]) return false;
        }
        return true;
    }

    private static int rarest(byte[] wanted) {
        int best = 0;
        int rank = -1;
        for (int i = 0; i < wanted.length; i++) {
            int here = FREQUENT.indexOf(wanted[i]);
            if (here < 0) return i;
            if (here > rank) {
                rank = here;
                best = i;
            }
        }
        return best;
    }
}
