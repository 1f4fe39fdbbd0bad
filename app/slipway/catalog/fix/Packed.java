package slipway.catalog.fix;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// An archive whose entries can be listed and written again under other names, with times and modes kept.
sealed interface Packed {
    /// The names of all entries in their order; fails where there are more than `most`, or one is no file or folder.
    List<String> names(int most) throws IOException;

    /// Writes to `target` the entries that `renames` names, in their order.
    void write(Map<String, String> renames, Path target) throws IOException;

    /// The zip or tar.gz that `file` is by its first bytes, null where it is neither.
    static @Nullable Packed of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(2);
        }
        if (head.length < 2) return null;
        if (head[0] == 'P' && head[1] == 'K') return new Zip(file);
        return (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b ? new TarGz(file) : null;
    }

    /// Packed bytes are copied as they are.
    record Zip(Path file) implements Packed {
        @Override
        public List<String> names(int most) throws IOException {
            var names = new ArrayList<String>();
            try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
                for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                    if (names.size() == most || entry.isUnixSymlink()) throw new IOException(entry.getName());
                    names.add(entry.getName());
                }
            }
            return names;
        }

        @Override
        public void write(Map<String, String> renames, Path target) throws IOException {
            try (ZipFile zip = ZipFile.builder().setPath(file).get(); var out = new ZipArchiveOutputStream(target)) {
                for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                    String name = renames.get(entry.getName());
                    if (name == null) continue;
                    try (InputStream raw = zip.getRawInputStream(entry)) {
                        out.addRawArchiveEntry(new Renamed(entry, name), raw);
                    }
                }
            }
        }

        private static final class Renamed extends ZipArchiveEntry {
            Renamed(ZipArchiveEntry entry, String name) throws ZipException {
                super(entry);
                setName(name);
                if (getExtraField(UnicodePathExtraField.UPATH_ID) != null)
                    removeExtraField(UnicodePathExtraField.UPATH_ID);
            }
        }
    }

    /// Has no list of its entries: it is read through, up to a bound.
    record TarGz(Path file) implements Packed {
        private static final long MOST_PACKED = 512L << 20;
        private static final long MOST_CONTENT = 16L << 30;

        @Override
        public List<String> names(int most) throws IOException {
            if (Files.size(file) > MOST_PACKED) throw new IOException("too large to be packed again: " + file);
            var names = new ArrayList<String>();
            long size = 0;
            try (TarArchiveInputStream tar = open()) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    size += Math.max(0, entry.getSize());
                    boolean plain = (entry.isFile() || entry.isDirectory()) && !entry.isLink()
                            && !entry.isSymbolicLink() && !entry.isSparse();
                    if (names.size() == most || !plain || size > MOST_CONTENT) throw new IOException(entry.getName());
                    names.add(entry.getName());
                }
            }
            return names;
        }

        @Override
        public void write(Map<String, String> renames, Path target) throws IOException {
            try (TarArchiveInputStream tar = open();
                    var out = new TarArchiveOutputStream(
                            new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(target))), "UTF-8")) {
                out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    String name = renames.get(entry.getName());
                    if (name == null) continue;
                    entry.setName(name);
                    out.putArchiveEntry(entry);
                    tar.transferTo(out);
                    out.closeArchiveEntry();
                }
            }
        }

        private TarArchiveInputStream open() throws IOException {
            return new TarArchiveInputStream(
                    new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file))), "UTF-8");
        }
    }
}
