package slipway.engine.docker;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.engine.Breaking;
import slipway.engine.ContainerFacts;
import slipway.engine.ContainerSettings;
import slipway.engine.GpuFacts;
import slipway.engine.Inside;
import slipway.engine.Instance;
import slipway.engine.InstanceState;
import slipway.engine.Listening;
import slipway.engine.LogSink;
import slipway.engine.Usage;
import slipway.engine.Workload;

/// One container, started by us or adopted; owned by [DockerEngine]. Any thread.
///
/// Its state says that it has ended only once its followers have every line; then the container is removed.
final class DockerInstance implements Instance, EventWatch.Watched {
    private static final System.Logger LOG = System.getLogger(DockerInstance.class.getName());
    /// How long a container that ended waits for somebody to ask for its log.
    private static final Duration LOG_WAIT = Duration.ofSeconds(10);
    private static final Duration DRAIN = Duration.ofSeconds(60);
    private static final Duration CALL = Duration.ofSeconds(15);
    /// Where nothing listens, for what ended before it could be asked where it answers.
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    private final DockerLink link;
    private final ContainerLaunch.Started container;
    private final Workload workload;
    private final ContainerSettings settings;
    private final Tasks tasks;
    private final Consumer<DockerInstance> whenGone;
    private final ContainerStats stats;
    private final ContainerBreaking breaking;
    private final String command;
    private final Live<InstanceState> state = new Live<>(InstanceState.RUNNING);
    private final Live<ContainerFacts> facts;
    private final @Nullable GpuWatch gpu;
    private final List<CountDownLatch> followers = new CopyOnWriteArrayList<>();
    private final CountDownLatch followed = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile ContainerAddress address = new ContainerAddress(NOWHERE, NOWHERE, 0);
    private volatile @Nullable InstanceState end;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Usage latest = Usage.NONE;
    private volatile boolean stopping;
    /// Between the end and the next start of a restart, in which having ended is no end.
    private volatile boolean restarting;
    private volatile boolean lost;
    private volatile boolean left;

    /// @param whenGone told once, after everything of it has ended and the container is removed
    DockerInstance(DockerLink link, ContainerLaunch.Started container, Workload workload, ContainerSettings settings,
            Tasks tasks, Consumer<DockerInstance> whenGone) {
        this.link = link;
        this.container = container;
        this.workload = workload;
        this.settings = settings;
        this.tasks = tasks;
        this.whenGone = whenGone;
        this.stats = new ContainerStats(link, container.id(), workload.memoryBytes());
        this.breaking = new ContainerBreaking(link, container.id(), workload.memoryBytes(), this::endsWithin);
        this.command = DockerCommand.of(workload, settings, DockerCommand.Way.to(link.reach()));
        this.gpu = settings.gpus() == null
                ? null
                : GpuWatch.start(link, container.id(), GpuTool.HERE, GpuWatch.Pace.USUAL, tasks);
        this.facts = new Live<>(new ContainerFacts(container.id(), container.name(), "", ContainerFacts.Health.NONE,
                List.of(), false, command));
    }

    @Override
    public String id() {
        return container.id();
    }

    @Override
    public void look() throws InterruptedException {
        running();
    }

    /// Asks the engine, and answers whether it runs.
    private boolean running() throws InterruptedException {
        if (end != null) return false;
        InspectContainerResponse seen = link.call("docker inspect", client -> {
            try {
                return client.inspectContainerCmd(id()).exec();
            } catch (NotFoundException e) {
                return null;
            }
        });
        if (seen == null) {
            over(ContainerExit.removed());
            return false;
        }
        var said = seen.getState();
        if (!Boolean.TRUE.equals(said.getRunning())) {
            if (restarting) return true;
            over(ContainerExit.of(said));
            return false;
        }
        reached(ContainerAddress.of(seen, settings, workload.port(), link.reach()));
        var checks = ContainerHealth.checks(said.getHealth());
        facts.set(new ContainerFacts(id(), String.valueOf(seen.getName()).replaceFirst("^/", ""),
                String.valueOf(seen.getImageId()),
                ContainerHealth.health(said.getHealth(), checks), checks, Boolean.TRUE.equals(said.getPaused()),
                command));
        return true;
    }

    /// A container that was restarted may publish other ports.
    private void reached(ContainerAddress now) throws InterruptedException {
        ContainerAddress before = address;
        address = now;
        if (!before.url().equals(now.url())) link.reach().release(before.url());
        if (!before.health().equals(now.health())) link.reach().release(before.health());
    }

    private void over(InstanceState how) {
        synchronized (this) {
            if (end != null) return;
            end = how;
        }
        ended.countDown();
        if (gpu != null) gpu.close();
        tasks.quiet("end of " + container.name(), progress -> ended(how));
    }

    /// Ends it without having been told that it has ended.
    private void abandon(InstanceState how) {
        lost = true;
        over(how);
    }

