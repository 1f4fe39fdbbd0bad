package slipway.traffic;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/// What the event loops of one endpoint share: the routing of the moment and what was counted. Never blocks a reader.
final class Endpoint {
    final String name;
    final Limits limits;
    final RequestLog log = new RequestLog();
    final Windows windows = new Windows(System::currentTimeMillis);
    private volatile Routing routing;
    private volatile boolean closing;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final LongAdder mirrorSent = new LongAdder();
    private final LongAdder mirrorDropped = new LongAdder();
    private final LongAdder mirrorFailed = new LongAdder();
    private final AtomicLong mirrorBytes = new AtomicLong();
    private final AtomicInteger mirrorCopies = new AtomicInteger();

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

    /// Counts a request that the weights gave to `deployment`.
    void routed(String deployment) {
        LongAdder adder = counts.get(deployment);
        (adder != null ? adder : counts.computeIfAbsent(deployment, n -> new LongAdder())).increment();
    }

    void record(RequestRecord request) {
        log.put(request);
        windows.add(request);
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
