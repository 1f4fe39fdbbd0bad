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
import slipway.catalog.Model;
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
    private DeploymentSpec asked;
    private volatile Deployment now;
    private volatile @Nullable Keeper keeper;
    private Tasks.@Nullable Task order;
    private int generation;

    Slot(DeploymentSpec spec, Yard yard) {
        this.yard = yard;
        this.id = spec.id();
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
        String own = spec.slipway().engine();
        return own == null ? yard.defaultEngine().get() : own;
    }

    /// Lists it with `spec`, nothing started.
    synchronized void list(DeploymentSpec spec) {
        asked = spec;
        change(c -> {
            c.spec = spec;
            c.engine = engine(spec);
        });
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
            board.done("resolve", shown(plan));
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
                    Plan plan = yard.preflight().plan(spec, engine(spec), now.revision());
                    board.done("resolve", shown(plan));
                    board.skipped("launch", Text.of("deploy.launch.adopted"));
                    var deployer = new Deployer(plan, log);
                    instances.forEach(instance -> instance.follow(log::add));
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

    private void run(Plan plan, int mine, StoryBoard board, Progress progress) throws InterruptedException {
        change(mine, c -> {
            c.contract = plan.contract().id();
            c.model = plan.model();
            c.state(DeploymentState.STARTING);
        });
        Keeper old = keeper;
        if (old != null && sharePort(old.plan(), plan)) {
            // both cannot listen on the wanted port: the old one has to make room first
            halt();
            old = null;
        }
        long begin = System.nanoTime();
        boolean fresh = old == null;
        var deployer = new Deployer(plan, log);
        Deployer.Proved proved = deployer.bring(board, progress, instances -> change(mine, c -> {
            if (fresh) c.instances(instances);
        }));
        Deployment replaced = old == null ? null : snapshot(old);
        keep(plan, proved, mine);
        yard.activity().add(Outcome.GOOD, Units.nanos(System.nanoTime() - begin), "deploy.activity.ready", id);
        if (old == null || replaced == null) return;
        try {
            yard.routes().get().drain(replaced);
        } finally {
            old.stop();
        }
    }

    private static boolean sharePort(Plan one, Plan other) {
        Integer port = one.spec().slipway().port();
        return port != null && port != 0 && port.equals(other.spec().slipway().port());
    }

    private void keep(Plan plan, Deployer.Proved proved, int mine) {
        var fresh = new Keeper(plan, proved, yard.tasks(), log, this, yard.pause());
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
        try {
            yard.routes().get().withdraw(last);
        } finally {
            old.stop();
        }
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

    void usage(slipway.engine.Usage usage) {
        change(c -> c.usage = usage);
    }

    private static boolean good(Health health) {
        return health.alive() != Answer.NO && health.ready() != Answer.NO;
    }

    private static String shown(Plan plan) {
        Model model = plan.model();
        return model == null ? plan.contract().title() : model.title() + " · " + plan.contract().title();
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
