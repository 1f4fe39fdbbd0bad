package slipway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

import org.HdrHistogram.Histogram;

import slipway.base.Beat;
import slipway.base.Tasks;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.engine.ContainerUsage;
import slipway.engine.Usage;
import slipway.engine.docker.GpuMeter;
import slipway.observe.UsageSampler;
import slipway.series.Bucket;
import slipway.series.Metric;
import slipway.series.SeriesStore;
import slipway.traffic.Counted;
import slipway.traffic.EndpointView;
import slipway.traffic.Gateway;

/// Glue: hands what engines, gateway and GPU driver tell of the deployments to the [SeriesStore]; [#step] every second on
/// one task, [#gpus] every few seconds on another.
final class Measuring {
    private static final Duration EVERY = Duration.ofSeconds(1);
    /// How often what was measured is written.
    private static final Duration KEEP_EVERY = Duration.ofSeconds(20);
    private static final Histogram NOTHING = Bucket.noLatencies();
    /// A second is whole when the second one after it has begun.
    private static final long WHOLE = 2;
    /// After a standstill (the machine slept) no more is made up for.
    private static final long MOST_BEHIND = 120;

    private final Supplier<List<Deployment>> deployments;
    private final ToIntFunction<String> wanted;
    private final Gateway gateway;
    private final SeriesStore series;
    private final Map<String, Usage> before = new HashMap<>();
    private final Map<String, List<Long>> pidsBefore = new HashMap<>();
    private long counted;

    /// @param wanted how many replicas there are to be of a deployment, by its id
    Measuring(Supplier<List<Deployment>> deployments, ToIntFunction<String> wanted, Gateway gateway,
            SeriesStore series) {
        this.deployments = deployments;
        this.wanted = wanted;
        this.gateway = gateway;
        this.series = series;
    }

    /// Goes on until `tasks` end, `marking` with it.
    void begin(Tasks tasks, Marking marking) {
        tasks.every(EVERY, "measure", () -> {
            marking.step(deployments.get(), System.currentTimeMillis());
            step(System.currentTimeMillis());
        });
        var gpus = new GpuMeter();
        tasks.quiet("measure gpus", progress -> {
            while (true) {
                gpus(gpus, System.currentTimeMillis());
                Beat.await(UsageSampler.PERIOD);
            }
        });
        tasks.quiet("keep metrics", progress -> {
            // a start has better things to do than to open the database for its first seconds
            Tasks.pause(KEEP_EVERY);
            tasks.every(KEEP_EVERY, "keep metrics", series::flush);
        });
    }

    void step(long epochMillis) {
        List<Deployment> running = deployments.get().stream().filter(Measuring::runs).toList();
        running.forEach(this::use);
        deployments.get().stream().filter(each -> runs(each) || each.state() == DeploymentState.ASLEEP)
                .forEach(each -> replicas(each, epochMillis));
        long last = epochMillis / 1000 - WHOLE;
        for (long second = Math.max(counted + 1, last - (counted == 0 ? 0 : MOST_BEHIND)); second <= last; second++)
            traffic(running, second);
        counted = Math.max(counted, last);
    }

    private static boolean runs(Deployment deployment) {
        return deployment.state() == DeploymentState.READY || deployment.state() == DeploymentState.UNHEALTHY;
    }

    private void replicas(Deployment deployment, long epochMillis) {
        var values = new EnumMap<Metric, Double>(Metric.class);
        values.put(Metric.REPLICAS, (double) deployment.urls().size());
        values.put(Metric.WANTED, (double) wanted.applyAsInt(deployment.id()));
        series.add(deployment.id(), Bucket.of(epochMillis, 1000, values, NOTHING));
    }

    /// What the gateway counted in one second: a deployment that runs and got nothing had 0 requests.
    private void traffic(List<Deployment> running, long second) {
        for (EndpointView view : gateway.endpoints().get()) {
            if (view.problem() != null) continue;
            Map<String, Counted> got = gateway.second(view.name(), second);
            var names = new HashSet<>(got.keySet());
            running.stream().filter(each -> each.spec().endpoint().equals(view.name()))
                    .forEach(each -> names.add(each.spec().name()));
            for (String name : names) {
                Counted its = got.getOrDefault(name, new Counted(0, 0, 0, NOTHING));
                var values = new EnumMap<Metric, Double>(Metric.class);
                values.put(Metric.REQUESTS, (double) its.requests());
                values.put(Metric.ERRORS, (double) its.errors());
                series.add(view.name() + "/" + name, Bucket.of(second * 1000, 1000, values, its.latencies()));
            }
        }
    }

    private void use(Deployment deployment) {
        Usage now = deployment.usage();
        Usage old = before.put(deployment.id(), now);
        List<Long> oldPids = pidsBefore.put(deployment.id(), deployment.pids());
        if (now.epochMillis() == 0 || (old != null && old.epochMillis() == now.epochMillis())) return;
        var values = new EnumMap<Metric, Double>(Metric.class);
        values.put(Metric.CPU, now.cpu());
        values.put(Metric.MEMORY, (double) now.memoryBytes());
        ContainerUsage container = now.container();
        if (container != null) {
            values.put(Metric.PIDS, (double) container.pids());
            // counters of other processes cannot be compared
            if (old != null && old.container() != null && deployment.pids().equals(oldPids)) {
                rates(values, old.container(), container, now.epochMillis() - old.epochMillis());
            }
        }
        series.add(deployment.id(), Bucket.of(now.epochMillis(), 1000, values, NOTHING));
    }

    private static void rates(Map<Metric, Double> values, ContainerUsage old, ContainerUsage now, long millis) {
        rate(values, Metric.NETWORK_IN, now.networkIn() - old.networkIn(), millis);
        rate(values, Metric.NETWORK_OUT, now.networkOut() - old.networkOut(), millis);
        rate(values, Metric.BLOCK_READ, now.blockRead() - old.blockRead(), millis);
        rate(values, Metric.BLOCK_WRITE, now.blockWrite() - old.blockWrite(), millis);
    }

    private static void rate(Map<Metric, Double> values, Metric metric, long bytes, long millis) {
        // a restart in place begins to count anew
        if (bytes >= 0 && millis > 0) values.put(metric, bytes * 1000.0 / millis);
    }

    /// What their processes, and those begun by them, do on GPUs; nothing is asked while none runs.
    void gpus(GpuMeter meter, long epochMillis) throws InterruptedException {
        List<Deployment> running = deployments.get().stream().filter(Measuring::runs)
                .filter(each -> !each.pids().isEmpty()).toList();
        if (running.isEmpty()) return;
        GpuMeter.Reading reading = meter.read();
        if (reading.processes().isEmpty()) return;
        for (Deployment deployment : running) {
            Set<Long> pids = family(deployment.pids());
            if (pids.stream().noneMatch(reading.processes()::containsKey)) continue;
            GpuMeter.Use use = reading.of(pids);
            var values = new EnumMap<Metric, Double>(Metric.class);
            values.put(Metric.GPU_LOAD, use.load());
            values.put(Metric.GPU_MEMORY, (double) use.memoryBytes());
            series.add(deployment.id(), Bucket.of(epochMillis, 1000, values, NOTHING));
        }
    }

    private static Set<Long> family(List<Long> pids) {
        var all = new HashSet<>(pids);
        for (long pid : new ArrayList<>(pids))
            ProcessHandle.of(pid).ifPresent(handle -> handle.descendants().forEach(each -> all.add(each.pid())));
        return all;
    }
}
