package slipway.deploy;

import java.time.Duration;
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
import slipway.base.Text;
import slipway.base.Units;
import slipway.engine.Instance;
import slipway.observe.Health;
import slipway.observe.Health.Answer;
import slipway.observe.LogBuffer;
import slipway.spec.DeploymentSpec;

/// One deployment's life: the story under way, what runs for it, and its line in the list. Work on what runs takes
/// turns; a newer order supersedes an older one, whose story is cancelled and whose news no longer counts.
final class Slot implements Keeper.Owner {
    private final Yard yard;
    private final String id;
    private final LogBuffer log = new LogBuffer();
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Retirement retirement;
    private DeploymentSpec asked;
    private volatile Deployment now;
    private volatile @Nullable Keeper keeper;
    private Tasks.@Nullable Task order;
    private int generation;

    Slot(DeploymentSpec spec, Yard yard) {
        this.yard = yard;
        this.id = spec.id();
        this.retirement = new Retirement(yard.tasks());
        this.asked = spec;
        var first = new Change(spec, engine(spec));
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
        return asked;
    }

    /// What is measured for it now.
    List<Instance> running() {
        Keeper current = keeper;
        return current == null ? List.of() : current.running();
    }

    private String engine(DeploymentSpec spec) {
        return yard.engineOf().apply(spec);
    }

    /// Lists it with `spec`, nothing started.
    synchronized void list(DeploymentSpec spec) {
        asked = spec;
        change(c -> {
            c.spec = spec;
            c.engine = engine(spec);
        });
    }

    /// Whether `spec` only records the digest of what already runs, which is then taken over as it is.
    synchronized boolean recorded(DeploymentSpec spec) {
        ImageUse use = now.image();
        String digest = spec.slipway().imageDigest();
        if (use == null || digest == null || !digest.equals(use.digest()) || asked.equals(spec)
                || !asked.equals(spec.withImageDigest(asked.slipway().imageDigest())))
            return false;
        asked = spec;
        yard.remembered().runs(spec);
        change(c -> c.spec = spec);
        return true;
    }

    synchronized void deploy(DeploymentSpec spec) {
        asked = spec;
        long revision = yard.remembered().nextRevision(id);
        yard.remembered().runs(spec);
        int mine = supersede();
        change(c -> {
            c.state(DeploymentState.QUEUED);
            c.spec = spec;
            c.engine = engine(spec);
            c.revision = revision;
            c.problem = null;
            c.lastLines = List.of();
            c.story = List.of();
        });
        order = yard.tasks().start("deploy.task.deploy", List.of(id), progress -> told(mine, progress, board -> {
            board.begin("resolve");
            change(mine, c -> c.state(DeploymentState.PREPARING));
            Plan plan = yard.preflight().plan(spec, engine(spec), revision);
            board.done("resolve", plan.title());
            run(plan, mine, board, progress);
        }));
    }

    /// Takes over what an earlier studio left running; what does not answer any more is deployed anew.
    synchronized void adopt(DeploymentSpec spec, List<Instance> instances) {
        asked = spec;
        int mine = supersede();
        change(c -> {
            c.state(DeploymentState.STARTING);
            c.instances(instances);
        });
        order = yard.tasks().start("deploy.task.adopt", List.of(id), progress -> {
            try {
                told(mine, progress, board -> {
                    board.begin("resolve");
                    Plan plan = yard.preflight().plan(spec, engine(spec), now.revision())
                            .adopting(instances.getFirst());
                    board.done("resolve", plan.title());
                    board.skipped("launch", Text.of("deploy.launch.adopted"));
                    var deployer = new Deployer(plan, log, yard.archive());
                    instances.forEach(instance -> yard.archive().follow(instance, log, true));
                    keep(plan, deployer.verify(instances, board), mine);
                    yard.activity().add(Outcome.GOOD, "", "deploy.activity.adopted", id);
                });
            } catch (InterruptedException e) {
                Deployer.stopAll(instances);
                throw e;
            } catch (StudioException e) {
                Deployer.stopAll(instances);
                deploy(spec);
            }
        });
    }

    @FunctionalInterface
    private interface Story {
        void tell(StoryBoard board) throws InterruptedException;
    }

