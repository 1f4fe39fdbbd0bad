package slipway.engine.docker;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.transport.DockerHttpClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.network.Ledger;

/// The way to one Docker engine, for as long as the studio lives: finds it, keeps a limit on every call, and knows at
/// any time whether it is there, gone or hung. Any thread; the heartbeat is one loop of its own.
///
/// Once it has found an engine it comes back to that one only, until [#retry] asks for a new search.
final class DockerLink implements AutoCloseable {
    /// What an ordinary call may take.
    static final Duration CALL = Duration.ofSeconds(20);

    private static final System.Logger LOG = System.getLogger(DockerLink.class.getName());

    /// Asking again and again is taken for an attack by many machines.
    private static final Duration AFTER_SSH_REFUSED = Duration.ofMinutes(10);

    private final Supplier<List<DockerAddress>> places;
    private final Pace pace;
    private final SshTunnels tunnels;
    private final EngineUses uses;
    private final Live<LinkState> state = new Live<>(LinkState.searching());
    private final EngineCalls calls = new EngineCalls();
    private final CountDownLatch settled = new CountDownLatch(1);
    private final Semaphore wake = new Semaphore(0);
    private volatile @Nullable DockerConnection connection;
    private volatile boolean search = true;
    private volatile boolean closed;
    /// Counts the changes of the places: what was begun before the last one says nothing any more.
    private int era;
    private Tasks.@Nullable Task loop;

    /// How often the engine is asked, and how long it is left alone while it does not answer.
    record Pace(Duration beat, Duration firstPause, Duration longestPause) {
        static final Pace USUAL = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    /// A call to the engine, with docker-java's client.
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T run(DockerClient client) throws Exception;
    }

    /// What [#noted] runs.
    @FunctionalInterface
    interface Moving<T extends @Nullable Object> {
        T run() throws InterruptedException;
    }

    private DockerLink(Supplier<List<DockerAddress>> places, Pace pace, SshProgram ssh, EngineUses uses) {
        this.places = places;
        this.pace = pace;
        this.tunnels = new SshTunnels(ssh);
        this.uses = uses;
    }

    /// Begins to look for the engine that `choice` names, else for the one that the person’s tools use, and answers at
    /// once. The way to it ends with `tasks`.
    static DockerLink find(Tasks tasks, ContextChoice choice) {
        return find(tasks, () -> DockerHosts.here().candidates(choice), Pace.USUAL);
    }

    /// Begins to look for what `contexts` says at each search; it is not changed while this is used.
    static DockerLink find(Tasks tasks, ContextSwitch contexts, Pace pace) {
        return find(tasks, contexts::places, pace, SshProgram.HERE, contexts.uses());
    }

    /// Begins to look at `places`, which is asked at each search and may throw what is wrong with the configuration.
    static DockerLink find(Tasks tasks, Supplier<List<DockerAddress>> places, Pace pace) {
        return find(tasks, places, pace, SshProgram.HERE);
    }

    static DockerLink find(Tasks tasks, Supplier<List<DockerAddress>> places, Pace pace, SshProgram ssh) {
        return find(tasks, places, pace, ssh, new EngineUses());
    }

    private static DockerLink find(Tasks tasks, Supplier<List<DockerAddress>> places, Pace pace, SshProgram ssh,
            EngineUses uses) {
        var link = new DockerLink(places, pace, ssh, uses);
        // offline or no longer: what it means for this engine is seen at once
        Live.Subscription switched = Ledger.OURS.offline().onChange(link.wake::release);
        link.loop = tasks.quiet("docker heartbeat", progress -> {
            try {
                link.run();
            } finally {
                switched.close();
                link.close();
            }
        });
        return link;
    }

    /// Looks at `places` once; without a heartbeat its state never changes.
    static DockerLink once(Supplier<List<DockerAddress>> places) throws InterruptedException {
        return once(places, SshProgram.HERE);
    }

    static DockerLink once(Supplier<List<DockerAddress>> places, SshProgram ssh) throws InterruptedException {
        var link = new DockerLink(places, Pace.USUAL, ssh, new EngineUses());
        link.seek(link.era());
        return link;
    }

