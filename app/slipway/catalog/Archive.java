package slipway.catalog;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Units;

/// Unpacks a model archive (zip, tar, tar.gz; told by content, not by name) without trusting it: nothing is written
/// outside its folder, links and devices are refused, and so is an archive that grows out of all proportion. Stateless.
public final class Archive {
    /// An archive may grow by this factor, and by [#SLACK] bytes more.
    private static final long FACTOR = 200;
    private static final long SLACK = 1L << 30;
    private static final long MOST_ENTRIES = 1_000_000;
    private static final int MAGIC = 512;
    private static final long LARGE = 1 << 20;

    private Archive() {}

    /// Whether `file` is one that [#unpack] reads.
    public static boolean is(Path file) {
        if (!Files.isRegularFile(file)) return false;
        try (InputStream in = Files.newInputStream(file)) {
            return kind(in.readNBytes(MAGIC)) != null;
        } catch (IOException e) {
            return false;
        }
    }

    /// Unpacks `archive` to `folder`, which is there only once it is whole. A folder that is there already is taken as
    /// it is.
    public static Path unpack(Path archive, Path folder) throws InterruptedException {
        return unpack(archive, folder, Progress.NONE);
    }

    /// As [#unpack(Path, Path)], and counts how much of the archive was read.
    static Path unpack(Path archive, Path folder, Progress progress) throws InterruptedException {
        if (Files.isDirectory(folder)) return folder;
        Path partial = null;
        try {
            Path parent = java.util.Objects.requireNonNull(folder.toAbsolutePath().getParent());
            Files.createDirectories(parent);
            partial = Files.createTempDirectory(parent, ".unpacking-");
            extract(archive, partial, progress);
            try {
                Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException e) {
                // another deployment of the same artifact was quicker
                delete(partial);
            }
            return folder;
        } catch (IOException e) {
            delete(partial);
            throw new StudioException(Problem.of("catalog.archive-unreadable", archive, e.toString()), e);
        } catch (InterruptedException | RuntimeException e) {
            delete(partial);
            throw e;
        }
    }

    private enum Kind {
        ZIP, TAR, GZIP
    }

    private static @Nullable Kind kind(byte[] head) {
        if (head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) return Kind.ZIP;
        if (head.length > 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b) return Kind.GZIP;
        return TarArchiveInputStream.matches(head, head.length) ? Kind.TAR : null;
    }

    private static void extract(Path archive, Path into, Progress progress) throws IOException, InterruptedException {
        long size = Files.size(archive);
        long left = size * FACTOR + SLACK;
        try (FileChannel channel = FileChannel.open(archive);
                var file = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16)) {
            file.mark(MAGIC);
            Kind kind = kind(file.readNBytes(MAGIC));
            file.reset();
            if (kind == null) throw StudioException.of("catalog.archive-unreadable", archive, "zip, tar, tar.gz");
            try (ArchiveInputStream<?> in = switch (kind) {
                case ZIP -> new ZipArchiveInputStream(file);
                case TAR -> new TarArchiveInputStream(file);
                case GZIP -> new TarArchiveInputStream(
                        GzipCompressorInputStream.builder().setInputStream(file).setDecompressConcatenated(true).get());
            }) {
                long entries = 0;
                for (ArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    if (Thread.interrupted()) throw new InterruptedException("unpacking " + archive);
                    if (++entries > MOST_ENTRIES) throw StudioException.of("catalog.archive-bomb", archive);
                    roomFor(archive, entry, into);
                    left = entry(archive, in, entry, into, left);
                    progress.count(channel.position(), size, Progress.Unit.BYTES);
                }
                if (entries == 0) throw new IOException("no entries");
            }
        }
    }

    /// Writes one entry and answers how many bytes the rest may have.
    private static long entry(Path archive, ArchiveInputStream<?> in, ArchiveEntry entry, Path into, long left)
            throws IOException, InterruptedException {
        Path target = target(archive, entry.getName(), into);
        if (special(entry)) throw StudioException.of("catalog.archive-link", archive, entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return left;
        }
        Files.createDirectories(java.util.Objects.requireNonNull(target.getParent()));
        long rest = left;
        try (OutputStream out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                if (Thread.interrupted()) throw new InterruptedException("unpacking " + archive);
                rest -= n;
                if (rest < 0) throw StudioException.of("catalog.archive-bomb", archive);
                out.write(buffer, 0, n);
            }
        }
        return rest;
    }

    /// An entry that says how large it is and is too large is refused before the disk is full of it.
    private static void roomFor(Path archive, ArchiveEntry entry, Path into) throws IOException {
        if (entry.getSize() < LARGE || Files.getFileStore(into).getUsableSpace() >= entry.getSize()) return;
        throw StudioException.of("catalog.archive-space", archive, entry.getName(), Units.bytes(entry.getSize()));
    }

    private static Path target(Path archive, String name, Path into) {
        try {
            String slashed = name.replace('\\', '/');
            boolean drive = slashed.length() > 1 && slashed.charAt(1) == ':'
                    && Character.isLetter(slashed.toLowerCase(Locale.ROOT).charAt(0));
            Path target = into.resolve(slashed).normalize();
            if (!slashed.startsWith("/") && !drive && target.startsWith(into)) return target;
        } catch (InvalidPathException e) {
            throw new StudioException(Problem.of("catalog.archive-escape", archive, name), e);
        }
        throw StudioException.of("catalog.archive-escape", archive, name);
    }

    /// Whether it is something else than a file or a folder.
    private static boolean special(ArchiveEntry entry) {
        return switch (entry) {
            case TarArchiveEntry tar -> (!tar.isDirectory() && !tar.isFile()) || tar.isSymbolicLink() || tar.isLink();
            case ZipArchiveEntry zip -> zip.isUnixSymlink();
            default -> false;
        };
    }

    /// Removes a file, or a folder with all that is in it; what cannot be removed is logged.
    static void delete(@Nullable Path folder) {
        if (folder == null) return;
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            System.getLogger(Archive.class.getName()).log(System.Logger.Level.WARNING, "left over: " + folder, e);
        }
    }
}
