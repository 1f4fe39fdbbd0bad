package slipway.build;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

import slipway.engine.BuildSource;

/// A build context put together from several places: a Dockerfile's text, files, folders, single entries. What comes from
/// a disk is readable by everybody in it, since a server does not run as the person who built its image. Filled by one
/// thread, then used as it is.
public final class FilesContext implements BuildSource {
    /// Name of the Dockerfile inside.
    public static final String DOCKERFILE = "Dockerfile";

    private final String dockerfile;
    private final List<ContextEntry> entries = new ArrayList<>();

    public FilesContext(String dockerfile) {
        this.dockerfile = dockerfile;
        add(ContextEntry.text(DOCKERFILE, dockerfile));
    }

    FilesContext add(ContextEntry entry) {
        entries.add(entry);
        return this;
    }

    public FilesContext text(String name, String text) {
        return add(ContextEntry.text(name, text));
    }

    /// The file `path` under the name `name`; of a link, what it points to.
    public FilesContext file(String name, Path path) throws IOException {
        Path real = path.toRealPath();
        ContextEntry entry = ContextEntry.of(name, real, Files.readAttributes(real, BasicFileAttributes.class));
        return entry == null ? this : add(entry.readable());
    }

    /// Everything below `folder`, itself under the name `name`; links stay links.
    public FilesContext folder(String name, Path folder) throws IOException {
        Path root = folder.toRealPath();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                return visitFile(each, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                String inner = root.relativize(each).toString().replace(File.separatorChar, '/');
                ContextEntry entry = ContextEntry.of(inner.isEmpty() ? name : name + "/" + inner, each, attributes);
                if (entry != null) add(entry.readable());
                return FileVisitResult.CONTINUE;
            }
        });
        return this;
    }

    /// The same with another Dockerfile.
    public FilesContext with(String text) {
        var other = new FilesContext(text);
        entries.stream().skip(1).forEach(other::add);
        return other;
    }

    List<ContextEntry> entries() {
        return entries;
    }

    @Override
    public long sizeBytes() {
        return entries.stream().mapToLong(ContextEntry::size).sum();
    }

    @Override
    public String dockerfile() {
        return dockerfile;
    }

    @Override
    public InputStream open(LongConsumer sent) {
        return new ContextTar(List.copyOf(entries), sent);
    }
}
