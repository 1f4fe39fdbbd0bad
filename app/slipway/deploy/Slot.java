package slipway.deploy;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import slipway.base.Activity.Outcome;
import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Units;
import slipway.engine.Engine;
import slipway.engine.Instance;
import slipway.observe.Health;
import slipway.observe.LogBuffer;
import slipway.observe.LogLine;
import slipway.spec.DeploymentSpec;

/// One deployment's life: the story under way, what runs for it, and its line in the list. Work on what runs takes
/// turns; a newer order supersedes an older one, whose story is cancelled and whose news no longer counts.
final class Slot {
    private final Yard yard;
    private final String id;
    private final LogBuffer log = new LogBuffer();
    private final ReentrantLock turn = new ReentrantLock(true);
    /// Taken by who offers, never together with the slot's own lock.
    private final Object offers = new Object();
    private final Retirement retirement;
    private final Resizing resizing;
    private final Telling telling;
    private final Lineage lineage;
    private volatile Deployment now;
    private volatile @Nullable Keeper keeper;
    private volatile List<Instance> starting = List.of();
    private Tasks.@Nullable Task order;
    private int generation;

    Slot(DeploymentSpec spec, Yard yard) {
        this.yard = yard;
        this.id = spec.id();
        this.retirement = new Retirement(yard.tasks());
        this.resizing = new Resizing(yard, log, retirement);
        this.telling = new Telling(this, yard, id, log, turn);
        this.lineage = new Lineage(spec, yard.remembered());
        var first = new Change(spec, yard.engineOf().apply(spec));
        first.revision = yard.remembered().revision(id);
        this.now = first.done();
    }

    Deployment now() {
        return now;
    }

    LogBuffer log() {
        return log;
    }

    synchronized DeploymentSpec asked() {
        return lineage.asked();
    }

    /// What is measured for it now.
    List<Instance> running() {
        Keeper current = keeper;
        return current == null ? List.of() : current.running();
    }

    /// Those that run or are being started.
    List<Instance> there() {
        Keeper current = keeper;
        return current == null ? starting : current.running();
    }

    /// Asks all that runs now; what came is noted and answered. Empty while nothing is kept.
    List<Health.Probed> probeNow() throws InterruptedException {
        Keeper current = keeper;
        return current == null ? List.of() : current.probeNow();
    }

    /// Lists it with `spec`, nothing started.
    synchronized void list(DeploymentSpec spec) {
        lineage.follow(spec);
        change(c -> {
            c.spec = spec;
            c.engine = yard.engineOf().apply(spec);
        });
    }

    /// Whether `spec` only records a digest, which changes nothing that runs.
    synchronized boolean recorded(DeploymentSpec spec) {
        if (!lineage.records(spec, now.image(), now.revision())) return false;
        change(c -> c.spec = lineage.spec());
        return true;
    }

    synchronized void deploy(DeploymentSpec spec) {
        lineage.follow(spec);
        again();
    }

    /// Deploys what the file says, which is `spec`, or goes on with what it went back to from that.
    synchronized void start(DeploymentSpec spec) {
        if (!spec.equals(lineage.asked())) lineage.follow(spec);
        again();
    }

    /// Deploys again what the file says, or what it went back to.
    synchronized void again() {
        DeploymentSpec spec = lineage.spec();
        long revision = yard.remembered().nextRevision(id);
        lineage.remember(revision);
        begin(spec, revision, Telling.Order.DEPLOY,
                () -> yard.preflight().plan(spec, yard.engineOf().apply(spec), revision));
    }

    /// The same where nothing was ordered since `mine`: a stop that came meanwhile stays one.
    synchronized void again(int mine) {
        if (mine == generation) again();
    }

    /// See [Lineage#hold].
    synchronized void hold(DeploymentSpec file, DeploymentSpec instead) {
        lineage.hold(file, instead);
    }

    /// Has the revision before run again, which is `wanted`; see [Deployments#rollBack].
    synchronized void rollBack(long wanted) {
        Plan to = lineage.target(now.revision());
        if (!now.state().mayGoBack()) throw StudioException.of("deploy.back-not-now", id, now.state().word());
        if (to == null) throw StudioException.of("deploy.back-none", id);
        if (to.revision() != wanted) throw StudioException.of("deploy.back-other", id, to.revision(), wanted);
        begin(to.spec(), to.revision(), Telling.Order.BACK, () -> to);
    }

