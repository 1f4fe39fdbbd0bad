package slipway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import slipway.base.Live;
import slipway.rollout.Split;
import slipway.rollout.Swap;
import slipway.rollout.SwapProof;
import slipway.rollout.SwapReport;
import slipway.traffic.EndpointView;
import slipway.traffic.Gateway;

/// Glue: every change of an endpoint's policy or targets is noted, and proved by every request that ends while its window
/// is open, at any rate: who counts is there for the window only. Any thread.
final class Swaps {
    /// Proofs kept of an endpoint.
    private static final int KEPT = 200;

    private final Gateway gateway;
    private final Map<String, List<Open>> open = new ConcurrentHashMap<>();
    private final Map<String, List<SwapReport>> proved = new ConcurrentHashMap<>();

    /// A swap whose window is open, and who counts in it.
    private record Open(Swap swap, SwapProof proof, Live.Subscription counting) {}

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
        var proof = new SwapProof(System.nanoTime());
        Live.Subscription counting = count(endpoint, proof);
        long began = System.nanoTime();
        proof.begin(began);
        try {
            change.run();
        } finally {
            note(endpoint, before, began, proof, counting);
        }
    }

    /// Makes a change that replaces nothing, or whose drain is awaited elsewhere.
    void at(String endpoint, Runnable change) {
        String before = words(endpoint);
        var proof = new SwapProof(System.nanoTime());
        Live.Subscription counting = count(endpoint, proof);
        try {
            change.run();
        } catch (RuntimeException e) {
            counting.close();
            throw e;
        }
        long began = System.nanoTime();
        proof.begin(began);
        note(endpoint, before, began, proof, counting);
    }

    private Live.Subscription count(String endpoint, SwapProof proof) {
        return gateway.onRequests(endpoint, request -> {
            if (request.copy()) return;
            synchronized (proof) {
                // read in turn, so that each is counted after those that ended before it
                long ended = System.nanoTime();
                proof.add(ended - request.totalNanos(), ended, request.status(), request.error());
            }
        });
    }

    private void note(String endpoint, String before, long began, SwapProof proof, Live.Subscription counting) {
        var swap = new Swap(Instant.now(), before, words(endpoint), began, Math.max(began, System.nanoTime()));
        proof.drained(swap.drainedNanos());
        open.merge(endpoint, List.of(new Open(swap, proof, counting)), Swaps::joined);
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
        // not replaceAll, which may ask twice where somebody adds meanwhile
        open.keySet().forEach(name -> open.computeIfPresent(name, (endpoint, swaps) -> {
            var waiting = new ArrayList<Open>();
            for (Open each : swaps) {
                if (each.swap.drainedNanos() + SwapProof.AFTER_NANOS > System.nanoTime()) {
                    waiting.add(each);
                } else {
                    each.counting.close();
                    keep(endpoint, each.proof.report(each.swap));
                }
            }
            return List.copyOf(waiting);
        }));
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
