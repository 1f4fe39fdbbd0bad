package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.contract.Signature;

/// A Core ML package (`.mlpackage`, told by its manifest) or a compiled model (`.mlmodelc`, which says nothing that we
/// read).
final class CoremlPackageFormat implements FolderFormat {
    @Override
    public Optional<Model> read(Path path, Path root) {
        try {
            Optional<Header> header = Files.isRegularFile(path.resolve("coremldata.bin"), LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(new Header(CoremlFormat.ID, null, null, null, Signature.UNKNOWN, List.of(), List.of(),
                            Map.of("architecture", "compiled"), List.of()))
                    : inPackage(path);
            return header.map(said -> FolderReading.model(path, root, said));
        } catch (Malformed e) {
            throw e.of("Core ML");
        } catch (IOException e) {
            throw new StudioException(Problem.of("catalog.unreadable", String.valueOf(e.getMessage())), e);
        }
    }

    private static Optional<Header> inPackage(Path folder) throws IOException {
        boolean named = String.valueOf(folder.getFileName()).endsWith(".mlpackage");
        String manifest = FolderReading.text(folder.resolve("Manifest.json"));
        if (manifest == null) return Optional.empty();
        Path file = named || manifest.contains("rootModelIdentifier") ? specification(folder, manifest) : null;
        if (file == null) {
            if (named) throw new Malformed("the manifest names no model", 0);
            return Optional.empty();
        }
        try (Probe probe = Probe.open(file)) {
            Magic.refuseStandIn(probe);
            Optional<Header> header = CoremlFormat.read(probe, true);
            if (header.isEmpty()) throw new Malformed("no model in the specification", 0);
            return header;
        }
    }

    /// The file of the root model, null where the manifest names none that lies in the package.
    private static @Nullable Path specification(Path folder, String manifest) throws Malformed {
        JsonNode said = SafeJson.tree(manifest);
        String root = said.path("rootModelIdentifier").asString("");
        String place = said.path("itemInfoEntries").path(root).path("path").asString("");
        if (place.isEmpty()) return null;
        try {
            Path data = folder.resolve("Data");
            Path file = data.resolve(place).normalize();
            return file.startsWith(data) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? file : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
