package slipway.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

import slipway.base.Activity;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.engine.Instance;
import slipway.engine.LogFiles;
import slipway.engine.LogRotation;
import slipway.engine.LogSegment;
import slipway.engine.LogSink;
import slipway.engine.Workload;
import slipway.observe.LogAgain;
import slipway.observe.LogBuffer;
import slipway.observe.LogCleared;
import slipway.observe.LogQuota;
import slipway.observe.LogWeight;
import slipway.observe.LogWriter;

/// Where the logs of containers are kept, beside those that processes keep themselves, and within how many bytes. One
/// for all deployments; any thread.
final class Archive {
    /// The last lines of a container may come a little after its end.
    private static final Duration LATE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(5);
    /// With fewer bytes left, nothing can be written.
    private static final long ROOM = 4096;
    private static final System.Logger LOG = System.getLogger(Archive.class.getName());

    private final Path folder;
    private final LogFiles files;
    private final LogWeight weight;
    private final Tasks tasks;
    private final Activity activity;
    private final Set<Path> inUse = ConcurrentHashMap.newKeySet();
    /// Files that processes write themselves, with who shows them.
    private final Map<LogFiles.Pair, LogBuffer> own = new ConcurrentHashMap<>();
    private volatile LongSupplier quota = () -> Long.MAX_VALUE;
    private volatile LongConsumer dropped = bytes -> {};

    Archive(Path stateFolder, Tasks tasks, Activity activity) {
        this.folder = stateFolder.resolve("logs");
        this.files = new LogFiles(folder);
        this.weight = new LogWeight(folder);
        this.tasks = tasks;
        this.activity = activity;
    }

    /// The folder of all logs.
    Path folder() {
        return folder;
    }

    /// Lets go of what is oldest whenever the archive has more than `most` bytes; `freed` gets how many that were.
    void keepWithin(LongSupplier most, LongConsumer freed) {
        quota = most;
        dropped = freed;
        tasks.every(LOOK, "log quota", () -> {
            own.forEach(this::cut);
            keep();
        });
    }

