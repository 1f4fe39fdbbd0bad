package slipway.catalog;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// What lies right in one folder: its regular files and its folders by name, and how all of it looks from outside.
/// Symbolic links count for the looks only. `newest` is when the last of it changed, in ms since 1970.
record Listing(List<Item> files, List<Item> folders, long stamp, long newest) {
    private static final Comparator<Item> BY_NAME = Comparator.comparing(Item::name);
    private static final Class<? extends BasicFileAttributes> KIND = FileSystems.getDefault()
            .supportedFileAttributeViews().contains("posix") ? PosixFileAttributes.class : BasicFileAttributes.class;

    /// One file or folder; `stamp` tells whether it changed.
    record Item(Path path, String name, long stamp) {}

    static Listing of(Path folder) throws IOException {
        var files = new ArrayList<Item>();
        var folders = new ArrayList<Item>();
        // not in the order in which the disk has them, which may be another each time
        long sum = 0;
        long newest = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path path : all) {
                BasicFileAttributes attributes = attributes(path);
                if (attributes == null) continue;
                String name = String.valueOf(path.getFileName());
                long stamp = Stamp.of(name, attributes);
                sum += stamp;
                newest = Math.max(newest, attributes.lastModifiedTime().toMillis());
                if (attributes.isDirectory()) folders.add(new Item(path, name, stamp));
                else if (attributes.isRegularFile()) files.add(new Item(path, name, stamp));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        files.sort(BY_NAME);
        folders.sort(BY_NAME);
        return new Listing(files, folders, sum, newest);
    }

    /// Null for what went while we looked.
    private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, KIND, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