    /// Connects to `address` once, or says why not.
    static DockerLink open(DockerAddress address) throws InterruptedException {
        DockerLink link = once(() -> List.of(address));
        Problem problem = link.state.get().problem();
        if (problem != null) throw new StudioException(problem);
        return link;
    }

    /// How it stands now; a listener of it is the way to hear of reconnections.
    Live<LinkState> state() {
        return state;
    }

    /// What was called, for the activity log.
    EngineCalls calls() {
        return calls;
    }

    /// Waits until the first search has an outcome, at most `limit`.
    LinkState settled(Duration limit) throws InterruptedException {
        if (!settled.await(limit.toMillis(), TimeUnit.MILLISECONDS))
            LOG.log(System.Logger.Level.INFO, "the search for Docker takes longer than " + limit);
        return state.get();
    }

    /// Looks for an engine at once; while one is connected, or still used, that one is only asked whether it is there.
    void retry() {
        if (!state.get().connected() && !uses.any()) search = true;
        wake.release();
    }

    /// Lets go of the engine and looks for one at once: the places have changed. Nothing may be using it.
    synchronized void search() {
        era++;
        search = true;
        state.set(LinkState.searching());
        wake.release();
    }

    private synchronized int era() {
        return era;
    }

    /// Who keeps it at its engine.
    EngineUses uses() {
        return uses;
    }

    /// Keeps it at the engine that it is connected to until the answer is closed; fails as [#call] while it is not.
    EngineUses.Use use() {
        EngineUses.Use use = uses.begin();
        try {
            connected();
            return use;
        } catch (StudioException e) {
            use.close();
            throw e;
        }
    }

    /// The engine that is connected or was last.
    DockerAddress address() {
        return last().address();
    }

    /// How the ports of its containers are reached.
    EngineReach reach() {
        DockerConnection open = last();
        return new EngineReach(open.address(), open.tunnel());
    }

    /// What that engine said of itself.
    EngineVersion version() {
        return last().version();
    }

    /// The client for streams that have no end of their own; a stream is given an [EngineStream] and closed by us.
    DockerClient streams() {
        return connected().streams();
    }

    /// Runs `work` with at most [#CALL]; `what` names it to people (`docker ps`). While the engine is not connected it
    /// fails at once with the reason.
    <T extends @Nullable Object> T call(String what, Work<T> work) throws InterruptedException {
        return call(what, CALL, work);
    }

    <T extends @Nullable Object> T call(String what, Duration limit, Work<T> work) throws InterruptedException {
        DockerConnection open = connected();
        long begin = System.nanoTime();
        try {
            T answer = DockerConnection.within(limit, open.address(), () -> work.run(open.calls()));
            calls.add(what, System.nanoTime() - begin, null);
            return answer;
        } catch (StudioException e) {
            calls.add(what, System.nanoTime() - begin, e.problem());
            if (LinkState.Kind.of(e.problem()) != LinkState.Kind.REFUSED) wake.release();
            throw e;
        }
    }

    /// Runs `work`, which moves what has no limit in time by [#streams] or [#raw], and notes it as one call; until its
    /// end the engine is not changed.
    <T extends @Nullable Object> T noted(String what, Moving<T> work) throws InterruptedException {
        long begin = System.nanoTime();
        try (EngineUses.Use _ = use()) {
            T answer = work.run();
            calls.add(what, System.nanoTime() - begin, null);
            return answer;
        } catch (StudioException e) {
            calls.add(what, System.nanoTime() - begin, e.problem());
            throw e;
        }
    }

    /// A request that docker-java has no command for, on the client for streams; the caller closes the answer.
    DockerHttpClient.Response raw(DockerHttpClient.Request.Method method, String path, @Nullable InputStream body)
            throws InterruptedException {
        return raw(method, path, body, Map.of());
    }

    DockerHttpClient.Response raw(DockerHttpClient.Request.Method method, String path, @Nullable InputStream body,
            Map<String, String> headers) throws InterruptedException {
        DockerConnection open = connected();
        try {
            return open.raw(method, path, body, headers);
        } catch (RuntimeException e) {
            // docker-java knows no interruption
            if (Thread.interrupted()) throw new InterruptedException();
            throw EngineErrors.of(e);
        }
    }