    /// Tells a story when it is its turn, and says how it ended where it did not end well.
    private void told(int mine, Progress progress, Story story) throws InterruptedException {
        var board = new StoryBoard(progress, steps -> change(mine, c -> c.story = steps));
        long firstLine = log.next();
        try {
            turn.lockInterruptibly();
            try {
                story.tell(board);
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            board.failed(Text.of("deploy.cancelled"));
            settle(mine, DeploymentState.STOPPED, null, firstLine);
            yard.activity().add(Outcome.NEUTRAL, "", "deploy.activity.cancelled", id);
            throw e;
        } catch (RuntimeException e) {
            Problem problem = StudioException.problemOf(e);
            board.failed(problem.what());
            settle(mine, DeploymentState.FAILED, problem, firstLine);
            yard.activity().add(Outcome.BAD, "", "deploy.activity.failed", id, problem.what());
            throw e;
        }
    }

    private void run(Plan resolved, int mine, StoryBoard board, Progress progress) throws InterruptedException {
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
        Deployer.Proved proved = deployer.bring(board, progress, instances -> change(mine, c -> {
            if (fresh) c.instances(instances);
        }));
        Deployment replaced = old == null ? null : snapshot(old);
        keep(plan, proved, mine);
        yard.activity().add(Outcome.GOOD, Units.nanos(System.nanoTime() - begin), "deploy.activity.ready", id);
        if (old == null || replaced == null) return;
        retirement.of(old, () -> yard.routes().get().drain(replaced));
    }

    private void keep(Plan plan, Deployer.Proved proved, int mine) {
        var fresh = new Keeper(plan, proved, yard, log, this);
        keeper = fresh;
        change(mine, c -> {
            fill(c, fresh);
            c.state(DeploymentState.READY);
            c.readyAt = Instant.now();
            c.problem = null;
        });
        yard.routes().get().offer(snapshot(fresh));
        fresh.begin();
    }

    /// After a story that did not end well: what ran before goes on, else nothing runs.
    private void settle(int mine, DeploymentState otherwise, @Nullable Problem problem, long firstLine) {
        List<String> lines = problem == null
                ? List.of()
                : log.read(Math.max(firstLine, log.next() - Deployer.LAST_LINES), Deployer.LAST_LINES).stream()
                        .map(slipway.observe.LogLine::text).toList();
        Keeper current = keeper;
        change(mine, c -> {
            if (current == null) {
                c.nothingRuns(otherwise);
                if (otherwise == DeploymentState.STOPPED) yard.remembered().stopped(id);
            } else {
                fill(c, current);
                c.state(good(current.health()) ? DeploymentState.READY : DeploymentState.UNHEALTHY);
            }
            c.problem = problem;
            c.lastLines = lines;
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
            case READY, UNHEALTHY, STOPPING, STOPPED, FAILED -> false;
        };
        if (current != null && telling) current.cancel();
    }

    private void halt() throws InterruptedException {
        Keeper old = keeper;
        if (old == null) return;
        Deployment last = snapshot(old);
        keeper = null;
        retirement.of(old, () -> yard.routes().get().withdraw(last));
    }

    private synchronized int supersede() {
        Tasks.Task current = order;
        if (current != null) current.cancel();
        return ++generation;
    }

    @Override
    public void health(Keeper from, Health health) {
        if (keeper != from) return;
        change(c -> {
            c.health = health;
            if (c.state != DeploymentState.READY && c.state != DeploymentState.UNHEALTHY) return;
            boolean all = from.running().size() == from.plan().workloads().size();
            c.state(all && good(health) ? DeploymentState.READY : DeploymentState.UNHEALTHY);
        });
    }

    @Override
    public void down(Keeper from, StudioException death, Duration pause) {
        if (keeper != from) return;
        yard.activity().add(Outcome.BAD, Units.nanos(pause.toNanos()), "deploy.activity.died",
                death.problem().what());
        change(c -> {
            c.restarts++;
            if (c.state != DeploymentState.READY && c.state != DeploymentState.UNHEALTHY) return;
            c.instances(from.running());
            c.state(DeploymentState.UNHEALTHY);
            c.problem = death.problem();
        });
        if (!from.running().isEmpty()) yard.routes().get().offer(snapshot(from));
    }

    @Override
    public void up(Keeper from) {
        if (keeper != from) return;
        yard.activity().add(Outcome.GOOD, "", "deploy.activity.restarted", id);
        change(c -> {
            if (c.state != DeploymentState.READY && c.state != DeploymentState.UNHEALTHY) return;
            c.instances(from.running());
            c.state(good(from.health()) ? DeploymentState.READY : DeploymentState.UNHEALTHY);
            c.problem = null;
        });
        yard.routes().get().offer(snapshot(from));
    }

    @Override
    public void gaveUp(Keeper from, StudioException death) {
        Problem problem = Problem.of("deploy.keeps-dying", id, Keeper.QUICK_DEATHS, death.problem().what())
                .withDetail(death.problem().detail());
        yard.tasks().quiet("give up " + id, progress -> {
            turn.lockInterruptibly();
            try {
                if (keeper != from) return;
                halt();
                change(c -> {
                    c.nothingRuns(DeploymentState.FAILED);
                    c.problem = problem;
                    c.lastLines = log.tail(Deployer.LAST_LINES).stream().map(slipway.observe.LogLine::text).toList();
                });
                yard.activity().add(Outcome.BAD, "", "deploy.activity.failed", id, problem.what());
            } finally {
                turn.unlock();
            }
        });
    }

    void imageMoved(boolean moved) {
        ImageUse use = now.image();
        if (use == null || use.moved() == moved) return;
        change(c -> {
            ImageUse current = c.image;
            if (current != null) c.image = current.withMoved(moved);
        });
    }

    void usage(slipway.engine.Usage usage) {
        change(c -> c.usage = usage);
    }

    private static boolean good(Health health) {
        return health.alive() != Answer.NO && health.ready() != Answer.NO;
    }

    private Deployment snapshot(Keeper of) {
        var c = new Change(now);
        fill(c, of);
        c.state(DeploymentState.READY);
        return c.done();
    }

    private static void fill(Change c, Keeper keeper) {
        Plan plan = keeper.plan();
        c.spec = plan.spec();
        c.engine = plan.engine().id();
        c.contract = plan.contract().id();
        c.model = plan.model();
        c.revision = plan.revision();
        c.image = plan.image();
        c.instances(keeper.running());
        c.health = keeper.health();
    }

    private void change(int mine, Consumer<Change> step) {
        synchronized (this) {
            if (mine == generation) change(step);
        }
    }

    private void change(Consumer<Change> step) {
        synchronized (this) {
            var c = new Change(now);
            step.accept(c);
            now = c.done();
        }
        yard.changed().run();
    }
}
