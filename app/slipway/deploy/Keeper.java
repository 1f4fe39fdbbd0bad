package slipway.deploy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.Engine;
import slipway.engine.Instance;
import slipway.engine.Replicas;
import slipway.observe.Health;
import slipway.observe.HealthWatch;
import slipway.observe.LogBuffer;
import slipway.spec.DeploymentSpec;

/// Keeps the replicas of one proved revision: watches their health, and starts again what dies, with a growing pause,
/// until it dies too often. Owned by a [Slot]; any thread.
final class Keeper {
    static final int QUICK_DEATHS = 5;

    private static final long QUICK_NANOS = Duration.ofSeconds(30).toNanos();
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private volatile Plan plan;
    private final Tasks tasks;
    private final Archive archive;
    private final LogBuffer log;
    private final Owner owner;
    private final Duration pause;
    /// By replica; only whoever resizes adds and takes away.
    private final CopyOnWriteArrayList<Place> places = new CopyOnWriteArrayList<>();
    private final HealthWatch watch;
    /// Also while nothing runs: what is started again is made of what is at this engine.
    private final Engine.Hold hold;
    private final Set<Instance> dead = new HashSet<>();
    private final AtomicInteger restarts = new AtomicInteger();
    /// Starts from sleep that failed in a row; only whoever resizes counts.
    private int failedStarts;
    private volatile int enough = Integer.MAX_VALUE;

    /// Where one replica runs, and its next one when it has died.
    static final class Place {
        private final int replica;
        private final List<Tasks.Task> revivals = new ArrayList<>();
        private Tasks.@Nullable Task follower;
        private volatile Instance instance;
        private volatile long readySince = System.nanoTime();
        private int quickDeaths;
        private boolean ended;

        private Place(int replica, Instance instance) {
            this.replica = replica;
            this.instance = instance;
        }
    }

    /// Who is told; from the keeper's own threads.
    interface Owner {
        void health(Keeper keeper, Health health);

        /// A replica died and is started again after `pause`.
        void down(Keeper keeper, StudioException death, Duration pause);

        void up(Keeper keeper);

        /// The engine moved servers of an instance: others answer now.
        void moved(Keeper keeper);

        /// It died too often and is not started again.
        void gaveUp(Keeper keeper, StudioException death);
    }

    /// The yard’s pause comes before the first restart and doubles with each quick death, to half a minute at most.
    Keeper(Plan plan, Deployer.Proved proved, Yard yard, LogBuffer log, Owner owner) {
        this.plan = plan;
        this.tasks = yard.tasks();
        this.archive = yard.archive();
        this.log = log;
        this.owner = owner;
        this.pause = yard.pause();
        proved.instances().forEach(each -> places.add(new Place(places.size(), each)));
        this.hold = plan.engine().hold();
        this.watch = new HealthWatch(yard.tasks(), plan.spec().id(), this::probed, plan.alive(), plan.ready(),
                proved.health());
    }

    /// Begins to watch, once its owner knows it.
    void begin() {
        watch.health().onChange(() -> owner.health(this, watch.health().get()));
        for (Place place : places) {
            place.readySince = System.nanoTime();
            listen(place, place.instance);
        }
    }

    /// Has what is started from now on follow `spec`, which only counts its replicas otherwise.
    void follow(DeploymentSpec spec) {
        plan = plan.of(spec);
    }

    /// Its servers where its engine counts them by itself: one instance is kept then, which stands for all. Null
    /// elsewhere.
    @Nullable
    Replicas several() {
        return plan.engine().replicates() && !places.isEmpty() ? places.getFirst().instance.replicas() : null;
    }

    /// How many replicas it keeps, those that are being started again among them.
    int size() {
        return places.stream().mapToInt(place -> count(place.instance)).sum();
    }

    private static int count(Instance instance) {
        Replicas several = instance.replicas();
        return several == null ? 1 : several.wanted();
    }

    /// Keeps one more replica, which is ready.
    void add(Instance ready) {
        failedStarts = 0;
        var place = new Place(places.size(), ready);
        places.add(place);
        listen(place, ready);
    }

    /// Whether another start from sleep may be tried after one that failed, which is counted.
    boolean mayWakeAgain() {
        return ++failedStarts < QUICK_DEATHS;
    }

    /// Lets go of all but the first `count` replicas, which run on until [#end].
    List<Place> cut(int count) {
        List<Place> over = List.copyOf(places.subList(count, places.size()));
        places.removeAll(over);
        return over;
    }

    Plan plan() {
        return plan;
    }

    Health health() {
        return watch.health().get();
    }

    int restarts() {
        return restarts.get();
    }

    /// Those that run now.
    List<Instance> running() {
        return places.stream().map(place -> place.instance).filter(instance -> instance.state().get().running())
                .toList();
    }

