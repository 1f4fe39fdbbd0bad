package slipway.ui.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

import org.HdrHistogram.Histogram;

import slipway.rollout.Measured;
import slipway.rollout.SafeStage;
import slipway.rollout.Snapshot;
import slipway.rollout.Split;
import slipway.rollout.Standing;
import slipway.rollout.SwapReport;
import slipway.rollout.stats.Agreement;

/// A world in which blue and green answer at once, green a little slower; each look finds some requests more.
final class StagedRollouts implements SafeStage {
    final List<SwapReport> swaps = new CopyOnWriteArrayList<>();
    private final Random random = new Random(7);
    private final Histogram blue = histogram();
    private final Histogram green = histogram();
    private volatile Split split = new Split(Map.of("blue", 100), Map.of());
    /// How much slower green is.
    volatile double slower = 1.12;
    /// Requests that each look finds.
    volatile int each = 60;

    private static Histogram histogram() {
        var histogram = new Histogram(1_000, 8_000_000, 3);
        histogram.setAutoResize(true);
        return histogram;
    }

    @Override
    public Split split(String endpoint) {
        return split;
    }

    @Override
    public void setSplit(String endpoint, Split next) {
        swaps.add(new SwapReport(Instant.now(), split.words(), next.words(), 40, 40, 0, 0, 0, 0, 1_800_000, 9_000_000,
                4_000_000));
        split = next;
    }

    @Override
    public synchronized Snapshot snapshot(String endpoint, String candidate) {
        for (int i = 0; i < each; i++)
            blue.recordValue((long) (2_000_000 + random.nextExponential() * 500_000));
        for (int i = 0; i < each / 4; i++)
            green.recordValue((long) (slower * (2_000_000 + random.nextExponential() * 500_000)));
        var all = new ArrayList<Measured>();
        for (int copies = 0; copies < 2; copies++) {
            all.add(new Measured("blue", 1, copies == 1, blue.getTotalCount(), 0, blue.copy()));
            all.add(new Measured("green", 1, copies == 1, green.getTotalCount(), 0, green.copy()));
        }
        return new Snapshot(all, new Agreement(green.getTotalCount(), green.getTotalCount()));
    }

    @Override
    public Standing standing(String endpoint, String deployment) {
        return new Standing(Standing.Health.READY, 1, 1);
    }

    @Override
    public List<SwapReport> swaps(String endpoint, Instant from) {
        return swaps.stream().filter(swap -> !swap.at().isBefore(from)).toList();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        slipway.base.Tasks.pause(time);
    }

    @Override
    public void deploy(String endpoint, String deployment) {}

    @Override
    public void stop(String endpoint, String deployment) {}

    @Override
    public void scale(String endpoint, String deployment, int replicas) {}

    @Override
    public String delete(String endpoint, String deployment) {
        return "";
    }

    @Override
    public void bringBack(String endpoint, String deployment, String file) {}

    @Override
    public Tried tryAlone(String endpoint, String deployment, int requests) {
        return new Tried(requests, requests, null);
    }
}
