package slipway.engine;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// One entry of an archive that is sent to an engine: a file, a folder or a symbolic link. Immutable; its content is read when it is sent.
///
/// @param name    inside the archive, with `/`
/// @param mode    permission bits
/// @param size    bytes of a file's content, 0 else
/// @param seconds when it was changed, since 1970; not below 0
/// @param link    target of a link as it stands there, else null
/// @param content of a file, else null
public record ContextEntry(String name, int mode, long size, long seconds, @Nullable String link,
        @Nullable Content content) {
    /// Opened once for each time the archive is sent.
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    public boolean isFolder() {
        return link == null && content == null;
    }

    /// The same for everybody to read, and to run or enter where its owner may.
    public ContextEntry readable() {
        int all = (mode & 0100) != 0 || isFolder() ? 0555 : 0444;
        return new ContextEntry(name, mode | all, size, seconds, link, content);
    }

    /// The same for nobody to write, for what a server is to read only.
    public ContextEntry unwritable() {
        return new ContextEntry(name, mode & ~0222, size, seconds, link, content);
    }

    /// The same as a program for everybody.
    public ContextEntry runnable() {
        return new ContextEntry(name, mode | 0111, size, seconds, link, content);
    }

    /// A folder with the permission bits `mode`.
    public static ContextEntry folder(String name, int mode) {
        return new ContextEntry(name, mode, 0, 0, null, null);
    }

    /// A file that exists in memory only.
    public static ContextEntry text(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new ContextEntry(name, 0644, bytes.length, 0, null, () -> new ByteArrayInputStream(bytes));
    }

    /// Everything at and below `root`, itself under the name `name`; links below stay links.
    public static List<ContextEntry> tree(String name, Path root) throws IOException {
        var all = new ArrayList<ContextEntry>();
        Path real = root.toRealPath();
        Files.walkFileTree(real, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                return visitFile(each, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                String inner = real.relativize(each).toString().replace(File.separatorChar, '/');
                ContextEntry entry = of(inner.isEmpty() ? name : name + "/" + inner, each, attributes);
                if (entry != null) all.add(entry);
                return FileVisitResult.CONTINUE;
            }
        });
        return all;
    }

    /// What lies at `path`, a link as the link; null for what has no place in an archive: a socket, a device.
    public static @Nullable ContextEntry of(String name, Path path, BasicFileAttributes attributes) throws IOException {
        long seconds = Math.max(0, attributes.lastModifiedTime().toMillis() / 1000);
        if (attributes.isSymbolicLink()) {
            String target = Files.readSymbolicLink(path).toString().replace(File.separatorChar, '/');
            return new ContextEntry(name, 0777, 0, seconds, target, null);
        }
        if (attributes.isDirectory()) return new ContextEntry(name, mode(path), 0, seconds, null, null);
        if (!attributes.isRegularFile()) return null;
        return new ContextEntry(name, mode(path), attributes.size(), seconds, null, () -> Files.newInputStream(path));
    }

    /// Where the file system knows no permissions, what the docker CLI says there too.
    private static int mode(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) return 0755;
        return (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
    }
}
