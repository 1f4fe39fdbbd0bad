package slipway.build;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.engine.BuildSource;
import slipway.engine.ContextEntry;
import slipway.engine.ContextTar;

/// A folder as a build context, without what its `.dockerignore` leaves out. Looked through once, when first asked; what
/// cannot be read is said then, before anything is sent. Any thread.
public final class FolderContext implements BuildSource {
    private final Path root;
    private final String dockerfile;
    private final @Nullable String text;
    private @Nullable List<ContextEntry> entries;

    private FolderContext(Path root, String dockerfile, @Nullable String text) {
        this.root = root;
        this.dockerfile = dockerfile;
        this.text = text;
    }

    /// The folder with its own Dockerfile.
    ///
    /// @param dockerfile its path inside `folder`, with `/`
    public static FolderContext of(Path folder, String dockerfile) {
        Path root = real(folder);
        if (!Files.isRegularFile(root.resolve(dockerfile))) {
            throw StudioException.of("build.no-dockerfile", dockerfile, folder);
        }
        return new FolderContext(root, dockerfile.replaceFirst("^(\\./)+", ""), null);
    }

    /// The folder with `text` as its Dockerfile, under the name [#dockerfilePath]; a file of that name stays behind.
    public static FolderContext with(Path folder, String text) {
        return new FolderContext(real(folder), ".slipway.Dockerfile", text);
    }

    /// Path of the Dockerfile inside the context, as [slipway.engine.Images.Build] wants it.
    public String dockerfilePath() {
        return dockerfile;
    }

    @Override
    public long sizeBytes() throws IOException {
        return entries().stream().mapToLong(ContextEntry::size).sum();
    }

    @Override
    public String dockerfile() throws IOException {
        return text != null ? text : Files.readString(root.resolve(dockerfile));
    }

    @Override
    public InputStream open(LongConsumer sent) throws IOException {
        return new ContextTar(entries(), sent);
    }

    /// The Dockerfile first, the others by name.
    synchronized List<ContextEntry> entries() throws IOException {
        if (entries == null) {
            var found = new Walk().entries();
            if (text != null) found.addFirst(ContextEntry.text(dockerfile, text));
            entries = List.copyOf(found);
        }
        return entries;
    }

    private static Path real(Path folder) {
        try {
            Path real = folder.toRealPath();
            if (Files.isDirectory(real)) return real;
        } catch (IOException e) {
            throw new StudioException(Problem.of("build.no-folder", folder), e);
        }
        throw StudioException.of("build.no-folder", folder);
    }

    /// One walk; symbolic links are taken as they are and never followed, so that a loop is harmless.
    private final class Walk extends SimpleFileVisitor<Path> {
        private final DockerIgnore ignore = DockerIgnore.of(root, dockerfile);
        private final List<ContextEntry> found = new ArrayList<>();

        List<ContextEntry> entries() throws IOException {
            Files.walkFileTree(root, this);
            found.sort((a, b) -> {
                boolean first = a.name().equals(dockerfile);
                return first == b.name().equals(dockerfile) ? a.name().compareTo(b.name()) : first ? -1 : 1;
            });
            return found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            if (Thread.currentThread().isInterrupted()) throw new InterruptedIOException("cancelled");
            if (folder.equals(root)) return FileVisitResult.CONTINUE;
            String name = name(folder);
            if (!ignore.matches(name)) {
                add(name, folder, attributes);
            } else if (ignore.skips(name)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String name = name(file);
            boolean replaced = text != null && name.equals(dockerfile);
            if (replaced || ignore.matches(name)) return FileVisitResult.CONTINUE;
            if (attributes.isRegularFile() && !Files.isReadable(file)) {
                throw StudioException.of("build.unreadable", file);
            }
            add(name, file, attributes);
            return FileVisitResult.CONTINUE;
        }

        /// A folder without permission stays behind unnoticed where the rules leave it out anyway.
        @Override
        public FileVisitResult visitFileFailed(Path path, IOException e) {
            if (!path.equals(root) && ignore.matches(name(path))) return FileVisitResult.CONTINUE;
            throw new StudioException(Problem.of("build.unreadable", path), e);
        }

        private void add(String name, Path path, BasicFileAttributes attributes) throws IOException {
            ContextEntry entry = ContextEntry.of(name, path, attributes);
            if (entry != null) found.add(entry);
        }

        private String name(Path path) {
            return root.relativize(path).toString().replace(File.separatorChar, '/');
        }
    }
}
