package slipway.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.StudioException;
import slipway.spec.DeploymentSpec;
import slipway.store.AtomicFiles;

/// `rolled-back.json`: what runs in place of what files say, so that the next studio does not deploy again what a
/// person went back from. It has the words of a file that is no more, so its owner alone may read it, and it is gone with the
/// last one that went back. Owned by [Remembered], whose lock guards it.
final class HeldBack {
    static final String FILE = "rolled-back.json";
    private static final System.Logger LOG = System.getLogger(HeldBack.class.getName());
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final TreeMap<String, Held> all = new TreeMap<>();

    /// @param file print of what the file says ([Remembered#print])
    /// @param spec what runs instead
    record Held(String file, DeploymentSpec spec) {}

    private HeldBack(Path file) {
        this.file = file;
    }

    /// One that cannot be read holds nothing back: then files are followed as ever.
    static HeldBack open(Path file) {
        var opened = new HeldBack(file);
        if (!Files.exists(file)) return opened;
        try {
            opened.all.putAll(JSON.readValue(Files.readString(file), new TypeReference<Map<String, Held>>() {
            }));
        } catch (IOException | JacksonException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot read " + file, e);
        }
        return opened;
    }

    Optional<Held> of(String id) {
        return Optional.ofNullable(all.get(id));
    }

    void put(String id, @Nullable Held held) {
        Held old = held == null ? all.remove(id) : all.put(id, held);
        if (held == null ? old == null : held.equals(old)) return;
        try {
            if (all.isEmpty()) Files.deleteIfExists(file);
            else
                AtomicFiles.writePrivate(file, JSON.writeValueAsString(all));
        } catch (IOException | StudioException e) {
            // a full disk must not keep a deployment from going back
            LOG.log(System.Logger.Level.WARNING, "cannot write " + file, e);
        }
    }
}