    private void keep() {
        long most = quota.getAsLong();
        try {
            if (weight.within(most, Set.copyOf(inUse))) return;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "not weighed: " + folder, e);
        }
        long freed = keep(most);
        if (freed > 0) dropped.accept(freed);
    }

    /// All but what is being written; answers the bytes freed.
    long clean() {
        return keep(0);
    }

    private long keep(long most) {
        try {
            return LogQuota.keep(folder, most, Set.copyOf(inUse));
        } catch (IOException e) {
            throw new StudioException(Problem.of("observe.log-unreadable", folder), e);
        }
    }

    /// A process cannot tell us that it finds no room for its lines: where the disk has none, it does not.
    private void cut(LogFiles.Pair pair, LogBuffer shown) {
        try {
            // without a look at what is mounted, which is long; 0 also where the file is gone
            boolean full = pair.out().toFile().getUsableSpace() < ROOM && Files.exists(pair.out());
            trouble(String.valueOf(folder.relativize(pair.out().resolveSibling(""))), shown,
                    full ? Text.of("deploy.log-no-room") : "");
            for (Path each : List.of(pair.out(), pair.err())) {
                if (Files.size(each) >= LogQuota.segment(quota.getAsLong())) LogRotation.cut(each);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "not cut: " + pair.out(), e);
        }
    }

    /// Enters into the activity log, once, that the log of `key` is no longer kept and why, or that it is again.
    private void trouble(String key, LogBuffer shown, String why) {
        boolean was = shown.trouble() != null;
        if (why.isEmpty() == !was) return;
        Problem problem = why.isEmpty() ? null : Problem.of("observe.log-not-kept", key, why);
        shown.trouble(problem);
        if (problem == null) activity.add(Activity.Outcome.NEUTRAL, "", "deploy.activity.log-again", key);
        else
            activity.failed(problem, "deploy.activity.log-stopped", key, why);
    }

    /// Shows the log of `instance` in `log` from now on, and keeps it where the instance does not do so itself.
    void follow(Instance instance, LogBuffer log, boolean adopted) {
        boolean container = instance.workload().container() != null;
        Path own = instance.ownLog();
        if (!container && own == null) {
            instance.follow(log::add);
            return;
        }
        if (container || own == null) followContainer(instance, log, adopted);
        else
            followProcess(instance, log, LogFiles.pair(own), adopted);
    }

    private void followProcess(Instance instance, LogBuffer log, LogFiles.Pair pair, boolean adopted) {
        if (adopted) files.mend(pair.out());
        inUse.add(pair.out());
        inUse.add(pair.err());
        instance.follow(shown(pair, log, adopted));
        // not before: what is followed begins where the files begin now
        own.put(pair, log);
        whenEnded(instance, pair, () -> own.remove(pair));
    }

    private void followContainer(Instance instance, LogBuffer log, boolean adopted) {
        Workload workload = instance.workload();
        var keep = new Keep(workload.key(), log);
        if (adopted) {
            LogFiles.Pair last = files.latest(workload.key(), workload.revision(), workload.replica()).orElse(null);
            LogWriter writer = last == null ? null : LogWriter.resume(last, tasks, keep).orElse(null);
            if (last != null && writer != null) {
                LogSink shown = shown(last, log, true);
                retell(last, shown);
                follow(instance, last, shown, writer);
                return;
            }
        }
        // the engine tells all from the beginning
        LogFiles.Pair pair = pair(workload, adopted);
        follow(instance, pair, shown(pair, log, adopted), new LogWriter(pair, tasks, keep));
    }

    private static void retell(LogFiles.Pair pair, LogSink shown) {
        try {
            LogAgain.tell(pair, shown);
        } catch (IOException e) {
            throw new StudioException(Problem.of("observe.log-unreadable", pair.out()), e);
        }
    }

    private void follow(Instance instance, LogFiles.Pair pair, LogSink shown, LogWriter writer) {
        inUse.add(pair.out());
        inUse.add(pair.err());
        instance.follow(new LogSink() {
            @Override
            public void line(long at, boolean stderr, String text) {
                if (writer.knows(at, stderr)) return;
                shown.line(at, stderr, text);
                writer.line(at, stderr, text);
            }
        });
        whenEnded(instance, pair, writer::close);
    }

    /// What becomes of the lines of a container.
    private final class Keep implements LogWriter.Keeping {
        private final String key;
        private final LogBuffer shown;

        Keep(String key, LogBuffer shown) {
            this.key = key;
            this.shown = shown;
        }

        @Override
        public long segment() {
            return LogQuota.segment(quota.getAsLong());
        }

        @Override
        public void stopped(String why) {
            trouble(key, shown, why);
        }

        @Override
        public void again() {
            trouble(key, shown, "");
        }

        @Override
        public void cut() {
            keep();
        }
    }

    /// What the person cleared away of a run that goes on stays away.
    private static LogSink shown(LogFiles.Pair pair, LogBuffer log, boolean adopted) {
        Map<String, Long> cleared = adopted
                ? new LogCleared(pair.out().resolveSibling("")).lines()
                : Map.of();
        return log.from(LogSegment.run(pair.out()), begin(pair.out(), cleared), begin(pair.err(), cleared));
    }

    private static LogBuffer.Begin begin(Path live, Map<String, Long> cleared) {
        try {
            return new LogBuffer.Begin(LogSegment.first(live),
                    cleared.getOrDefault(String.valueOf(live.getFileName()), 0L));
        } catch (IOException e) {
            throw new StudioException(Problem.of("observe.log-unreadable", live), e);
        }
    }

    private void whenEnded(Instance instance, LogFiles.Pair pair, Runnable then) {
        var ended = new AtomicBoolean();
        Runnable look = () -> {
            if (instance.state().get().running() || !ended.compareAndSet(false, true)) return;
            tasks.quiet("log archive", progress -> {
                try {
                    Tasks.pause(LATE);
                } finally {
                    then.run();
                    inUse.remove(pair.out());
                    inUse.remove(pair.err());
                }
            });
        };
        instance.state().onChange(look);
        // one that died at once did so before anybody listened
        look.run();
    }

    private LogFiles.Pair pair(Workload workload, boolean adopted) {
        return adopted
                ? files.again(workload.key(), workload.revision(), workload.replica())
                : files.open(workload.key(), workload.revision(), workload.replica(), List.copyOf(inUse));
    }
}
