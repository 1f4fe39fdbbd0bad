package slipway.wire;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A header's name; compared in any case.
public final class Name {
    final byte[] lower;
    final int hash;
    private final String text;

    public Name(String text) {
        this.text = text.toLowerCase(Locale.ROOT);
        this.lower = this.text.getBytes(StandardCharsets.US_ASCII);
        int h = 0;
        for (byte b : lower)
            h = mix(h, b);
        this.hash = h;
    }

    /// One more byte of a name's hash; letters count in lower case.
    static int mix(int hash, byte b) {
        return hash * 31 + (b >= 'A' && b <= 'Z' ? b + 32 : b);
    }

    boolean is(byte[] bytes, int from, int to) {
        if (to - from != lower.length) return false;
        for (int i = 0; i < lower.length; i++) {
            byte b = bytes[from + i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lower[i]) return false;
        }
        return true;
    }

    /// In lower case.
    @Override
    public String toString() {
        return text;
    }
}
