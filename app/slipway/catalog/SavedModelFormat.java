package slipway.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    private static final String FORMAT = "SavedModel";
    private static final int MOST_TEXT = 16 << 20;

    @Override
    public Optional<Model> read(Path path, Path root) {
        Path file = path.resolve("saved_model.pb");
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(FolderReading.model(path, root, header(file)));
        }
        Path text = path.resolve("saved_model.pbtxt");
        if (!Files.isRegularFile(text, LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
        return Optional.of(FolderReading.model(path, root, textHeader(text)));
    }

    private static Header header(Path file) {
        try (Probe probe = Probe.open(file)) {
            Magic.refuseStandIn(probe);
            return header(SavedModelBinary.read(probe));
        } catch (Malformed e) {
            throw e.of(FORMAT);
        } catch (IOException e) {
            throw new StudioException(Problem.of("catalog.unreadable", String.valueOf(e.getMessage())), e);
        }
    }

    private static Header textHeader(Path file) {
        try (Probe probe = Probe.open(file)) {
            Magic.refuseStandIn(probe);
            if (probe.size() > MOST_TEXT) {
                String name = String.valueOf(file.getFileName());
                return new Header(ID, null, null, "TensorFlow", Signature.UNKNOWN, List.of(), List.of(), Map.of(),
                        List.of(new Finding("tf/text-too-large", Finding.Severity.INFO, List.of(name), name)));
            }
            return header(SavedModelText.read(new String(Source.head(Source.of(probe), MOST_TEXT),
                    StandardCharsets.UTF_8)));
        } catch (Malformed e) {
            throw e.of(FORMAT);
        } catch (IOException e) {
            throw new StudioException(Problem.of("catalog.unreadable", String.valueOf(e.getMessage())), e);
        }
    }

    private static Header header(SavedModelHeader said) throws Malformed {
        if (!said.hasGraph) throw new Malformed("no graph", 0);
        var facts = new LinkedHashMap<String, String>();
        facts.put("tags", String.join(", ", said.tags));
        facts.put("signatures", String.join(", ", said.names()));
        if (!said.method().isEmpty()) facts.put("method", said.method());
        return new Header(ID, null, null, ("TensorFlow " + said.version).strip(), said.signature(), List.of(),
                List.of(), facts, List.of());
    }
}
