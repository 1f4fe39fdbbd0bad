package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.rollout.Standing.Health;
import slipway.rollout.stats.Agreement;

/// An endpoint on a clock that only moves when somebody waits: each waiting makes the requests of its time, spread as
/// the split says and answered as each server does. For one thread.
public final class FakeStage implements SafeStage {
    final Map<String, Server> servers = new TreeMap<>();
    final List<String> done = new ArrayList<>();
    final List<SwapReport> swaps = new ArrayList<>();
    Split split;
    double rate = 400;
    int wrong;
    private final TreeMap<Instant, Runnable> events = new TreeMap<>();
    private final Random random = new Random(20261121);
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private Server deleted = new Server();
    private long compared;
    private long agreeing;
    @Nullable
    Consumer<Split> onSet;

    /// A server as it behaves: its median latency, and the shares of failures and of wrong answers.
    static final class Server {
        Health health = Health.READY;
        long revision = 1;
        int replicas = 1;
        double medianMillis = 4;
        double errors;
        double differs;
        long[] requests = new long[2];
        long[] failed = new long[2];
        Histogram[] latencies = {histogram(), histogram()};

        private static Histogram histogram() {
            return new Histogram(10_000, 10_000_000_000L, 2);
        }

        void slower(double times) {
            medianMillis *= times;
        }

        void redeployed() {
            revision++;
            requests = new long[2];
            failed = new long[2];
            latencies = new Histogram[]{histogram(), histogram()};
        }
    }

    public FakeStage() {
        servers.put("blue", new Server());
        servers.put("green", new Server());
        split = new Split(Map.of("blue", 100), Map.of());
    }

    Server server(String name) {
        return java.util.Objects.requireNonNull(servers.get(name));
    }

    /// Does `event` once `after` has passed from now.
    void at(Duration after, Runnable event) {
        Instant when = now.plus(after);
        while (events.containsKey(when))
            when = when.plusNanos(1);
        events.put(when, event);
    }

    @Override
    public Split split(String endpoint) {
        return split;
    }

    @Override
    public void setSplit(String endpoint, Split next) {
        if (onSet != null) onSet.accept(next);
        swaps.add(
                new SwapReport(now, split.words(), next.words(), 40, 40, 0, 0, 0, 0, 1_800_000, 9_000_000, 4_000_000));
        split = next;
        done.add(next.words());
    }

    @Override
    public Snapshot snapshot(String endpoint, String candidate) {
        var all = new ArrayList<Measured>();
        servers.forEach((name, server) -> {
            for (int copies = 0; copies < 2; copies++)
                all.add(new Measured(name, server.revision, copies == 1, server.requests[copies],
                        server.failed[copies], server.latencies[copies].copy()));
        });
        return new Snapshot(all, new Agreement(compared, agreeing));
    }

    @Override
    public Standing standing(String endpoint, String deployment) {
        Server server = servers.get(deployment);
        return server == null ? Standing.NONE : new Standing(server.health, server.revision, server.replicas);
    }

    @Override
    public List<SwapReport> swaps(String endpoint, Instant from) {
        return swaps.stream().filter(swap -> !swap.at().isBefore(from)).toList();
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
        Instant end = now.plus(time);
        long requests = Math.round(rate * time.toMillis() / 1000);
        for (long i = 0; i < requests; i++)
            request();
        now = end;
        while (!events.isEmpty() && !events.firstKey().isAfter(now))
            events.pollFirstEntry().getValue().run();
    }

    private void request() {
        String live = drawn(split.live());
        if (live == null) return;
        answer(server(live), 0);
        String copy = drawn(split.mirror());
        if (copy == null) return;
        answer(server(copy), 1);
        compared++;
        if (random.nextDouble() >= server(copy).differs) agreeing++;
    }

    private @Nullable String drawn(Map<String, Integer> shares) {
        double point = random.nextDouble() * 100;
        for (var share : shares.entrySet()) {
            point -= share.getValue();
            if (point < 0) return share.getKey();
        }
        return null;
    }

    private void answer(Server server, int copies) {
        server.requests[copies]++;
        boolean fails = server.health != Health.READY || random.nextDouble() < server.errors;
        if (fails) server.failed[copies]++;
        double millis = server.medianMillis * Math.exp(random.nextGaussian() * 0.3);
        server.latencies[copies].recordValue(Math.round(millis * 1e6));
    }

    @Override
    public void deploy(String endpoint, String deployment) {
        done.add("deploy " + deployment);
        Server server = servers.get(deployment);
        if (server == null) throw StudioException.of("rollout.not-ready", deployment);
        server.health = Health.READY;
    }

    @Override
    public void stop(String endpoint, String deployment) {
        done.add("stop " + deployment);
        server(deployment).health = Health.GONE;
    }

    @Override
    public void scale(String endpoint, String deployment, int replicas) {
        done.add("scale " + deployment + " " + replicas);
        server(deployment).replicas = replicas;
    }

    @Override
    public String delete(String endpoint, String deployment) {
        done.add("delete " + deployment);
        deleted = server(deployment);
        servers.remove(deployment);
        return "name: " + deployment;
    }

    @Override
    public void bringBack(String endpoint, String deployment, String file) {
        done.add("bring back " + file);
        servers.put(deployment, deleted);
    }

    @Override
    public Tried tryAlone(String endpoint, String deployment, int requests) {
        done.add("try " + deployment + " " + requests);
        return new Tried(requests, requests - wrong, wrong == 0 ? null : "500 Internal Server Error");
    }
}
