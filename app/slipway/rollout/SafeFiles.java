package slipway.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.StudioException;
import slipway.store.AtomicFiles;

/// Safe rollouts as they are kept in `.slipway/rollouts/safe/ID.json`. Any thread.
final class SafeFiles {
    private static final System.Logger LOG = System.getLogger(SafeFiles.class.getName());

    private final Path folder;

    SafeFiles(Path stateFolder) {
        this.folder = stateFolder.resolve("rollouts").resolve("safe");
    }

    void save(SafeState state) {
        AtomicFiles.write(folder.resolve(state.id() + ".json"), JsonMapper.shared().writeValueAsString(state));
    }

    /// All that can be read, newest first, none of them busy any more.
    List<SafeState> all() {
        var all = new ArrayList<SafeState>();
        if (!Files.isDirectory(folder)) return all;
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".json")).forEach(file -> read(file, all));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, folder.toString(), e);
        }
        all.sort(Comparator.comparing(SafeState::started).reversed());
        return all;
    }

    private static void read(Path file, List<SafeState> all) {
        try {
            all.add(JsonMapper.shared().readValue(Files.readString(file), SafeState.class).busyWith(null));
        } catch (IOException | JacksonException | StudioException e) {
            // one that cannot be read is left where it is, and does not hide the others
            LOG.log(System.Logger.Level.WARNING, file.toString(), e);
        }
    }
}
