package slipway.traffic;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.PooledByteBufAllocator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import slipway.wire.Loops;

/// Many requests through a gateway whose policy changes every second and whose servers are killed and replaced at random
/// (docs/benchmarks.md): `GatewaySoak [REQUESTS]`.
public final class GatewaySoak {
    private static final int CONNECTIONS = 32;
    private static final List<TrafficPolicy> POLICIES = List.of(
            new TrafficPolicy(Map.of("blue", 90, "green", 10), null, 0, null),
            new TrafficPolicy(Map.of("blue", 100, "green", 0), "green", 20, null),
            new TrafficPolicy(Map.of("blue", 50, "green", 50), null, 0, null),
            new TrafficPolicy(Map.of("blue", 0, "green", 100), "blue", 50, null));

    private final Gateway gateway = new Gateway();
    private final Random random = new Random(6);
    private final Map<String, List<SoakReplica>> replicas = new java.util.TreeMap<>();
    private long revision;
    private long swapped = System.nanoTime();
    private int swaps;
    private int kills;

    /// What a process holds.
    record Held(long heap, long direct, long files, int threads) {
        static Held now() throws IOException {
            for (int i = 0; i < 3; i++)
                System.gc();
            try (var files = Files.list(Path.of("/proc/self/fd"))) {
                return new Held(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                        PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory(), files.count(),
                        ManagementFactory.getThreadMXBean().getThreadCount());
            }
        }

        @Override
        public String toString() {
            return "heap %.1f MB, buffers %.1f MB, descriptors %d, threads %d".formatted(heap / 1e6, direct / 1e6,
                    files, threads);
        }
    }

    /// What came of it; `first` after a tenth of the requests, `last` at the end.
    record Result(long good, long lost, long cut, long other, int swaps, int kills, long counted, Held first,
            Held last, double seconds) {}

    public static void main(String... args) throws Exception {
        long requests = args.length > 0 ? Long.parseLong(args[0]) : 10_000_000;
        System.out.println(new GatewaySoak().run(requests));
    }

    Result run(long requests) throws Exception {
        try (gateway; var servers = new Loops("soak-servers", 1); var clients = new Loops("soak-clients", 1)) {
            int port = gateway.open("soak", 0, POLICIES.getFirst()).port();
            for (String name : List.of("blue", "green")) {
                replicas.put(name, new ArrayList<>(List.of(new SoakReplica(servers), new SoakReplica(servers))));
                publish(name);
            }
            long begun = System.nanoTime();
            var client = new SoakClient(clients, port, CONNECTIONS, requests);
            Held first = null;
            long said = 1;
            long quiet = System.nanoTime();
            long before = -1;
            for (int step = 0; !client.done().await(random.nextInt(20, 180), TimeUnit.MILLISECONDS); step++) {
                disturb(servers, step);
                if (client.ended() != before) quiet = System.nanoTime();
                before = client.ended();
                if (System.nanoTime() - quiet > 20e9) throw new IllegalStateException("it hangs after " + before);
                if (before * 10 < requests * said) continue;
                Held held = Held.now();
                if (first == null) first = held;
                System.out.printf("%d %% after %.0f s: lost %d, cut %d, other %d; %s%n", said * 10,
                        (System.nanoTime() - begun) / 1e9, client.lost.get(), client.cut.get(), client.other.get(),
                        held);
                said = before * 10 / requests + 1;
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            Held start = first == null ? Held.now() : first;
            // connections to servers that were replaced are closed when they were idle for some seconds
            try {
                Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Held.now().files() <= start.files());
            } catch (ConditionTimeoutException e) {
                System.out.println("descriptors are still more than at the start");
            }
            Held last = Held.now();
            return new Result(client.good.get(), client.lost.get(), client.cut.get(), client.other.get(), swaps, kills,
                    gateway.counts("soak").values().stream().mapToLong(Long::longValue).sum(),
                    start, last, seconds);
        }
    }

    /// Every second another policy, and every second or so a server's end and its successor.
    private void disturb(Loops servers, int step) throws InterruptedException {
        if (System.nanoTime() - swapped > 950_000_000) {
            swapped = System.nanoTime();
            gateway.setPolicy("soak", POLICIES.get(++swaps % POLICIES.size()));
        }
        if (step % 7 == 3) {
            String name = random.nextBoolean() ? "blue" : "green";
            List<SoakReplica> mine = Objects.requireNonNull(replicas.get(name));
            int which = random.nextInt(mine.size());
            mine.get(which).kill();
            kills++;
            // its clients are to meet a closed port for a while
            TimeUnit.MILLISECONDS.sleep(random.nextInt(0, 120));
            mine.set(which, new SoakReplica(servers));
            publish(name);
        }
    }

    private void publish(String name) {
        List<URI> urls = Objects.requireNonNull(replicas.get(name)).stream().map(SoakReplica::url).toList();
        gateway.setTarget("soak", new Target(name, ++revision, urls, "mlflow", "/score"));
    }
}
