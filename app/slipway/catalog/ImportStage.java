package slipway.catalog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;

/// The hidden folder in a root where one import puts its model together, the same one for the same source, and locked
/// against a second import of it, here or in another process. Owned by [ModelImport]; one thread.
final class ImportStage {
    /// How long what a killed import left waits to be resumed.
    static final Duration KEPT = Duration.ofDays(7);

    private static final String PREFIX = ".import-";
    private static final String LOCK = "lock";
    private static final int ATTEMPTS = 10;
    /// The system forgets a process's lock when the process closes the file a second time: never open it twice.
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

    private final Path source;
    private final Path folder;
    private final FileChannel lock;

    private ImportStage(Path source, Path folder, FileChannel lock) {
        this.source = source;
        this.folder = folder;
        this.lock = lock;
    }

    /// The stage of `source`, with what a killed import of it left there.
    static ImportStage open(Path root, Path source) throws IOException {
        Path folder = root.resolve(PREFIX + digest(source));
        FileChannel lock = lock(folder);
        if (lock == null) throw StudioException.of("catalog.import-busy", source, root);
        return new ImportStage(source, folder, lock);
    }

    /// Where the model is put together, under the name it will have.
    Path model() {
        return folder.resolve("model").resolve(String.valueOf(source.getFileName()));
    }

    /// Where an archive is unpacked.
    Path unpacked() {
        return folder.resolve("unpacked");
    }

    boolean holds(Path path) {
        return path.startsWith(folder);
    }

    /// The files that an earlier import meant to bring.
    Map<String, ImportPlan.Stamp> before() throws IOException {
        return ImportPlan.read(state(), source).orElse(Map.of());
    }

    /// Whether a later import could go on from here.
    boolean resumable() {
        return Files.exists(state());
    }

    void begin(ImportPlan plan) {
        plan.write(state());
    }

    /// Forgets what is here.
    void clear() throws IOException {
        try (var all = Files.newDirectoryStream(folder, each -> !each.endsWith(LOCK))) {
            all.forEach(Archive::delete);
        }
    }

    void close(boolean keep) {
        // deleted while it is locked, so that nobody else begins in a folder that is going away
        if (!keep) Archive.delete(folder);
        release(folder, lock);
    }

    /// Removes the stages in `root` that nobody came back to; what cannot be removed is logged.
    static void clearOld(Path root) {
        Instant old = Instant.now().minus(KEPT);
        try (var all = Files.newDirectoryStream(root, PREFIX + "*")) {
            for (Path each : all) {
                if (!Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS) || touched(each).isAfter(old)) continue;
                FileChannel lock = lock(each);
                if (lock == null) continue;
                Archive.delete(each);
                release(each, lock);
            }
        } catch (IOException e) {
            System.getLogger(ImportStage.class.getName()).log(System.Logger.Level.WARNING, "left over in " + root, e);
        }
    }

    /// When an import last began here.
    private static Instant touched(Path stage) throws IOException {
        Path lock = stage.resolve(LOCK);
        return Files.getLastModifiedTime(Files.exists(lock) ? lock : stage).toInstant();
    }

    private Path state() {
        return folder.resolve("state.json");
    }

    /// Makes `folder` and locks it; null where somebody else has it.
    private static @Nullable FileChannel lock(Path folder) throws IOException {
        if (!HERE.add(folder)) return null;
        FileChannel locked = null;
        try {
            for (int attempt = 0; locked == null && attempt < ATTEMPTS; attempt++) {
                Files.createDirectories(folder);
                FileChannel channel = null;
                try {
                    channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    if (channel.tryLock() == null) return null;
                    if (current(channel, folder.resolve(LOCK))) locked = channel;
                } catch (NoSuchFileException e) {
                    // the one before is just deleting the folder
                    System.getLogger(ImportStage.class.getName()).log(System.Logger.Level.DEBUG, "again", e);
                } finally {
                    if (locked == null && channel != null) channel.close();
                }
            }
            return locked;
        } finally {
            if (locked == null) HERE.remove(folder);
        }
    }

    /// Whether what was locked is still the file of that name, and not one that its owner deleted in the meantime: seen
    /// by giving it a size of its own, because the file must not be opened again.
    private static boolean current(FileChannel channel, Path file) throws IOException {
        int size = ThreadLocalRandom.current().nextInt(1, 1 << 16);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(new byte[size]));
        return Files.size(file) == size;
    }

    private static void release(Path folder, FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            System.getLogger(ImportStage.class.getName()).log(System.Logger.Level.WARNING, "lock of " + folder, e);
        } finally {
            HERE.remove(folder);
        }
    }

    private static String digest(Path source) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(source.toString().getBytes(
                    StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
