package slipway.engine.docker;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.Live;
import slipway.base.Tasks;
import slipway.engine.Engine;
import slipway.engine.Instance;
import slipway.engine.InstanceState;
import slipway.engine.LogSink;
import slipway.engine.Replicas;
import slipway.engine.Usage;
import slipway.engine.Workload;

/// One revision of a service, launched by us or adopted; owned by [SwarmEngine]. Any thread.
///
/// What its tasks do, the swarm looks after: it has ended when it was stopped, replaced, or its service was removed.
final class SwarmInstance implements Instance, Replicas {
    /// Where nothing listens, for a service without a task.
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
    /// Tasks are said to be of this revision from a little earlier on: the manager has its own clock.
    private static final Duration SKEW = Duration.ofSeconds(2);

    private final SwarmRun service;
    private final Workload workload;
    private final Tasks tasks;
    private final Follower log;
    private final Instant begun = Instant.now().minus(SKEW);
    private final Live<InstanceState> state = new Live<>(InstanceState.RUNNING);
    private final List<Tasks.Task> followers = new CopyOnWriteArrayList<>();
    private final Engine.Hold hold;
    private volatile Instant since = begun;
    private volatile String template = "";
    private volatile int wanted;
    private volatile long madeAt = Long.MAX_VALUE;
    private volatile @Nullable ObjectNode spec;
    private volatile @Nullable SwarmInstance before;
    /// Whether the swarm gave it up by itself.
    private volatile boolean givenUp;
    private volatile boolean back;

    /// Follows the log of tasks.
    @FunctionalInterface
    interface Follower {
        void follow(SwarmLog.Which which, LogSink sink) throws InterruptedException;
    }

    /// @param hold what keeps the manager until it has ended
    SwarmInstance(SwarmRun service, Workload workload, Tasks tasks, Follower log, Engine.Hold hold) {
        this.service = service;
        this.workload = workload;
        this.tasks = tasks;
        this.log = log;
        this.wanted = workload.replicas();
        this.hold = hold;
    }

    /// What the manager is given for it ([SwarmSpec#TEMPLATE]); not known of one that was found.
    void template(String given) {
        template = given;
    }

    /// The manager has it.
    ///
    /// @param from what it was made from
    /// @param look number of the last look at the swarm that may have begun before
    /// @param byGoingBack whether the manager went back to it, rather than on to it
    void made(ObjectNode from, long look, boolean byGoingBack) {
        spec = from;
        madeAt = look;
        back = byGoingBack;
    }

    /// Whether the manager goes, or went, back to it.
    boolean back() {
        return back;
    }

    /// What it was made from; null before.
    @Nullable
    ObjectNode spec() {
        return spec;
    }

    /// Whether `other`, of a service, is what it was made from, and asks for as many tasks.
    boolean is(JsonNode other) {
        ObjectNode mine = spec;
        return mine != null && SwarmSpec.template(mine).equals(SwarmSpec.template(other))
                && SwarmSpec.replicas(other) == wanted();
    }

    /// Only a later look than that tells whether it is still there.
    long madeAt() {
        return madeAt;
    }

    /// From when on new tasks are of this revision and number.
    Instant since() {
        return since;
    }

    /// What it replaces and can go back to; null without, and once that was stopped.
    @Nullable
    SwarmInstance before() {
        return before;
    }

    void after(@Nullable SwarmInstance earlier) {
        before = earlier;
    }

    /// The swarm gave it up by itself.
    void goneBack() {
        givenUp = true;
    }

    /// Its service was removed from outside.
    void removed() {
        end(new InstanceState(false, -1, "swarm.exit.removed"));
    }

    private void end(InstanceState how) {
        if (!state.get().running()) return;
        followers.forEach(Tasks.Task::cancel);
        state.set(how);
        hold.close();
    }

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public URI url() {
        List<Member> now = service.members().get();
        return now.isEmpty() ? NOWHERE : now.getFirst().url();
    }

    @Override
    public URI healthUrl() {
        List<Member> now = service.members().get();
        return now.isEmpty() ? NOWHERE : now.getFirst().health();
    }

    @Override
    public Replicas replicas() {
        return this;
    }

    @Override
    public Live<List<Member>> members() {
        return service.members();
    }

    @Override
    public int wanted() {
        return wanted;
    }

    @Override
    public void want(int count) {
        since = Instant.now().minus(SKEW);
        wanted = count;
        service.counts(this);
    }

    @Override
    public void resize() throws InterruptedException {
        service.resize(this);
    }

    @Override
    public void settle(Consumer<String> told) throws InterruptedException {
        service.settle(this, told);
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }

    @Override
    public Live<InstanceState> state() {
        return state;
    }

    @Override
    public void follow(LogSink sink) {
        followers.add(tasks.quiet("log of " + workload.key(), progress -> log.follow(which(), sink)));
    }

    /// Of one that was found all that is there: earlier revisions have ended.
    private SwarmLog.Which which() {
        return new SwarmLog.Which(service.id(), template, template.isEmpty() ? -1 : begun.getEpochSecond());
    }

    @Override
    public Usage usage() {
        return Usage.NONE;
    }

    /// The swarm gives each task the time to end that its service says.
    @Override
    public void stop(Duration grace) throws InterruptedException {
        if (!state.get().running()) return;
        try {
            if (!givenUp) service.stop(this);
        } finally {
            end(new InstanceState(false, -1));
        }
    }
}