    private void ended(InstanceState how) throws InterruptedException {
        try {
            if (lost) return;
            drain(Duration.ofSeconds(1));
            state.set(how);
            // launched and dead at once: whoever launched it still comes for its log
            if (!stopping) followed.await(LOG_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            drain(stopping ? CALL : DRAIN);
        } finally {
            state.set(how);
            removed();
        }
    }

    private void drain(Duration limit) throws InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        for (CountDownLatch follower : followers) {
            if (!follower.await(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                LOG.log(System.Logger.Level.DEBUG, "slow log " + container.name());
            }
        }
    }

    private void removed() throws InterruptedException {
        try {
            ContainerLaunch.remove(link, id());
            link.reach().release(address.url());
            link.reach().release(address.health());
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.INFO, "removed later: " + container.name() + ": " + e.getMessage());
            left = true;
        } finally {
            whenGone.accept(this);
            gone.countDown();
        }
    }

    /// Whether the container could not be removed, since the engine did not answer.
    boolean left() {
        return left;
    }

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public URI url() {
        return address.url();
    }

    @Override
    public URI healthUrl() {
        return address.health();
    }

    /// As the engine's machine counts, which on a desktop engine is another one.
    @Override
    public OptionalLong pid() {
        long pid = address.pid();
        return pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty();
    }

    @Override
    public Live<InstanceState> state() {
        return state;
    }

    @Override
    public Live<ContainerFacts> container() {
        return facts;
    }

    @Override
    public Inside inside() {
        return new ContainerInside(link, id(), this::restart);
    }

    @Override
    public Breaking breaking() {
        return breaking;
    }

    @Override
    public Listening listening() throws InterruptedException {
        if (end != null) return Listening.UNKNOWN;
        return ContainerListeners.look(link, id(), address.pid()).map(found -> new Listening(true, found,
                settings.port(), settings.healthPort(), true)).orElse(Listening.UNKNOWN);
    }

    private boolean endsWithin(Duration limit) throws InterruptedException {
        if (ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) return true;
        return !running();
    }

    private void restart(Duration grace) throws InterruptedException {
        int seconds = seconds(grace);
        restarting = true;
        try {
            link.call("docker restart", Duration.ofSeconds(seconds).plus(CALL), client -> {
                client.restartContainerCmd(id()).withTimeout(seconds).exec();
                return true;
            });
        } finally {
            restarting = false;
        }
        running();
    }

    @Override
    public @Nullable Live<GpuFacts> gpu() {
        return gpu == null ? null : gpu.facts();
    }

    @Override
    public void follow(LogSink sink) {
        var drained = new CountDownLatch(1);
        followers.add(drained);
        followed.countDown();
        tasks.quiet("log " + container.name(), progress -> {
            try {
                new ContainerLog(link, id(), new ForLog(), sink).follow();
                lastWords(sink);
            } finally {
                drained.countDown();
                followers.remove(drained);
            }
        });
    }

    /// What a log follower asks of its container.
    private final class ForLog implements ContainerLog.Alive {
        @Override
        public boolean look() throws InterruptedException {
            return running();
        }

        @Override
        public boolean givenUp() {
            return lost;
        }
    }

    /// The kernel does not write into the log why it killed; the engine knows.
    private void lastWords(LogSink sink) throws InterruptedException {
        if (!ended.await(1, TimeUnit.SECONDS)) return;
        InstanceState how = end;
        if (how == null || how.explanation() == null) return;
        if (how.explanation().equals(ContainerExit.OUT_OF_MEMORY)) {
            sink.line(System.currentTimeMillis(), true,
                    Text.of("docker.log-oom", Units.bytes(breaking.limit())));
        } else if (!stopping) {
            sink.line(System.currentTimeMillis(), true, Text.of("docker.log-end", how.exitCode(),
                    Text.of(how.explanation())));
        }
    }

    /// The last reading; asking begins the next one, since an engine may take a second to answer.
    @Override
    public Usage usage() {
        if (end != null) return Usage.NONE;
        if (reading.compareAndSet(false, true)) tasks.quiet("usage " + container.name(), progress -> read());
        return latest;
    }

    private void read() throws InterruptedException {
        try {
            latest = stats.read();
        } catch (StudioException e) {
            latest = Usage.NONE;
        } finally {
            reading.set(false);
        }
    }

    @Override
    public void stop(Duration grace) throws InterruptedException {
        stopping = true;
        followed.countDown();
        try {
            if (end == null) {
                ask(grace);
                running();
            }
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.INFO, "stop " + container.name() + ": " + e.getMessage());
            abandon(ContainerExit.unknown());
        } catch (InterruptedException e) {
            abandon(ContainerExit.of(137, false));
            throw e;
        } finally {
            if (!gone.await(CALL.toSeconds(), TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "will not end: " + container.name());
            }
        }
    }

    /// The engine's own stop: the signal, then the kill once the grace is over.
    private void ask(Duration grace) throws InterruptedException {
        int seconds = seconds(grace);
        link.call("docker stop", Duration.ofSeconds(seconds).plus(CALL), client -> {
            try {
                client.stopContainerCmd(id()).withTimeout(seconds).exec();
            } catch (NotFoundException | NotModifiedException e) {
                return false;
            }
            return true;
        });
    }

    private static int seconds(Duration grace) {
        return Math.clamp((grace.toMillis() + 999) / 1000, 0, 3600);
    }
}
