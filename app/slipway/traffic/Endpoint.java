package slipway.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/// What the event loops of one endpoint share: the routing of the moment and what was counted. Never blocks a reader.
final class Endpoint {
    /// Memory for exchanges that somebody watches.
    private static final long WATCHED_BYTES = 64_000_000;
    /// Backends whose numbers are kept.
    private static final int SEEN = 64;

    final String name;
    final Limits limits;
    final RequestLog log = new RequestLog();
    final Windows windows = new Windows(System::currentTimeMillis);
    /// Null where nobody counts for Prometheus.
    private volatile @Nullable Meters meters;
    /// Null where nobody logs.
    private volatile @Nullable List<Consumer<RequestRecord>> loggers;
    private volatile Routing routing;
    private volatile boolean closing;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final LongAdder mirrorSent = new LongAdder();
    private final LongAdder mirrorDropped = new LongAdder();
    private final LongAdder mirrorFailed = new LongAdder();
    private final List<Backend> seen = new CopyOnWriteArrayList<>();
    /// What was replaced or taken away, while requests may be under way there.
    private final List<Backend> leaving = new CopyOnWriteArrayList<>();
    private volatile List<Watcher> watchers = List.of();
    private volatile Faults faults = Faults.NONE;
    private final AtomicLong watchedBytes = new AtomicLong();
    private final AtomicLong mirrorBytes = new AtomicLong();
    private final AtomicInteger mirrorCopies = new AtomicInteger();
    private final AtomicInteger connectionsOfTwo = new AtomicInteger();

    Endpoint(String name, Limits limits, TrafficPolicy policy) {
        this.name = name;
        this.limits = limits;
        this.routing = Routing.of(policy);
    }

    Routing routing() {
        return routing;
    }

    synchronized void reroute(UnaryOperator<Routing> step) {
        routing = step.apply(routing);
    }

    boolean closing() {
        return closing;
    }

    void close() {
        closing = true;
    }

    /// Counts a client that speaks HTTP/2 for as long as it is there.
    // a channel that closes has nothing more to tell
    @SuppressWarnings("FutureReturnValueIgnored")
    void speaksTwo(Channel client) {
        connectionsOfTwo.incrementAndGet();
        client.closeFuture().addListener(closed -> connectionsOfTwo.decrementAndGet());
    }

    /// Of the clients that are there, those that speak HTTP/2.
    int connectionsOfTwo() {
        return connectionsOfTwo.get();
    }

    /// Counts a request that the weights gave to `deployment`.
    void routed(String deployment) {
        LongAdder adder = counts.get(deployment);
        (adder != null ? adder : counts.computeIfAbsent(deployment, n -> new LongAdder())).increment();
    }

    void record(RequestRecord request) {
        log.put(request);
        windows.add(request);
        Meters counting = meters;
        if (counting != null) counting.add(request);
        List<Consumer<RequestRecord>> logging = loggers;
        if (logging != null) logging.forEach(logger -> logger.accept(request));
        if (!request.copy()) return;
        mirrorSent.increment();
        if (request.status() == 0 || request.status() >= 400) mirrorFailed.increment();
    }

    /// Room for one more copy; given back with [#copyEnded].
    boolean copyBegins() {
        if (mirrorCopies.incrementAndGet() <= limits.mirrorCopies()) return true;
        mirrorCopies.decrementAndGet();
        return false;
    }

    /// Room for `bytes` more of a copy's body.
    boolean copyGrows(int bytes) {
        if (mirrorBytes.addAndGet(bytes) <= limits.mirrorBytes()) return true;
        mirrorBytes.addAndGet(-bytes);
        return false;
    }

    void copyEnded(long bytes) {
        mirrorBytes.addAndGet(-bytes);
        mirrorCopies.decrementAndGet();
    }

    void copyDropped(String deployment) {
        mirrorDropped.increment();
        windows.dropped(deployment);
        Meters counting = meters;
        if (counting != null) counting.dropped(deployment);
    }

    /// Begins to count for Prometheus, once.
    synchronized Meters meter() {
        Meters known = meters;
        if (known != null) return known;
        var made = new Meters();
        meters = made;
        return made;
    }

    synchronized void log(Consumer<RequestRecord> logger) {
        var more = new ArrayList<Consumer<RequestRecord>>(loggers == null ? List.of() : loggers);
        more.add(logger);
        loggers = List.copyOf(more);
    }

    synchronized void unlog(Consumer<RequestRecord> logger) {
        var fewer = new ArrayList<Consumer<RequestRecord>>(loggers == null ? List.of() : loggers);
        fewer.remove(logger);
        loggers = fewer.isEmpty() ? null : List.copyOf(fewer);
    }

    List<Watcher> watchers() {
        return watchers;
    }

    synchronized void watch(Watcher watcher) {
        var more = new ArrayList<>(watchers);
        more.add(watcher);
        watchers = List.copyOf(more);
    }

    synchronized void unwatch(Watcher watcher) {
        var fewer = new ArrayList<>(watchers);
        fewer.remove(watcher);
        watchers = List.copyOf(fewer);
    }

    /// Room for `bytes` more of what is watched.
    boolean watchedMore(int bytes) {
        if (watchedBytes.addAndGet(bytes) <= WATCHED_BYTES) return true;
        watchedBytes.addAndGet(-bytes);
        return false;
    }

    void watchedLess(long bytes) {
        watchedBytes.addAndGet(-bytes);
    }

    Faults faults() {
        return faults;
    }

    void setFaults(Faults next) {
        faults = next;
    }

    /// Keeps what a backend measured when it is gone.
    synchronized void offered(Backend backend) {
        // the same revision on other servers counts on where it was
        seen.removeIf(each -> each.live == backend.live);
        seen.add(backend);
        if (seen.size() > SEEN) seen.removeFirst();
    }

    /// Remembers what is replaced or taken away until its requests have ended.
    void leaves(Backend old) {
        leaving.removeIf(Backend::isDrained);
        leaving.add(old);
    }

    /// What `deployment` was offered with before, while requests may be under way there.
    List<Backend> leaving(String deployment) {
        return leaving.stream().filter(each -> each.target.deployment().equals(deployment)).toList();
    }

    /// Per revision, live requests and copies apart; a revision that was offered again counts on.
    List<Measured> measured() {
        var all = new TreeMap<String, Measured>();
        for (Backend backend : seen) {
            for (boolean copies : new boolean[]{false, true}) {
                Sum sum = copies ? backend.copied : backend.live;
                if (sum.isEmpty()) continue;
                Measured more = sum.measured(backend.target, copies);
                all.merge(more.deployment() + "\n" + more.revision() + copies, more, Endpoint::plus);
            }
        }
        return List.copyOf(all.values());
    }

    private static Measured plus(Measured one, Measured other) {
        one.latencies().add(other.latencies());
        return new Measured(one.deployment(), one.revision(), one.copies(), one.requests() + other.requests(),
                one.errors() + other.errors(), one.latencies());
    }

    Map<String, Long> counts() {
        var all = new TreeMap<String, Long>();
        counts.forEach((deployment, adder) -> all.put(deployment, adder.sum()));
        return all;
    }

    Map<String, Long> mirrorCounts() {
        return Map.of("sent", mirrorSent.sum(), "dropped", mirrorDropped.sum(), "failed", mirrorFailed.sum());
    }

    void resetCounts() {
        counts.clear();
        mirrorSent.reset();
        mirrorDropped.reset();
        mirrorFailed.reset();
    }

    /// The deployment's server as it is now.
    @Nullable
    Backend backend(String deployment) {
        return routing.backends.get(deployment);
    }
}