    private void begin(DeploymentSpec spec, long revision, Telling.Order what, Resolution resolution) {
        int mine = supersede();
        change(c -> c.queued(spec, yard.engineOf().apply(spec), revision));
        order = yard.tasks().start(what.task(), List.of(id, revision),
                progress -> telling.tell(mine, revision, progress, what, board -> {
                    board.begin("resolve");
                    change(mine, c -> c.state(DeploymentState.PREPARING));
                    Plan plan = resolution.plan();
                    board.done("resolve", plan.title());
                    // the image that is pulled or built is of no use at another engine
                    try (Engine.Hold _ = plan.engine().hold()) {
                        run(plan, mine, board, progress, what);
                    }
                }));
    }

    /// Has it run on `count` replicas, 0 for none until a request comes, and follow `spec`, which differs from what runs in
    /// nothing else. Those that stay are not touched. False where nothing proved is there to be changed.
    boolean resize(DeploymentSpec spec, int count) {
        DeploymentSpec before = asked();
        if (!begins(spec, count)) return false;
        Keeper current = keeper;
        // while it sleeps its file says how many requests wait for it, and how long
        if (current != null && current.size() == 0 && !spec.equals(before)) offer(current);
        return true;
    }

    private synchronized boolean begins(DeploymentSpec spec, int count) {
        Keeper current = keeper;
        if (current == null || !now.state().kept()) return false;
        lineage.counts(spec, now.revision());
        boolean work = resizing.begins(current, lineage.spec(), count);
        change(c -> c.follow(lineage.spec()));
        if (!work) return true;
        int mine = generation;
        order = yard.tasks().start("deploy.task.scale", List.of(id, count), progress -> {
            try {
                turn.lockInterruptibly();
                try {
                    resizing.run(current, progress, new Resized(this, yard, id, current, mine));
                } finally {
                    turn.unlock();
                }
            } finally {
                resizing.ended(current);
            }
        });
        return true;
    }

    /// How many replicas run for it, or are being started beside them.
    int replicas() {
        Keeper current = keeper;
        return current == null ? 0 : resizing.wanted(current);
    }

    /// Takes over what an earlier studio left running; what does not answer any more is deployed anew.
    synchronized void adopt(List<Instance> instances) {
        int mine = supersede();
        change(c -> {
            c.state(DeploymentState.STARTING);
            c.instances(instances);
        });
        DeploymentSpec spec = lineage.spec();
        order = yard.tasks().start("deploy.task.adopt", List.of(id),
                progress -> telling.adopt(mine, spec, instances, progress));
    }

    private void run(Plan resolved, int mine, StoryBoard board, Progress progress, Telling.Order what)
            throws InterruptedException {
        long begin = System.nanoTime();
        change(mine, c -> {
            c.contract = resolved.contract().id();
            c.model = resolved.model();
        });
        Plan plan = yard.images().pin(resolved, board, progress, log);
        change(mine, c -> c.state(DeploymentState.STARTING));
        // one that a newer order no longer waited for may still hold the port
        retirement.await();
        Keeper old = keeper;
        if (old != null && plan.sharesPort(old.plan())) {
            // both cannot listen on the wanted port: the old one has to make room first
            halt();
            old = null;
        }
        boolean fresh = old == null;
        var deployer = new Deployer(plan, log, yard.archive());
        int count = plan.replicas(old == null ? 0 : old.size());
        Deployer.Proved proved = deployer.bring(count, board, progress, instances -> {
            starting = instances;
            change(mine, c -> {
                if (fresh) c.instances(instances);
            });
        });
        Deployment replaced = old == null ? null : Change.ready(now, old);
        keep(plan, proved, mine, what);
        yard.activity().did(what.twin(plan, proved), Units.nanos(System.nanoTime() - begin), what.good(),
                List.of(id, plan.revision()));
        if (old == null || replaced == null) return;
        retirement.of(id, () -> yard.routes().get().drain(replaced), old::stop);
    }

    void keep(Plan plan, Deployer.Proved proved, int mine, Telling.Order what) {
        var fresh = new Keeper(plan, proved, yard, log, new Upkeep(this, yard, id));
        keeper(fresh);
        starting = List.of();
        synchronized (this) {
            // one that was overtaken runs until the newer order is done, which is what the next studio is to do
            lineage.proved(plan, what == Telling.Order.BACK && mine == generation);
        }
        change(mine, c -> {
            c.fill(fresh);
            c.state(DeploymentState.READY);
            c.readyAt = Instant.now();
            c.problem = null;
        });
        offer(fresh);
        fresh.begin();
    }

