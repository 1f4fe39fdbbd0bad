package slipway.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.store.AtomicFiles;

/// Rollouts as they are kept in `.slipway/rollouts/ID.json`, each written whole or not at all. Any thread.
public final class RolloutFiles {
    private static final System.Logger LOG = System.getLogger(RolloutFiles.class.getName());

    private final Path folder;

    /// A state and the process whose story it is; `startedAt` in epoch milliseconds, as the system tells it.
    private record Saved(long pid, long startedAt, RolloutState state) {
        static Saved of(RolloutState state) {
            ProcessHandle self = ProcessHandle.current();
            return new Saved(self.pid(), startOf(self), state);
        }

        boolean elsewhere() {
            return pid != ProcessHandle.current().pid() && ProcessHandle.of(pid).filter(ProcessHandle::isAlive)
                    .filter(owner -> Math.abs(startOf(owner) - startedAt) < 2000).isPresent();
        }

        private static long startOf(ProcessHandle process) {
            return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }

    public RolloutFiles(Path stateFolder) {
        this.folder = stateFolder.resolve("rollouts");
    }

    public Path file(String id) {
        return folder.resolve(id + ".json");
    }

    void save(RolloutState state) {
        AtomicFiles.write(file(state.id()), JsonMapper.shared().writeValueAsString(Saved.of(state)));
    }

    void delete(String id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new StudioException(Problem.of("rollout.delete", id), e);
        }
    }

    /// All that can be read, newest first. Those whose process is no more are INTERRUPTED; one that another process
    /// drives stands as that one last saved it.
    public List<RolloutState> all() {
        var all = new ArrayList<RolloutState>();
        if (!Files.isDirectory(folder)) return all;
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".json")).forEach(file -> read(file, all));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, folder.toString(), e);
        }
        all.sort(Comparator.comparing(RolloutState::started).reversed());
        return all;
    }

    private static void read(Path file, List<RolloutState> all) {
        try {
            Saved saved = JsonMapper.shared().readValue(Files.readString(file), Saved.class);
            RolloutState state = saved.state();
            boolean left = !state.status().ended() && !saved.elsewhere();
            all.add(left ? state.with(RolloutState.Status.INTERRUPTED, null) : state);
        } catch (IOException | JacksonException | StudioException e) {
            // one that cannot be read is left where it is, and does not hide the others
            LOG.log(System.Logger.Level.WARNING, file.toString(), e);
        }
    }
}