    /// Asks every replica now whether it is alive, ready and predicts; answers what came, in that order.
    List<Health.Probed> probeNow() throws InterruptedException {
        var all = new ArrayList<>(watch.now());
        all.addAll(prove(running()));
        return all;
    }

    private List<Health.Probed> prove(List<Instance> which) throws InterruptedException {
        var all = new ArrayList<Health.Probed>();
        for (Instance instance : which) {
            // one that sleeps is not asked
            Health.Probed probed = count(instance) == 0 ? null : new Deployer(plan, log, archive).proof(instance);
            if (probed == null) continue;
            all.add(probed);
            boolean good = all.stream().allMatch(Health.Probed::good);
            watch.note(probed, good ? Health.Answer.YES : Health.Answer.NO);
        }
        return all;
    }

    /// Finds out in the background what keeps a replica that runs from being reached, and tells it where that is known.
    void explain(Consumer<Problem> told) {
        tasks.quiet("listening " + plan.spec().id(), progress -> {
            Problem seen = unreached();
            if (seen != null) told.accept(seen);
        });
    }

    private @Nullable Problem unreached() throws InterruptedException {
        for (Instance instance : running()) {
            Problem seen = new Deployer(plan, log, archive).unreached(instance, true, "GET " + plan.ready().path());
            if (seen != null) return seen;
        }
        return null;
    }

    private List<URI> probed() {
        return running().stream().flatMap(one -> plan.probed(one).stream()).toList();
    }

    /// Calls `count` servers complete from now on, while more are wanted and not there yet.
    void enough(int count) {
        enough = count;
    }

    /// Whether every server that is wanted is there.
    boolean complete() {
        List<Instance> now = running();
        return now.size() == places.size() && now.stream().map(Instance::replicas)
                .allMatch(several -> several == null || several.members().get().size() >= Math.min(several.wanted(),
                        enough));
    }

    /// Tells of servers that move, one after the other, until the place has ended or runs another instance.
    private synchronized void moves(Place place, Replicas several) {
        if (place.ended) return;
        Tasks.Task former = place.follower;
        if (former != null) {
            former.cancel();
            place.revivals.remove(former);
        }
        var news = new Semaphore(1);
        Live.Subscription moves = several.members().onChange(news::release);
        Tasks.Task follower = tasks.quiet("follow " + plan.spec().id(), progress -> {
            try (moves) {
                while (true) {
                    news.acquire();
                    news.drainPermits();
                    owner.moved(this);
                }
            }
        });
        place.follower = follower;
        place.revivals.add(follower);
    }

    private void listen(Place place, Instance instance) {
        Replicas several = instance.replicas();
        if (several != null) moves(place, several);
        Runnable look = () -> {
            if (!instance.state().get().running()) died(place, instance);
        };
        instance.state().onChange(look);
        look.run();
    }

    private synchronized void died(Place place, Instance instance) {
        if (place.ended || !dead.add(instance)) return;
        place.revivals.add(tasks.quiet("restart " + plan.spec().id(), progress -> revive(place, instance)));
    }

    private void revive(Place place, Instance ended) throws InterruptedException {
        boolean quick = System.nanoTime() - place.readySince < QUICK_NANOS;
        place.quickDeaths = quick ? place.quickDeaths + 1 : 1;
        StudioException death = new Deployer(plan, log, archive).died(ended);
        while (place.quickDeaths < QUICK_DEATHS) {
            Duration wait = pause.multipliedBy(1L << (place.quickDeaths - 1));
            if (wait.compareTo(LONGEST_PAUSE) > 0) wait = LONGEST_PAUSE;
            restarts.incrementAndGet();
            owner.down(this, death, wait);
            Tasks.pause(wait);
            try {
                Instance fresh = new Deployer(plan, log, archive).again(place.replica, count(ended));
                place.instance = fresh;
                place.readySince = System.nanoTime();
                watch.restarted();
                owner.up(this);
                listen(place, fresh);
                prove(List.of(fresh));
                return;
            } catch (StudioException e) {
                death = e;
                place.quickDeaths++;
            }
        }
        owner.gaveUp(this, death);
    }

    /// Ends the watch, restarts under way and every replica; answers when all are gone, also when interrupted (the
    /// flag is kept then).
    void stop() {
        watch.close();
        end(List.copyOf(places));
        hold.close();
    }

    /// Ends what runs in `over` and restarts under way there, as [#stop].
    void end(List<Place> over) {
        var under = new ArrayList<Tasks.Task>();
        synchronized (this) {
            for (Place place : over) {
                place.ended = true;
                under.addAll(place.revivals);
            }
        }
        under.forEach(Tasks.Task::cancel);
        try {
            for (Tasks.Task task : under) {
                if (!task.await(Deployer.GRACE.plusSeconds(5))) break;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Deployer.stopAll(over.stream().map(place -> place.instance).toList());
    }
}
