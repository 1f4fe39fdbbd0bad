package slipway.spec;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import slipway.base.Beat;
import slipway.base.Tasks;

/// Calls back after the YAML files of a workspace changed: told by the system where it can, else found by looking
/// at their sizes and times about once a second (some file systems tell nothing). One loop on one thread of `Tasks`.
final class WorkspaceWatch {
    private static final System.Logger LOG = System.getLogger(WorkspaceWatch.class.getName());
    private static final long QUIET_MILLIS = 100;
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final WorkspaceLooks looks;
    private final Runnable changed;
    private final Map<Path, WatchKey> watched = new HashMap<>();

    WorkspaceWatch(WorkspaceLooks looks, Runnable changed) {
        this.looks = looks;
        this.changed = changed;
    }

    /// Runs until interrupted; `seen` is how the files looked when they were last read.
    void run(List<Object> seen) throws InterruptedException {
        try (WatchService service = service()) {
            List<Object> last = seen;
            while (true) {
                if (service == null) Beat.await(LOOK);
                else
                    waitForQuiet(service);
                List<Object> now = looks.now();
                if (now.equals(last)) continue;
                last = now;
                call();
            }
        } catch (IOException | ClosedWatchServiceException e) {
            LOG.log(System.Logger.Level.DEBUG, "watch closed", e);
        }
    }

    private void call() {
        try {
            changed.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "after a change of files", e);
        }
    }

    private void waitForQuiet(WatchService service) throws InterruptedException {
        // what changed before it was watched was told to nobody
        if (register(service)) return;
        WatchKey key = service.poll(Beat.until(LOOK).toNanos(), TimeUnit.NANOSECONDS);
        // an editor writes in several steps; but one that never stops must not keep its edits from us
        for (int i = 0; key != null && i < 4; i++) {
            key.pollEvents();
            key.reset();
            key = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
        }
        if (key != null) {
            key.pollEvents();
            key.reset();
        }
    }

    /// Whether there are folders that were not watched until now.
    private boolean register(WatchService service) {
        watched.values().removeIf(key -> !key.isValid());
        int before = watched.size();
        try {
            for (Path folder : looks.folders()) {
                if (watched.containsKey(folder) || !Files.isDirectory(folder)) continue;
                watched.put(folder, folder.register(service, StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE));
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "cannot be told of changes, looking instead", e);
        }
        return watched.size() > before;
    }

    private static @Nullable WatchService service() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "no watch service, looking instead", e);
            return null;
        }
    }
}
