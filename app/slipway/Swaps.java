package slipway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import slipway.rollout.Split;
import slipway.rollout.Swap;
import slipway.rollout.SwapEvent;
import slipway.rollout.SwapProof;
import slipway.rollout.SwapReport;
import slipway.traffic.EndpointView;
import slipway.traffic.Gateway;
import slipway.traffic.RequestRecord;

/// Glue: every change of an endpoint's policy or targets is noted, and proved from the gateway's records when its last
/// request has ended. The records know their beginning to the millisecond. Any thread.
final class Swaps {
    /// Proofs kept of an endpoint.
    private static final int KEPT = 200;
    private static final int RECORDS = 10_000;

    private final Gateway gateway;
    private final Map<String, List<Swap>> open = new ConcurrentHashMap<>();
    private final Map<String, List<SwapReport>> proved = new ConcurrentHashMap<>();

    /// Changes the routes of an endpoint; answers when what was replaced has drained.
    interface Change {
        void run() throws InterruptedException;
    }

    Swaps(Gateway gateway) {
        this.gateway = gateway;
    }

    /// Makes the change and notes what it changed.
    void around(String endpoint, Change change) throws InterruptedException {
        String before = words(endpoint);
        long began = now();
        try {
            change.run();
        } finally {
            note(endpoint, before, began);
        }
    }

    /// Makes a change that replaces nothing, or whose drain is awaited elsewhere.
    void at(String endpoint, Runnable change) {
        String before = words(endpoint);
        change.run();
        note(endpoint, before, now());
    }

    private void note(String endpoint, String before, long began) {
        var swap = new Swap(Instant.now(), before, words(endpoint), began, Math.max(began, now()));
        open.merge(endpoint, List.of(swap), Swaps::joined);
    }

    /// On one clock with the records: nanoseconds since 1970.
    private static long now() {
        return System.currentTimeMillis() * 1_000_000;
    }

    private String words(String endpoint) {
        for (EndpointView view : gateway.endpoints().get()) {
            if (!view.name().equals(endpoint)) continue;
            Split split = Numbers.split(view.policy());
            var targets = view.targets().stream().map(each -> each.deployment() + " r" + each.revision()).sorted()
                    .toList();
            return split.words() + (targets.isEmpty() ? "" : " · " + String.join(", ", targets));
        }
        return "–";
    }

    /// Proves what can be proved by now; called again and again by one task.
    void prove() {
        open.replaceAll((endpoint, swaps) -> {
            var waiting = new ArrayList<Swap>();
            for (Swap swap : swaps) {
                if (swap.drainedNanos() + SwapProof.AFTER_NANOS > now()) waiting.add(swap);
                else
                    keep(endpoint, SwapProof.of(swap, events(endpoint)));
            }
            return List.copyOf(waiting);
        });
    }

    private List<SwapEvent> events(String endpoint) {
        if (gateway.endpoints().get().stream().noneMatch(view -> view.name().equals(endpoint))) return List.of();
        return gateway.recent(endpoint, RECORDS).stream().filter(each -> !each.copy()).map(Swaps::event).toList();
    }

    private static SwapEvent event(RequestRecord request) {
        long began = request.epochMillis() * 1_000_000;
        return new SwapEvent(began, began + request.totalNanos(), request.status(), request.error());
    }

    private void keep(String endpoint, SwapReport report) {
        proved.merge(endpoint, List.of(report), (old, more) -> {
            List<SwapReport> all = joined(old, more);
            return List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size()));
        });
    }

    private static <T> List<T> joined(List<T> old, List<T> more) {
        var all = new ArrayList<>(old);
        all.addAll(more);
        return List.copyOf(all);
    }

    /// Those of `endpoint` whose proof is complete, oldest first.
    List<SwapReport> of(String endpoint) {
        return proved.getOrDefault(endpoint, List.of());
    }
}
