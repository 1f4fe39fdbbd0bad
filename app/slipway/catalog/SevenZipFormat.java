package slipway.catalog;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;

import slipway.base.StudioException;

/// A 7z with a model in it, which is refused with a word on why: its list is read, nothing in it is. Stateless.
final class SevenZipFormat implements FileFormat {
    private static final String SIGNATURE = "7z\u00bc\u00af'\u001c";
    private static final int MOST_MEMORY_KB = 32 << 10;

    @Override
    public Optional<Header> read(Probe probe) throws IOException {
        if (!probe.has(0, SIGNATURE)) return Optional.empty();
        String model = model(probe);
        if (model.isEmpty()) return Optional.empty();
        throw StudioException.of("catalog.seven-zip", String.valueOf(probe.path().getFileName()), model);
    }

    /// The first entry that is called as models are; empty where there is none, or the list cannot be read.
    private static String model(Probe probe) {
        try (SevenZFile archive = SevenZFile.builder().setPath(probe.path()).setMaxMemoryLimitKiB(MOST_MEMORY_KB)
                .get()) {
            for (SevenZArchiveEntry entry : archive.getEntries()) {
                String name = entry.getName();
                if (name == null || entry.isDirectory()) continue;
                String file = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
                if (Magic.model(file)) return name;
            }
            return "";
        } catch (IOException | RuntimeException e) {
            // encrypted, damaged or none: nobody can say that a model is in it
            return "";
        }
    }
}
