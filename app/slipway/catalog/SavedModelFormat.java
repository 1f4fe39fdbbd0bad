package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.contract.Signature;

/// A folder with a TensorFlow SavedModel: `saved_model.pb`, or its text form.
final class SavedModelFormat implements FolderFormat {
    private static final String ID = "tf-savedmodel";

    @Override
    public Optional<Model> read(Path path, Path root) {
        Path file = path.resolve("saved_model.pb");
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(FolderReading.model(path, root, header(file)));
        }
        if (!Files.isRegularFile(path.resolve("saved_model.pbtxt"), LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
        return Optional.of(FolderReading.model(path, root, new Header(ID, null, null, "TensorFlow", Signature.UNKNOWN,
                List.of(), List.of(), Map.of(), List.of())));
    }

    private static Header header(Path file) {
        try (Probe probe = Probe.open(file)) {
            Magic.refuseStandIn(probe);
            SavedModelHeader said = SavedModelHeader.read(probe);
            if (!said.hasGraph) throw new Malformed("no graph", 0);
            var facts = new LinkedHashMap<String, String>();
            facts.put("tags", String.join(", ", said.tags));
            facts.put("signatures", String.join(", ", said.names()));
            if (!said.method().isEmpty()) facts.put("method", said.method());
            return new Header(ID, null, null, ("TensorFlow " + said.version).strip(), said.signature(), List.of(),
                    List.of(), facts, List.of());
        } catch (Malformed e) {
            throw e.of("SavedModel");
        } catch (IOException e) {
            throw new StudioException(Problem.of("catalog.unreadable", String.valueOf(e.getMessage())), e);
        }
    }
}
