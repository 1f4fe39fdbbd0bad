package slipway.ui.endpoints;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import slipway.scale.Decision;
import slipway.scale.Figures;
import slipway.scale.ScalePolicy;
import slipway.scale.ScaleStory;
import slipway.series.Bucket;
import slipway.series.Metric;
import slipway.series.SeriesStore;
import slipway.spec.DeploymentSpec;
import slipway.spec.ScaleSpec;
import slipway.store.Database;
import slipway.traffic.RequestRecord;
import slipway.traffic.Window;
import slipway.ui.ScaleGround;
import slipway.ui.Traffic;

/// An hour of a deployment that slept, woke, grew and shrank.
final class ScaleSamples {
    private ScaleSamples() {}

    static ScaleGround ground(Database readings) {
        return new ScaleGround(new ScaleStory(), new SeriesStore(readings, System::currentTimeMillis), id -> 1,
                ScaleSamples::policy);
    }

    /// As the studio fills in what is not said.
    static ScalePolicy policy(DeploymentSpec spec, ScaleSpec scale) {
        Double atOnce = scale.concurrency();
        return ScalePolicy.of(scale.min(), scale.max(), atOnce == null
                ? spec.requests().maxConcurrentPerInstance()
                : atOnce, scale.downAfter(), scale.zeroAfter(), scale.plan());
    }

    static void hour(ScaleGround ground, String id) {
        long now = System.currentTimeMillis();
        for (long ago = 3_500; ago >= 0; ago -= 5) {
            int wanted = ago > 3_000 ? 0 : ago > 2_400 ? 1 : ago > 1_200 ? 4 : ago > 600 ? 3 : 2;
            int running = ago > 2_990 ? 0 : ago > 2_385 ? 1 : ago > 1_200 ? 4 : ago > 600 ? 3 : 2;
            double rate = ago > 3_000 ? 0 : wanted * (9 + Math.sin(ago / 60.0));
            ground.series().add(id, Bucket.of(now - ago * 1000, 1000, Map.of(Metric.WANTED, (double) wanted,
                    Metric.REPLICAS, (double) running, Metric.REQUESTS, rate), Bucket.noLatencies()));
        }
        Instant at = Instant.ofEpochMilli(now);
        var cold = decision(at.minusSeconds(3_000), 0, 1, Decision.Reason.COLD, 0, 0);
        ground.story().add(id, cold);
        ground.story().cold(id, cold, Duration.ofMillis(3_200));
        ground.story().add(id, decision(at.minusSeconds(2_400), 1, 4, Decision.Reason.LOAD, 36.4, 0.104));
        ground.story().add(id, decision(at.minusSeconds(1_200), 4, 3, Decision.Reason.QUIET, 27.1, 0.103));
        ground.story().add(id, decision(at.minusSeconds(600), 3, 2, Decision.Reason.HAND, 18, 0.1));
    }

    /// The second under way.
    static void now(ScaleGround ground, String id) {
        ground.series().add(id, Bucket.of(System.currentTimeMillis(), 1000, Map.of(Metric.WANTED, 2.0, Metric.REPLICAS,
                2.0, Metric.REQUESTS, 18.0), Bucket.noLatencies()));
    }

    private static Decision decision(Instant at, int from, int to, Decision.Reason reason, double rate,
            double seconds) {
        return new Decision(at, from, to, reason, new Figures(at, at.toEpochMilli() * 1_000_000, from, rate, seconds));
    }

    /// Thirty requests a second to `blue`, each of a tenth of a second and half of them of twice that.
    static Traffic traffic() {
        return new Traffic() {
            @Override
            public Map<String, Window.Totals> totals(String endpoint, int seconds) {
                return Map.of("blue", new Window.Totals(1_800, 0, 0, 0, 1, 2, 3, 30));
            }

            @Override
            public List<Window.Series> series(String endpoint) {
                return List.of();
            }

            @Override
            public long requestCount(String endpoint) {
                return 0;
            }

            @Override
            public List<RequestRecord> recent(String endpoint, int most) {
                return LongStream.range(0, 100).mapToObj(i -> new RequestRecord(i, "r" + i, 0, "POST",
                        "/predict", i == 0 ? "green" : "blue", 1, 200, 300_000_000, i % 2 == 0
                                ? 100_000_000
                                : 200_000_000,
                        10, 10, null, false, null)).toList();
            }

            @Override
            public Map<String, Long> counts(String endpoint) {
                return Map.of();
            }
        };
    }
}