    /// After a story that did not end well: what ran before goes on, else nothing runs.
    void settle(int mine, DeploymentState otherwise, @Nullable Problem problem, long firstLine) {
        List<LogLine> lines = problem == null
                ? List.of()
                : log.read(Math.max(firstLine, log.next() - Deployer.LAST_LINES), Deployer.LAST_LINES);
        Keeper current = keeper;
        starting = List.of();
        change(mine, c -> {
            if (current == null) {
                c.nothingRuns(otherwise);
                if (otherwise == DeploymentState.STOPPED) yard.remembered().stopped(id);
            } else {
                c.fill(current);
                c.goesOn(current);
            }
            c.failed(problem, lines);
        });
    }

    /// Ends what runs and what is under way, in the background. Where `forget`, it is not started again with the
    /// next studio.
    synchronized Tasks.Task stop(boolean forget) {
        int mine = supersede();
        if (forget) yard.remembered().stopped(id);
        if (now.state().active()) change(c -> c.state(DeploymentState.STOPPING));
        Tasks.Task task = yard.tasks().start("deploy.task.stop", List.of(id), progress -> {
            turn.lockInterruptibly();
            try {
                boolean ran = keeper != null;
                halt();
                if (ran) yard.activity().add(Outcome.NEUTRAL, "", "deploy.activity.stopped", id);
            } finally {
                turn.unlock();
                change(mine, c -> c.nothingRuns(DeploymentState.STOPPED));
            }
        });
        order = task;
        return task;
    }

    /// Cancels a story under way.
    synchronized void cancel() {
        Tasks.Task current = order;
        boolean telling = switch (now.state()) {
            case QUEUED, PREPARING, STARTING -> true;
            case READY, UNHEALTHY, ASLEEP, STOPPING, STOPPED, FAILED -> false;
        };
        if (current != null && telling) current.cancel();
    }

    /// As [#cancel], where the story is that of `revision`.
    synchronized void cancel(long revision) {
        if (now.revision() == revision) cancel();
    }

    private void halt() throws InterruptedException {
        Keeper old = keeper;
        if (old == null) return;
        Deployment last = snapshot(old);
        keeper(null);
        retirement.last(id, () -> yard.routes().get().withdraw(last), old::stop);
    }

    /// Has requests go to what `from` runs at this moment, where it keeps what runs now. What is looked at is offered
    /// before another looks, so that no offer replaces a newer one. Not to be called under this slot's own lock: who is
    /// told of an offer may take long.
    void offer(Keeper from) {
        synchronized (offers) {
            if (keeper != from) return;
            Deployment fresh = snapshot(from);
            // while all are being started again, they stay where they were; without any it sleeps
            if (fresh.urls().isEmpty() && from.size() > 0) return;
            yard.routes().get().offer(fresh);
        }
    }

    /// So that what a former one offers comes before what the next one does.
    private void keeper(@Nullable Keeper next) {
        synchronized (offers) {
            keeper = next;
        }
    }

    private synchronized int supersede() {
        Tasks.Task current = order;
        if (current != null) current.cancel();
        return ++generation;
    }

    /// Whether `one` keeps what runs now.
    boolean kept(Keeper one) {
        return keeper == one;
    }

    /// Ends what `from` keeps, in the background: it failed with `problem`.
    void giveUp(Keeper from, Problem problem) {
        yard.tasks().quiet("give up " + id, progress -> {
            turn.lockInterruptibly();
            try {
                if (keeper != from) return;
                halt();
                change(c -> c.gaveUp(problem, log.tail(Deployer.LAST_LINES)));
                yard.activity().failed(problem, "deploy.activity.failed", id, problem.what());
            } finally {
                turn.unlock();
            }
        });
    }

    void imageMoved(boolean moved) {
        ImageUse use = now.image();
        if (use != null && use.moved() != moved) change(c -> c.image = use.withMoved(moved));
    }

    void usage(slipway.engine.Usage usage) {
        change(c -> c.usage = usage);
    }

    /// As those are told that send requests.
    Deployment snapshot(Keeper of) {
        return Change.ready(now, of);
    }

    /// Makes the change where no newer order came meanwhile.
    void change(int mine, Consumer<Change> step) {
        synchronized (this) {
            if (mine == generation) change(step);
        }
    }

    /// Makes the change whatever order came meanwhile.
    void change(Consumer<Change> step) {
        synchronized (this) {
            var c = new Change(now);
            step.accept(c);
            c.past = lineage.past(c.revision);
            now = c.done();
        }
        yard.changed().run();
    }
}
