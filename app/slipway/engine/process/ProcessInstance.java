package slipway.engine.process;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import slipway.base.Beat;
import slipway.base.Live;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.engine.Breaking;
import slipway.engine.Instance;
import slipway.engine.InstanceState;
import slipway.engine.Listening;
import slipway.engine.LogSink;
import slipway.engine.LogTail;
import slipway.engine.Usage;
import slipway.engine.Workload;

/// One process with its tree, started by us or adopted; owned by [ProcessEngine]. Any thread.
///
/// Its state says that it has ended only once its followers have every line, and nothing it started is left.
final class ProcessInstance implements Instance {
    private static final System.Logger LOG = System.getLogger(ProcessInstance.class.getName());
    private static final Duration MEMORY_LOOK = Duration.ofMillis(500);
    private static final Duration ADOPTED_LOOK = Duration.ofMillis(500);
    private static final long BUSY_PAUSE = 50;
    private static final long IDLE_PAUSE = 1000;

    private final ProcessRecord record;
    private final ProcessHandle handle;
    private final ProcessTree tree;
    private final UsageMeter meter;
    private final Tasks tasks;
    private final Live<InstanceState> state = new Live<>(InstanceState.RUNNING);
    private final CountDownLatch exited = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile int exitCode = -1;
    /// 0 for none.
    private volatile long memoryLimit;
    private final List<CountDownLatch> followers = new CopyOnWriteArrayList<>();

    ProcessInstance(ProcessRecord record, ProcessHandle handle, Tasks tasks) {
        this.record = record;
        this.handle = handle;
        this.tasks = tasks;
        this.tree = new ProcessTree(handle, record.pid(), record.run());
        this.meter = new UsageMeter(tree);
        this.memoryLimit = record.memoryBytes();
    }

    /// Begins to watch; `whenGone` is told once, after everything of it has ended. No system tells us when a process
    /// ends that is not our child (the runtime's own answer looks every few seconds), so we look.
    void watch(Consumer<ProcessInstance> whenGone) {
        var exit = new CompletableFuture<Integer>();
        watch(exit, whenGone);
        tasks.quiet("adopted " + record.key(), progress -> {
            try (var life = new ProcessLife(handle)) {
                while (life.goesOn())
                    Beat.await(ADOPTED_LOOK);
            }
            exit.complete(-1);
        });
    }

    /// The same for a child of ours, whose exit code is told.
    void watch(Process child, Consumer<ProcessInstance> whenGone) {
        watch(child.onExit().thenApply(Process::exitValue), whenGone);
    }

    private void watch(CompletableFuture<Integer> exit, Consumer<ProcessInstance> whenGone) {
        if (record.memoryBytes() > 0) tasks.quiet("memory " + record.key(), progress -> guardMemory());
        // runs on the runtime's own thread that waits for processes: only hands on
        var _ = exit.thenAccept(code -> {
            exitCode = code;
            exited.countDown();
            tasks.quiet("end of " + record.key(), progress -> ended(whenGone));
        });
    }

    private void ended(Consumer<ProcessInstance> whenGone) throws InterruptedException {
        try {
            tree.kill(List.of());
            for (CountDownLatch follower : followers) {
                if (!follower.await(1, TimeUnit.SECONDS))
                    LOG.log(System.Logger.Level.WARNING, "slow log " + record.out());
            }
        } finally {
            whenGone.accept(this);
            state.set(new InstanceState(false, exitCode));
            gone.countDown();
        }
    }

    ProcessRecord record() {
        return record;
    }

    @Override
    public Path ownLog() {
        return Path.of(record.out());
    }

    @Override
    public Workload workload() {
        return record.workload();
    }

    @Override
    public URI url() {
        return URI.create(record.url());
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(record.pid());
    }

    @Override
    public Live<InstanceState> state() {
        return state;
    }

