package slipway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import slipway.base.Progress;

/// Copies what a plan names, going on from what an earlier copy of the same files left: whole files are known by size
/// and time, the one that was half done is continued. Cancelled by interruption. Used once, one thread.
final class ImportCopy {
    /// What is continued begins at a multiple of this: the very end of a file that was cut off is not trusted.
    static final int STEP = 1 << 20;

    private final ImportPlan plan;
    private final Map<String, ImportPlan.Stamp> before;
    private final Path target;
    private final Progress progress;
    private long done;

    /// @param before the files as they were when `target` was begun
    ImportCopy(ImportPlan plan, Map<String, ImportPlan.Stamp> before, Path target, Progress progress) {
        this.plan = plan;
        this.before = before;
        this.target = target;
        this.progress = progress;
    }

    /// How many bytes need not be copied again.
    long there() throws IOException {
        long there = 0;
        for (String path : plan.files().keySet())
            there += there(path);
        return there;
    }

    void run() throws IOException, InterruptedException {
        if (Files.exists(target)) clearStale();
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        if (!plan.files().containsKey("")) Files.createDirectories(target);
        for (String folder : plan.folders())
            Files.createDirectories(target.resolve(folder));
        done = there();
        progress.count(done, plan.bytes(), Progress.Unit.BYTES);
        for (String path : plan.files().keySet())
            if (!whole(path)) file(path);
    }

    /// Removes what is no part of the source any more, or was copied from another state of it.
    private void clearStale() throws IOException {
        Files.walkFileTree(target, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isRegularFile() || !same(FolderHash.relative(target, file))) Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) throw failure;
                boolean wanted = folder.equals(target) || plan.folders().contains(FolderHash.relative(target, folder));
                if (!wanted) Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private boolean same(String path) {
        ImportPlan.Stamp stamp = plan.files().get(path);
        return stamp != null && stamp.equals(before.get(path));
    }

    private boolean whole(String path) throws IOException {
        Path to = target.resolve(path);
        return same(path) && Files.isRegularFile(to, LinkOption.NOFOLLOW_LINKS)
                && ImportPlan.Stamp.of(Files.readAttributes(to, BasicFileAttributes.class)).equals(before.get(path));
    }

    private long there(String path) throws IOException {
        Path to = target.resolve(path);
        if (whole(path)) return Files.size(to);
        if (!same(path) || !Files.isRegularFile(to, LinkOption.NOFOLLOW_LINKS) || !Files.isWritable(to)) return 0;
        return Math.min(Files.size(to), Objects.requireNonNull(plan.files().get(path)).size()) / STEP * STEP;
    }

    private void file(String path) throws IOException, InterruptedException {
        long there = there(path);
        Path from = plan.source().resolve(path);
        Path to = target.resolve(path);
        if (there == 0) Files.deleteIfExists(to);
        try (FileChannel cut = FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            cut.truncate(there);
        }
        byte[] chunk = new byte[Math.clamp(Files.size(from) - there + 1, 1, STEP)];
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to, StandardOpenOption.APPEND)) {
            in.skipNBytes(there);
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (Thread.interrupted()) throw new InterruptedException("copying " + from);
                out.write(chunk, 0, count);
                done += count;
                progress.count(done, plan.bytes(), Progress.Unit.BYTES);
            }
        }
        var modes = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        if (modes != null) Files.setPosixFilePermissions(to, modes.readAttributes().permissions());
        // last, because it says that the file is whole
        Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
    }
}
