package slipway.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/// Copies and digests what is too large to be held. Stateless; interruption cancels.
final class Copying {
    private static final int BUFFER = 1 << 17;

    private Copying() {}

    /// Copies at most `size` bytes and answers their SHA-256; `each` gets the length of every piece. Less is copied
    /// where `in` ends before.
    static Sum copy(InputStream in, OutputStream out, long size, LongConsumer each) throws IOException,
            InterruptedException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER];
        long left = size;
        while (left > 0) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) break;
            if (Thread.interrupted()) throw new InterruptedException("copying");
            digest.update(buffer, 0, n);
            out.write(buffer, 0, n);
            left -= n;
            each.accept(n);
        }
        return new Sum(size - left, HexFormat.of().formatHex(digest.digest()));
    }

    /// What was copied.
    record Sum(long size, String sha256) {}

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
