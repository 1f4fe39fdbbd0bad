package slipway.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import slipway.base.Tasks;
import slipway.engine.Instance;
import slipway.engine.LogFiles;
import slipway.engine.Workload;
import slipway.observe.LogBuffer;
import slipway.observe.LogWriter;

/// Where the logs of containers are kept, beside those that processes keep themselves. One for all deployments; any
/// thread.
final class Archive {
    /// The last lines of a container may come a little after its end.
    private static final Duration LATE = Duration.ofSeconds(5);

    private final LogFiles files;
    private final Tasks tasks;
    private final Set<Path> inUse = ConcurrentHashMap.newKeySet();

    Archive(Path stateFolder, Tasks tasks) {
        this.files = new LogFiles(stateFolder.resolve("logs"));
        this.tasks = tasks;
    }

    /// Shows the log of `instance` in `log` from now on, and keeps it where the instance does not do so itself. Of an
    /// adopted container the engine tells all from the beginning, so its files are written anew.
    void follow(Instance instance, LogBuffer log, boolean adopted) {
        if (instance.workload().container() == null) {
            instance.follow(log::add);
            return;
        }
        LogFiles.Pair pair = pair(instance.workload(), adopted);
        inUse.add(pair.out());
        var writer = new LogWriter(pair, tasks);
        instance.follow((at, stderr, text) -> {
            log.add(at, stderr, text);
            writer.line(at, stderr, text);
        });
        instance.state().onChange(() -> {
            if (instance.state().get().running()) return;
            tasks.quiet("log archive", progress -> {
                try {
                    Tasks.pause(LATE);
                } finally {
                    writer.close();
                    inUse.remove(pair.out());
                }
            });
        });
    }

    private LogFiles.Pair pair(Workload workload, boolean adopted) {
        return adopted
                ? files.again(workload.key(), workload.revision(), workload.replica())
                : files.open(workload.key(), workload.revision(), workload.replica(), List.copyOf(inUse));
    }
}
