package slipway.traffic;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;

/// The data plane: one loopback listener for every endpoint, on event loops that never block. The methods
/// here block shortly; any thread. Nothing is started before the first [#open].
public final class Gateway implements AutoCloseable {
    /// How long [#remove] and [#close] wait for requests under way.
    private static final long DRAIN_MILLIS = 5_000;

    private final Limits limits;
    private final Live<List<EndpointView>> endpoints = new Live<>(List.of());
    private final Map<String, Listener> listeners = new ConcurrentHashMap<>();
    private @Nullable Plane plane;
    private volatile @Nullable MetricsDoor metrics;
    private boolean closed;
    private volatile BiConsumer<String, String> knock = (endpoint, deployment) -> {};

    /// An endpoint with its door; none where it could not listen.
    private record Listener(Endpoint endpoint, @Nullable Door door, @Nullable Problem problem) {
        int port() {
            return door == null ? 0 : door.port();
        }

        Connections connections() {
            return door == null ? Connections.NONE : door.connections();
        }

        EndpointView view() {
            Routing routing = endpoint.routing();
            return new EndpointView(endpoint.name, port(), routing.policy, routing.targets(), problem);
        }
    }

    /// By the name of their endpoint, which may be closed: they live as long as the gateway.
    private final Map<String, Faults> faults = new java.util.concurrent.ConcurrentHashMap<>();

    /// Waits for the requests under way, at most five seconds.
    public interface Drain {
        void run() throws InterruptedException;
    }

    public Gateway() {
        this(Limits.DEFAULT);
    }

    public Gateway(Limits limits) {
        this.limits = limits;
    }

    /// By name.
    public Live<List<EndpointView>> endpoints() {
        return endpoints;
    }

    /// Opens `name` on `port` (0 for any free one), or gives an open one its new policy. A taken port leaves the
    /// endpoint listed with its problem; opening it again tries again. Returns the view.
    public EndpointView open(String name, int port, TrafficPolicy policy) {
        synchronized (this) {
            if (closed) throw new IllegalStateException("closed");
            Listener before = listeners.get(name);
            if (before != null) before.endpoint.reroute(routing -> routing.with(policy));
            if (before == null || before.problem != null) {
                Endpoint endpoint = before == null ? new Endpoint(name, limits, policy) : before.endpoint;
                if (metrics != null) endpoint.meter();
                endpoint.setFaults(faults.getOrDefault(name, Faults.NONE));
                listeners.put(name, listen(endpoint, port));
            }
        }
        publish();
        return listener(name).view();
    }

    /// Swaps the policy for the next request; requests under way end as they began.
    public void setPolicy(String name, TrafficPolicy policy) {
        reroute(name, routing -> routing.with(policy));
    }

    /// Offers or replaces a deployment of `name`; requests under way at the old one end there.
    public void setTarget(String name, Target target) {
        Backend old = offer(name, target);
        if (old != null) old.withdraw();
    }

    /// Waits until the requests under way have ended at everything of `revision` that [#setTarget] replaced, at most
    /// `drainMillis`. False where the time was not enough.
    public boolean awaitReplaced(String name, String deployment, long revision, long drainMillis)
            throws InterruptedException {
        Listener listener = listeners.get(name);
        if (listener == null) return true;
        return drained(listener.endpoint.leaving(deployment).stream()
                .filter(each -> each.target.revision() == revision).toList(), drainMillis);
    }

    /// Withdraws a deployment; answers when its requests under way have ended, also those at what was replaced before, at
    /// most after `drainMillis`.
    public void removeTarget(String name, String deployment, long drainMillis) throws InterruptedException {
        Endpoint endpoint = listener(name).endpoint;
        Backend old = endpoint.backend(deployment);
        if (old == null) return;
        endpoint.leaves(old);
        reroute(name, routing -> routing.without(deployment));
        old.withdraw();
        drained(endpoint.leaving(deployment), drainMillis);
    }

