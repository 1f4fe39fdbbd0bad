package slipway.observe;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import slipway.base.Tasks;
import slipway.engine.Instance;
import slipway.engine.Usage;

/// Reads what deployments use every [#PERIOD] and keeps the last 15 minutes; replicas are summed. One loop for all.
public final class UsageSampler implements AutoCloseable {
    public static final Duration PERIOD = Duration.ofSeconds(5);
    public static final int KEPT = 180;

    private final Map<String, ArrayDeque<Usage>> readings = new HashMap<>();
    private final Supplier<Map<String, List<Instance>>> running;
    private final Consumer<Map<String, Usage>> news;
    private final Tasks.Task loop;

    /// Reads the instances of `running` (by deployment id) and hands each round to `news`, on its own thread.
    public UsageSampler(Tasks tasks, Supplier<Map<String, List<Instance>>> running, Consumer<Map<String, Usage>> news) {
        this.running = running;
        this.news = news;
        this.loop = tasks.every(PERIOD, "usage", this::round);
    }

    /// Readings of `id`, oldest first.
    public List<Usage> readings(String id) {
        synchronized (readings) {
            ArrayDeque<Usage> kept = readings.get(id);
            return kept == null ? List.of() : List.copyOf(kept);
        }
    }

    private void round() {
        var latest = new HashMap<String, Usage>();
        running.get().forEach((id, instances) -> {
            Usage sum = sum(instances);
            if (sum.epochMillis() == 0) return;
            latest.put(id, sum);
            synchronized (readings) {
                var kept = readings.computeIfAbsent(id, key -> new ArrayDeque<>());
                kept.addLast(sum);
                if (kept.size() > KEPT) kept.removeFirst();
            }
        });
        if (!latest.isEmpty()) news.accept(latest);
    }

    private static Usage sum(List<Instance> instances) {
        Usage total = Usage.NONE;
        for (Instance instance : instances)
            total = total.plus(instance.usage());
        return total;
    }

    @Override
    public void close() {
        loop.cancel();
    }
}
