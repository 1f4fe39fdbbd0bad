package slipway.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

import slipway.base.Bytes;
import slipway.base.Progress;
import slipway.load.LoadPlan;
import slipway.load.LoadResult;
import slipway.load.LoadRunner;
import slipway.load.Shape;
import slipway.scale.Planner;
import slipway.testkit.StubUpstream;
import slipway.traffic.Gateway;
import slipway.traffic.Target;
import slipway.traffic.TrafficPolicy;

/// The planner of replicas beside a real run: requests at random times through the gateway to servers that work on one
/// at a time, and what the planner says of the rate, the time and the spread that were measured. `PlannerBench SECONDS`.
final class PlannerBench {
    private static final double MEAN = 0.05;

    private PlannerBench() {}

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 120;
        System.out.println(
                "| replicas | utilisation | spread | mean wait, planned | measured | error | p95, planned | measured | error |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (boolean even : new boolean[]{false, true}) {
            row(1, 0.6, even, seconds);
            row(2, 0.75, even, seconds);
            row(4, 0.85, even, seconds);
        }
    }

    /// @param even whether each request takes as long as any other; else the times are exponential
    private static void row(int replicas, double utilisation, boolean even, int seconds) throws Exception {
        List<double[]> seen = Collections.synchronizedList(new ArrayList<>());
        var servers = new ArrayList<Serial>();
        double rate = utilisation * replicas / MEAN;
        LoadResult result;
        try (var gateway = new Gateway(); var runner = new LoadRunner()) {
            for (int i = 0; i < replicas; i++)
                servers.add(new Serial(even, i, seen));
            List<URI> urls = servers.stream().map(each -> each.server.url()).toList();
            int port = gateway.open("iris", 0, new TrafficPolicy(Map.of("blue", 100), null, 0, null)).port();
            gateway.setTarget("iris", new Target("blue", 1, urls, "oci-byoc", "/predict"));
            result = runner.run(
                    new LoadPlan(URI.create("http://127.0.0.1:" + port + "/predict"), 400, Duration.ofSeconds(1),
                            "application/json", Bytes.utf8("{}"), Map.of())
                            .with(new Shape.Poisson(rate, Duration.ofSeconds(
                                    seconds), 7)),
                    Progress.NONE, each -> {});
        } finally {
            servers.forEach(Serial::close);
        }
        if (result.sent() != result.ok()) throw new IllegalStateException(result.toString());
        double[] waits = seen.stream().mapToDouble(each -> each[0]).sorted().toArray();
        double[] times = seen.stream().mapToDouble(each -> each[1]).toArray();
        double mean = Arrays.stream(times).average().orElseThrow();
        double spread = Arrays.stream(times).map(each -> (each - mean) * (each - mean)).average().orElseThrow() / (mean
                * mean);
        Planner.Outcome plan = new Planner((double) seen.size() / seconds, mean, spread, 1).with(replicas);
        double waited = Arrays.stream(waits).average().orElseThrow();
        double p95 = waits[(int) (waits.length * 0.95)];
        System.out.printf(Locale.ROOT,
                "| %d | %.2f | %.2f | %.1f ms | %.1f ms | %+.0f %% | %.0f ms | %.0f ms | %+.0f %% |%n",
                replicas, plan.utilisation(), spread, plan.mean() * 1e3, waited * 1e3, (plan.mean() / waited - 1) * 100,
                plan.p95() * 1e3, p95 * 1e3, (plan.p95() / p95 - 1) * 100);
    }

    /// A server that works on one request after the other.
    private static final class Serial implements AutoCloseable {
        private final ExecutorService work = Executors.newSingleThreadExecutor();
        private final StubUpstream server;

        Serial(boolean even, int seed, List<double[]> seen) {
            var random = new Random(seed);
            server = new StubUpstream(request -> {
                long came = System.nanoTime();
                request.body().onSuccess(body -> work.execute(() -> {
                    long began = System.nanoTime();
                    double takes = even ? MEAN : -MEAN * Math.log(1 - random.nextDouble());
                    long end = began + (long) (takes * 1e9);
                    for (long left = end - began; left > 0; left = end - System.nanoTime())
                        LockSupport.parkNanos(left);
                    seen.add(new double[]{(began - came) / 1e9, (System.nanoTime() - began) / 1e9});
                    request.response().end("{}");
                }));
            });
        }

        @Override
        public void close() {
            work.shutdownNow();
            server.close();
        }
    }
}
