package slipway.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.StudioException;

/// The names that an engine would give to what is in an archive of images. Stateless.
final class ImageNames {
    private static final String ANNOTATION = "io.containerd.image.name";
    private static final long MOST = 4 << 20;

    private ImageNames() {}

    /// From `manifest.json`, `index.json` and the older `repositories`; an archive that is no plain tar, or has one of
    /// these twice or as a link, is refused as damaged at `member`.
    static Set<String> in(Path archive, String member) {
        var names = new TreeSet<String>();
        var seen = new HashSet<String>();
        try (var tar = new TarFile(archive)) {
            for (TarArchiveEntry each : tar.getEntries()) {
                String name = each.getName().replaceFirst("^(?:\\./)+", "");
                if (!Set.of("manifest.json", "index.json", "repositories").contains(name)) continue;
                if (!each.isFile() || each.isSymbolicLink() || each.isLink() || each.getSize() > MOST
                        || !seen.add(name))
                    throw new IOException(name);
                try (var in = tar.getInputStream(each)) {
                    add(name, JsonMapper.shared().readTree(in), names);
                }
            }
            return names;
        } catch (IOException | IllegalArgumentException | JacksonException e) {
            throw new StudioException(Problem.of("bundle.damaged", member, String.valueOf(e.getMessage())), e);
        }
    }

    private static void add(String file, JsonNode tree, Set<String> names) {
        switch (file) {
            case "manifest.json" -> tree.forEach(image -> image.path("RepoTags").forEach(each -> names.add(each
                    .asString(""))));
            case "index.json" -> tree.path("manifests").forEach(each -> {
                String name = each.path("annotations").path(ANNOTATION).asString("");
                if (!name.isEmpty()) names.add(name.replaceFirst("^docker\\.io/(?:library/)?", ""));
            });
            default -> tree.forEachEntry((repository, tags) -> tags.propertyNames().forEach(tag -> names.add(repository
                    + ":" + tag)));
        }
    }
}
