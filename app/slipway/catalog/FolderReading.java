package slipway.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Makes the model of a folder out of what its own reader says and of the files in it. Stateless.
final class FolderReading {
    private static final int MAX_TEXT = 8 << 20;

    private FolderReading() {}

    /// The model that `folder` is: `header` completed by the files, and by the card in `README.md`.
    static Model model(Path folder, Path root, Header header) {
        try {
            return model(folder, root, header, FolderFiles.of(folder));
        } catch (IOException e) {
            throw new StudioException(Problem.of("catalog.unreadable", String.valueOf(e.getMessage())), e);
        }
    }

    /// As [#model(Path, Path, Header)], for a reader that has looked at the files itself.
    static Model model(Path folder, Path root, Header header, FolderFiles files) throws IOException {
        String stated = header.name();
        Path absolute = folder.toAbsolutePath().normalize();
        var contains = new TreeSet<>(files.contains());
        contains.addAll(header.contains());
        contains.remove(header.format());
        var findings = new ArrayList<>(header.findings());
        findings.addAll(files.findings());
        findings.addAll(PlatformLimits.of(files.sizeBytes(), header.contracts()));
        String readme = text(folder.resolve("README.md"));
        ModelCard card = readme == null ? null : ModelCard.of(readme);
        var facts = new LinkedHashMap<>(header.facts());
        if (card != null && card.licence() != null) facts.putIfAbsent("license", card.licence());
        if (card != null && !card.tags().isEmpty()) facts.putIfAbsent("tags", String.join(", ", card.tags()));
        return new Model(absolute, FolderHash.relative(root, folder),
                stated == null ? String.valueOf(absolute.getFileName()) : stated, header.version(),
                header.format(), header.framework(), List.copyOf(contains), header.contracts(), files.sizeBytes(),
                "", header.signature(), findings, card == null ? null : card.markdown(),
                facts.get("license"), null, card == null ? Map.of() : card.metrics(), files.files(), facts,
                stated != null);
    }

    /// The text of a small file, null where there is none or it is too large; never through a symbolic link.
    static @Nullable String text(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_TEXT) return null;
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /// The folders right under `folder`, hidden ones left out, by name; symbolic links are none.
    static List<Path> children(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> !String.valueOf(path.getFileName()).startsWith(".")).sorted().toList();
        }
    }
}