    private static boolean drained(List<Backend> leaving, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean all = true;
        for (Backend each : leaving)
            all &= each.awaitDrained(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
        return all;
    }

    /// Drains and closes the endpoint.
    public void remove(String name) throws InterruptedException {
        withdraw(name).run();
    }

    /// Takes the endpoint away at once, so that one opened under its name from now on is another; what is answered
    /// drains and closes it.
    public Drain withdraw(String name) {
        Listener listener = listeners.remove(name);
        if (listener == null) return () -> {};
        Door door = listener.door;
        if (door != null) door.shut();
        publish();
        return () -> {
            if (door != null) door.drain(DRAIN_MILLIS);
        };
    }

    /// Tells `listener` endpoint and deployment of each request for one that sleeps, which is held until it is offered with
    /// servers. On an event loop: it must hand it on and return. There is one.
    public void onKnock(BiConsumer<String, String> listener) {
        knock = listener;
    }

    /// The newest requests of `name`, newest first, at most `max` (10,000 are kept).
    public List<RequestRecord> recent(String name, int max) {
        return listener(name).endpoint.log.recent(max);
    }

    /// Number that the next request of `name` will get; tells a reader whether there is news.
    public long requestCount(String name) {
        return listener(name).endpoint.log.count();
    }

    /// Five minutes by second, per deployment.
    public List<Window.Series> series(String name) {
        return listener(name).endpoint.windows.series();
    }

    /// The last `seconds` (at most 300) as totals per deployment; the whole endpoint under `""`.
    public Map<String, Window.Totals> totals(String name, int seconds) {
        return listener(name).endpoint.windows.totals(seconds);
    }

    /// What the deployments of `name` got in one second of the last five minutes; two seconds later it is whole. Those
    /// that got nothing are left out.
    public Map<String, Counted> second(String name, long epochSecond) {
        return listener(name).endpoint.windows.second(epochSecond);
    }

    /// What every revision has answered since `name` was opened; the last 64 that were offered are known.
    public List<Measured> measured(String name) {
        return listener(name).endpoint.measured();
    }

    /// Shows every exchange of `name` to `watcher` until the subscription is closed; 64 MB at most are held for all.
    public Live.Subscription watch(String name, Watcher watcher) {
        Endpoint endpoint = listener(name).endpoint;
        endpoint.watch(watcher);
        return () -> endpoint.unwatch(watcher);
    }

    /// Tells `logger` every request and copy of `name` that has ended, until the subscription is closed. On an event
    /// loop: it must hand it on and return.
    public Live.Subscription onRequests(String name, Consumer<RequestRecord> logger) {
        Endpoint endpoint = listener(name).endpoint;
        endpoint.log(logger);
        return () -> endpoint.unlog(logger);
    }

    /// Answers `GET /metrics` in Prometheus’ format on `port` of the loopback address (0 for any free one) from now on,
    /// and counts for it. Returns the address.
    public String openMetrics(int port) {
        synchronized (this) {
            if (closed || metrics != null) throw new IllegalStateException("closed, or open already");
            try {
                metrics = running().openMetrics(port, this::exposition);
            } catch (IOException e) {
                throw new StudioException(Problem.of("traffic.metrics-port", port)
                        .withDetail(String.valueOf(e.getMessage())), e);
            }
            listeners.values().forEach(listener -> listener.endpoint.meter());
        }
        publish();
        return String.valueOf(metricsUrl());
    }

    /// Where Prometheus asks, null where nothing is counted for it.
    public @Nullable String metricsUrl() {
        MetricsDoor door = metrics;
        return door == null ? null : "http://127.0.0.1:" + door.port() + "/metrics";
    }

    /// Client connections of `name` that are open now.
    public Connections connections(String name) {
        return listener(name).connections();
    }

    private String exposition() {
        var out = new Exposition();
        new TreeMap<>(listeners).forEach((name, listener) -> out.add(name, listener.endpoint.meter(), loads(listener),
                listener.connections()));
        return out.toString();
    }

    /// Faults of `name` from now on, instead of those before; they stay while it is closed and opened again.
    public void setFaults(String name, List<Fault> next) {
        Endpoint endpoint = listener(name).endpoint;
        var now = new Faults(next);
        faults.put(name, now);
        endpoint.setFaults(now);
    }

    public List<Fault> faults(String name) {
        return listener(name).endpoint.faults().all;
    }

    /// Requests that the weights spread, since it was opened (or since [#resetCounts]), per deployment, to compare
    /// with the split asked for; those that named a deployment are not among them.
    public Map<String, Long> counts(String name) {
        return listener(name).endpoint.counts();
    }

    /// Mirror copies since then: sent under `sent`, dropped under `dropped`, failed (a part of the sent) under
    /// `failed`.
    public Map<String, Long> mirrorCounts(String name) {
        return listener(name).endpoint.mirrorCounts();
    }

    /// What each deployment of `name` has under way at this moment, and how many of those wait for their turn.
    public Map<String, Load> load(String name) {
        return loads(listener(name));
    }

    private static Map<String, Load> loads(Listener listener) {
        var all = new TreeMap<String, Load>();
        listener.endpoint.routing().backends
                .forEach((deployment, backend) -> all.put(deployment, backend.load()));
        return all;
    }

    public void resetCounts(String name) {
        listener(name).endpoint.resetCounts();
    }

    @Override
    public void close() {
        Plane running;
        synchronized (this) {
            closed = true;
            running = plane;
            plane = null;
        }
        MetricsDoor door = metrics;
        if (door != null) door.close();
        var names = List.copyOf(listeners.keySet());
        for (Listener listener : listeners.values())
            listener.endpoint.close();
        try {
            for (String name : names)
                remove(name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (running != null) running.close();
        }
    }

    private Listener listener(String name) {
        Listener listener = listeners.get(name);
        if (listener == null) throw StudioException.of("traffic.unknown", name);
        return listener;
    }

    private @Nullable Backend offer(String name, Target target) {
        Endpoint endpoint = listener(name).endpoint;
        synchronized (endpoint) {
            Backend old = endpoint.backend(target.deployment());
            var backend = new Backend(target, old, () -> knock.accept(name, target.deployment()));
            endpoint.offered(backend);
            if (old != null) endpoint.leaves(old);
            endpoint.reroute(routing -> routing.with(backend));
            publish();
            return old;
        }
    }

    private void reroute(String name, UnaryOperator<Routing> step) {
        listener(name).endpoint.reroute(step);
        publish();
    }

    private void publish() {
        endpoints.update(old -> {
            var views = new TreeMap<String, EndpointView>();
            listeners.forEach((name, listener) -> views.put(name, listener.view()));
            return List.copyOf(views.values());
        });
    }

    private Listener listen(Endpoint endpoint, int port) {
        // the system would let two of our endpoints share a port
        for (Listener other : listeners.values()) {
            if (port != 0 && other.port() == port)
                return new Listener(endpoint, null,
                        Problem.of("traffic.port-ours", endpoint.name, port, other.endpoint.name));
        }
        try {
            return new Listener(endpoint, running().open(endpoint, port), null);
        } catch (IOException e) {
            String detail = String.valueOf(e.getMessage());
            boolean taken = detail.contains("in use");
            return silent(endpoint, taken ? "traffic.port-taken" : "traffic.listen", port, detail);
        }
    }

    private static Listener silent(Endpoint endpoint, String code, int port, String detail) {
        return new Listener(endpoint, null, Problem.of(code, endpoint.name, port).withDetail(detail));
    }

    private synchronized Plane running() {
        Plane running = plane;
        if (running == null) {
            running = new Plane(limits.eventLoops());
            plane = running;
        }
        return running;
    }
}
