package slipway.catalog;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The SHA-256 of a model, the same on every machine.
///
/// A file: its content. A folder: for each regular file below it (symbolic links left out), ordered by the UTF-8 bytes
/// of its relative path with `/`: that path in UTF-8, one byte 0, the size as eight bytes big-endian, the content. A
/// Dockerfile that the studio keeps with the model (`Dockerfile.slipway…`) is no part of it.
final class FolderHash {
    private FolderHash() {}

    /// The regular files below `folder` in the order of the hash.
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            var sorted = new TreeMap<byte[], Path>(Arrays::compareUnsigned);
            all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> !path.getFileName().toString().startsWith("Dockerfile.slipway"))
                    .forEach(path -> sorted.put(bytes(folder, path), path));
            return List.copyOf(sorted.values());
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
    }

    /// Called after each piece of work, so that it can be slowed down.
    @FunctionalInterface
    interface Pace {
        Pace FULL = () -> {};

        void rest() throws InterruptedException;
    }

    /// Of `model` as it lies there now.
    ///
    /// @throws InterruptedIOException when cancelled
    static String of(Model model, Pace pace) throws IOException {
        MessageDigest digest = sha256();
        if (Files.isDirectory(model.path(), LinkOption.NOFOLLOW_LINKS)) folder(model.path(), digest, pace);
        else
            content(model.path(), digest, pace);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void folder(Path folder, MessageDigest digest, Pace pace) throws IOException {
        List<Path> files = files(folder);
        for (Path file : files) {
            digest.update(bytes(folder, file));
            digest.update((byte) 0);
            digest.update(ByteBuffer.allocate(8).putLong(Files.size(file)).array());
            content(file, digest, pace);
        }
    }

    /// `path` as seen from `root`, with `/`.
    static String relative(Path root, Path path) {
        String text = root.toAbsolutePath().normalize().relativize(path.toAbsolutePath().normalize()).toString();
        return text.replace('\\', '/');
    }

    private static byte[] bytes(Path root, Path path) {
        return relative(root, path).getBytes(StandardCharsets.UTF_8);
    }

    private static void content(Path file, MessageDigest digest, Pace pace) throws IOException {
        // a small file needs no large buffer
        byte[] buffer = new byte[Math.clamp(Files.size(file) + 1, 1 << 10, 1 << 16)];
        try (var in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (Thread.currentThread().isInterrupted()) throw new InterruptedIOException("cancelled");
                digest.update(buffer, 0, count);
                pace.rest();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("cancelled").initCause(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