    /// The answer to a GET of `path`, for what docker-java’s types leave out.
    JsonNode json(String path) throws InterruptedException {
        return connected().json(path);
    }

    /// Sends `body`, a JSON document or none, and answers the one that comes; a missing node for what is not there.
    /// `what` names it to people.
    JsonNode send(String what, DockerHttpClient.Request.Method method, String path, Map<String, String> headers,
            @Nullable String body) throws InterruptedException {
        return noted(what, () -> connected().send(method, path, headers, body));
    }

    private DockerConnection connected() {
        LinkState now = state.get();
        DockerConnection open = connection;
        if (open == null || now.problem() != null) throw notConnected(now);
        return open;
    }

    private DockerConnection last() {
        DockerConnection open = connection;
        if (open == null) throw notConnected(state.get());
        return open;
    }

    private static StudioException notConnected(LinkState now) {
        return new StudioException(now.problem() == null ? Problem.of("docker.searching") : now.problem());
    }

    private void run() throws InterruptedException {
        Duration pause = pace.firstPause();
        while (!closed) {
            look();
            boolean good = state.get().connected();
            Duration wait = good ? pace.beat() : sshRefused() ? AFTER_SSH_REFUSED : pause;
            pause = good ? pace.firstPause() : shorter(pause.multipliedBy(2), pace.longestPause());
            if (wake.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
                pause = pace.firstPause();
            }
        }
    }

    private boolean sshRefused() {
        Problem problem = state.get().problem();
        return problem != null && SshErrors.refused(problem);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// One look; what nobody foresaw is a state too, or the loop would end and nothing would ever reconnect.
    private void look() throws InterruptedException {
        int mine = era();
        try {
            DockerConnection open = connection;
            if (open == null || search) seek(mine);
            else
                beat(open, mine);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "docker heartbeat", e);
            seen(mine, old -> old.away(StudioException.problemOf(e)));
        }
        settled.countDown();
    }

    private synchronized void seen(int mine, UnaryOperator<LinkState> step) {
        if (mine == era) state.update(step);
    }

    private void beat(DockerConnection open, int mine) throws InterruptedException {
        try {
            open.ping();
            if (state.get().connected()) return;
            // while it was away it may have become another version
            EngineVersion now = open.ask();
            // what was open outlives a hang; of an engine that ended, kept connections are dead and would fail the next call
            boolean hung = state.get().kind() == LinkState.Kind.HUNG;
            if (hung && now.equals(open.version())) seen(mine, old -> connectedTo(open, old.tried()));
            else
                connect(DockerConnection.open(open.address(), open.tunnel()), state.get().tried(), mine);
        } catch (StudioException e) {
            seen(mine, old -> old.away(e.problem()));
        }
    }

    /// Tries the places in their order; the first that answers is taken.
    private void seek(int mine) throws InterruptedException {
        var tried = new ArrayList<LinkState.Tried>();
        try {
            for (DockerAddress place : places.get()) {
                try {
                    DockerConnection open = DockerConnection.open(place, tunnels.to(place));
                    tried.add(new LinkState.Tried(place, null));
                    connect(open, tried, mine);
                    return;
                } catch (StudioException e) {
                    tried.add(new LinkState.Tried(place, e.problem()));
                }
            }
            missed(LinkState.reason(tried), tried, mine);
        } catch (StudioException e) {
            missed(e.problem(), tried, mine);
        }
    }

    private void missed(Problem reason, List<LinkState.Tried> tried, int mine) {
        seen(mine, old -> new LinkState(LinkState.Kind.of(reason), old.address(), old.version(), reason, tried));
    }

    private synchronized void connect(DockerConnection open, List<LinkState.Tried> tried, int mine) {
        if (closed || mine != era) {
            open.close();
            return;
        }
        search = false;
        DockerConnection before = connection;
        connection = open;
        state.set(connectedTo(open, tried));
        if (before != null) before.close();
        tunnels.only(open.address());
    }

    private static LinkState connectedTo(DockerConnection open, List<LinkState.Tried> tried) {
        return new LinkState(LinkState.Kind.CONNECTED, open.address(), open.version(), null, tried);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (loop != null) loop.cancel();
        DockerConnection open = connection;
        if (open != null) open.close();
        tunnels.close();
    }
}
