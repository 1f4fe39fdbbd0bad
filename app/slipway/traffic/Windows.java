package slipway.traffic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// The last five minutes of an endpoint by second. Event loops add, anybody reads; neither waits for the other.
final class Windows {
    static final int SECONDS = 300;
    /// A request that ends in a second may still be added while the next is begun; packed after that.
    private static final int OPEN = 3;
    private static final int RING = SECONDS + OPEN + 1;

    private final AtomicReferenceArray<Second> ring = new AtomicReferenceArray<>(RING);
    private final LongSupplier millis;
    private volatile Second current;

    Windows(LongSupplier millis) {
        this.millis = millis;
        this.current = new Second(millis.getAsLong() / 1000);
        ring.set(slot(current.epochSecond), current);
    }

    void add(RequestRecord request) {
        now().cell(request.deployment()).add(request);
    }

    void dropped(String deployment) {
        now().cell(deployment).dropped.increment();
    }

    private Second now() {
        long second = millis.getAsLong() / 1000;
        Second latest = current;
        return latest.epochSecond >= second ? latest : turn(second);
    }

    private synchronized Second turn(long second) {
        Second latest = current;
        if (latest.epochSecond >= second) return latest;
        var next = new Second(second);
        ring.set(slot(second), next);
        current = next;
        for (long old = second - RING + 1; old <= second - OPEN; old++) {
            Second over = at(old);
            if (over != null) over.pack();
        }
        return next;
    }

    private @Nullable Second at(long second) {
        Second found = ring.get(slot(second));
        return found != null && found.epochSecond == second ? found : null;
    }

    private static int slot(long second) {
        return (int) Math.floorMod(second, (long) RING);
    }

    /// By deployment, in alphabetical order; the second under way is the last.
    List<Window.Series> series() {
        long last = millis.getAsLong() / 1000;
        var names = new TreeSet<String>();
        for (long second = last - SECONDS + 1; second <= last; second++) {
            Second found = at(second);
            if (found != null) names.addAll(found.cells.keySet());
        }
        names.remove("");
        return names.stream().map(name -> new Window.Series(name, windows(name, last))).toList();
    }

    /// What the deployments got in the second `epochSecond`, as far as it is known by now; two seconds later it is whole.
    Map<String, Counted> second(long epochSecond) {
        Second found = at(epochSecond);
        if (found == null) return Map.of();
        var all = new TreeMap<String, Counted>();
        found.cells.forEach((name, cell) -> {
            if (!name.isEmpty()) {
                all.put(name, new Counted(cell.requests.sum(), cell.errors.sum(), cell.copies.sum(),
                        cell.latencies()));
            }
        });
        return all;
    }

    private List<Window> windows(String deployment, long last) {
        var windows = new ArrayList<Window>(SECONDS);
        for (long second = last - SECONDS + 1; second <= last; second++) {
            Second found = at(second);
            Second.Cell cell = found == null ? null : found.cells.get(deployment);
            windows.add(cell == null ? new Window(second, 0, 0, 0, 0, 0, 0, 0) : cell.window(second));
        }
        return windows;
    }

    Map<String, Window.Totals> totals(int seconds) {
        int span = Math.clamp(seconds, 1, SECONDS);
        long last = millis.getAsLong() / 1000;
        var sums = new HashMap<String, Sum>();
        var whole = new Sum();
        for (long second = last - span + 1; second <= last; second++) {
            Second found = at(second);
            if (found == null) continue;
            found.cells.forEach((name, cell) -> {
                whole.add(cell, cell.liveLatencies());
                if (!name.isEmpty()) sums.computeIfAbsent(name, n -> new Sum()).add(cell, cell.latencies());
            });
        }
        var totals = new TreeMap<String, Window.Totals>();
        sums.forEach((name, sum) -> totals.put(name, sum.totals(span)));
        totals.put("", whole.totals(span));
        return totals;
    }

    private static final class Sum {
        private final Histogram latencies = Second.Latencies.empty();
        private long requests;
        private long errors;
        private long copies;
        private long dropped;

        void add(Second.Cell cell, Histogram cellLatencies) {
            requests += cell.requests.sum();
            errors += cell.errors.sum();
            copies += cell.copies.sum();
            dropped += cell.dropped.sum();
            latencies.add(cellLatencies);
        }

        Window.Totals totals(int span) {
            return new Window.Totals(requests, errors, copies, dropped, latencies.getValueAtPercentile(50),
                    latencies.getValueAtPercentile(95), latencies.getValueAtPercentile(99), (double) requests / span);
        }
    }
}
