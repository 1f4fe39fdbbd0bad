package slipway.deploy;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.catalog.Model;
import slipway.engine.Instance;
import slipway.engine.Usage;
import slipway.observe.Health;
import slipway.observe.LogLine;
import slipway.spec.DeploymentSpec;

/// A [Deployment] being put together: a copy to change and to freeze again. One thread's own.
final class Change {
    DeploymentSpec spec;
    String engine;
    String contract = "";
    @Nullable
    Model model;
    DeploymentState state = DeploymentState.STOPPED;
    long revision;
    List<URI> urls = List.of();
    List<Long> pids = List.of();
    Health health = Health.UNKNOWN;
    Usage usage = Usage.NONE;
    int restarts;
    Instant since = Instant.now();
    @Nullable
    Instant readyAt;
    List<Deployment.Step> story = List.of();
    @Nullable
    Problem problem;
    List<String> lastLines = List.of();
    @Nullable
    ImageUse image;
    Past past = Past.NONE;

    Change(DeploymentSpec spec, String engine) {
        this.spec = spec;
        this.engine = engine;
    }

    Change(Deployment from) {
        this(from.spec(), from.engine());
        contract = from.contract();
        model = from.model();
        state = from.state();
        revision = from.revision();
        urls = from.urls();
        pids = from.pids();
        health = from.health();
        usage = from.usage();
        restarts = from.restarts();
        since = from.since();
        readyAt = from.readyAt();
        story = from.story();
        problem = from.problem();
        lastLines = from.lastLines();
        image = from.image();
        past = from.past();
    }

    /// The new state, and since when where it is another one.
    void state(DeploymentState next) {
        if (next != state) since = Instant.now();
        state = next;
    }

    void instances(List<Instance> instances) {
        urls = instances.stream().flatMap(one -> one.urls().stream()).toList();
        pids = instances.stream().flatMapToLong(one -> one.pid().stream()).boxed().toList();
    }

    /// What runs for it.
    void fill(Keeper keeper) {
        Plan plan = keeper.plan();
        spec = plan.spec();
        engine = plan.engine().id();
        contract = plan.contract().id();
        model = plan.model();
        revision = plan.revision();
        image = plan.image();
        instances(keeper.running());
        health = keeper.health();
    }

    /// A new deploy begins.
    void queued(DeploymentSpec next, String on, long counted) {
        state(DeploymentState.QUEUED);
        spec = next;
        engine = on;
        revision = counted;
        problem = null;
        lastLines = List.of();
        story = List.of();
    }

    /// Another number of replicas is wanted.
    void follow(DeploymentSpec next) {
        spec = next;
        problem = null;
    }

    /// Other replicas of what is kept run. One that sleeps does so until the first of them is there.
    void resized(Keeper keeper) {
        instances(keeper.running());
        boolean sleeps = state == DeploymentState.ASLEEP;
        if (keeper.size() == 0 || (sleeps && !urls.isEmpty())) goesOn(keeper);
    }

    /// What is kept is ready or not, by its health.
    void goesOn(Keeper keeper) {
        if (keeper.size() == 0) state(DeploymentState.ASLEEP);
        else
            state(keeper.health().good() ? DeploymentState.READY : DeploymentState.UNHEALTHY);
    }

    void failed(@Nullable Problem why, List<LogLine> last) {
        problem = why;
        lastLines = last.stream().map(LogLine::text).toList();
    }

    /// It is not tried again.
    void gaveUp(Problem why, List<LogLine> last) {
        nothingRuns(DeploymentState.FAILED);
        failed(why, last);
    }

    /// Nothing runs for it any more.
    void nothingRuns(DeploymentState next) {
        state(next);
        urls = List.of();
        pids = List.of();
        health = Health.UNKNOWN;
        usage = Usage.NONE;
        readyAt = null;
        image = null;
    }

    /// `now` as ready with what `keeper` runs.
    static Deployment ready(Deployment now, Keeper keeper) {
        var c = new Change(now);
        c.fill(keeper);
        c.state(DeploymentState.READY);
        return c.done();
    }

    Deployment done() {
        return new Deployment(spec, engine, contract, model, state, revision, urls, pids, health, usage, restarts,
                since,
                readyAt, story, problem, lastLines, image, past);
    }
}