    @Override
    public void follow(LogSink sink) {
        var drained = new CountDownLatch(1);
        followers.add(drained);
        // now: whoever cuts the files later must not be overtaken
        var out = new LogTail(Path.of(record.out()));
        var err = new LogTail(Path.of(record.err()));
        tasks.quiet("log " + record.key(), progress -> {
            try {
                pump(sink, out, err);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "cannot read " + record.out(), e);
            } finally {
                drained.countDown();
                followers.remove(drained);
            }
        });
    }

    private void pump(LogSink sink, LogTail out, LogTail err) throws IOException, InterruptedException {
        Consumer<String> toOut = line -> sink.line(System.currentTimeMillis(), false, line);
        Consumer<String> toErr = line -> sink.line(System.currentTimeMillis(), true, line);
        Consumer<String> moreOut = piece -> sink.piece(System.currentTimeMillis(), false, piece);
        Consumer<String> moreErr = piece -> sink.piece(System.currentTimeMillis(), true, piece);
        long pause = BUSY_PAUSE;
        while (true) {
            boolean last = exited.getCount() == 0;
            boolean news = out.poll(toOut, moreOut);
            news |= err.poll(toErr, moreErr);
            if (last) break;
            pause = news ? BUSY_PAUSE : Math.min(IDLE_PAUSE, pause * 2);
            Duration wait = Duration.ofMillis(pause);
            if (pause == IDLE_PAUSE) wait = Beat.until(wait);
            if (exited.await(wait.toNanos(), TimeUnit.NANOSECONDS)) pause = BUSY_PAUSE;
        }
        out.finish(toOut, moreOut);
        err.finish(toErr, moreErr);
    }

    @Override
    public Listening listening() {
        if (exited.getCount() == 0 || !ProcFs.linux()) return Listening.UNKNOWN;
        int port = url().getPort();
        return ProcListeners.of(tree.members()).map(found -> new Listening(true, found, port, port, false)).orElse(
                Listening.UNKNOWN);
    }

    @Override
    public Usage usage() {
        return exited.getCount() == 0 ? Usage.NONE : meter.read();
    }

    /// The system's own limit would count reserved address space, which a JVM has plenty of: what is resident counts.
    private void guardMemory() throws InterruptedException {
        while (!exited.await(MEMORY_LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            long used = meter.memory();
            long limit = memoryLimit;
            if (limit == 0 || used <= limit) continue;
            say(Text.of("engine.oom", Units.bytes(used), Units.bytes(limit)));
            tree.kill(tree.members());
            return;
        }
    }

    @Override
    public Breaking breaking() {
        return new Breaks();
    }

    /// No system of ours limits the resident memory of a process: our guard does, and its limit falls below what is used.
    private final class Breaks implements Breaking {
        @Override
        public void kill() {
            handle.destroyForcibly();
        }

        @Override
        public void exhaustMemory() throws InterruptedException {
            long used = meter.memory();
            if (used == 0) throw StudioException.of("engine.memory-unread");
            memoryLimit = used / 2;
            try {
                if (record.memoryBytes() == 0) tasks.quiet("memory " + record.key(), progress -> guardMemory());
                if (!gone.await(20, TimeUnit.SECONDS)) throw StudioException.of("engine.memory-kept");
            } finally {
                memoryLimit = record.memoryBytes();
            }
        }
    }

    /// Adds a line of ours to the process' own log, so that it is kept with the rest.
    private void say(String line) {
        try {
            Files.writeString(Path.of(record.err()), line + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (NoSuchFileException e) {
            LOG.log(System.Logger.Level.DEBUG, record.err(), e);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, record.err(), e);
        }
    }

    @Override
    public void stop(Duration grace) throws InterruptedException {
        try {
            tree.end(grace);
        } finally {
            if (!gone.await(5, TimeUnit.SECONDS)) LOG.log(System.Logger.Level.WARNING, "will not end: " + record.pid());
        }
    }
}
