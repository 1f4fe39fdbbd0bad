package slipway.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

import slipway.engine.BuildSource;
import slipway.engine.ContextEntry;
import slipway.engine.ContextTar;

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
        ContextEntry.tree(name, folder).forEach(entry -> add(entry.readable()));
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
