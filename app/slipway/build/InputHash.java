package slipway.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import slipway.engine.ContextEntry;

/// A short name for a set of inputs: the same inputs in the same order give the same ten letters. One thread.
final class InputHash {
    static final int LENGTH = 10;

    private final MessageDigest digest;

    InputHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    InputHash add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
        return this;
    }

    /// Name, permissions and content; not when it was changed.
    InputHash add(ContextEntry entry) throws IOException {
        add(entry.name() + " " + entry.mode() + " " + entry.size() + " " + entry.link());
        if (entry.content() == null) return this;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = entry.content().open()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return this;
    }

    /// Ends it.
    String text() {
        return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
    }
}
