package slipway.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.Live;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.catalog.Model;
import slipway.contract.Signature;
import slipway.engine.Engine;
import slipway.engine.EngineInfo;
import slipway.engine.Engines;
import slipway.engine.Instance;
import slipway.engine.InstanceState;
import slipway.engine.LogSink;
import slipway.engine.Replicas;
import slipway.engine.Usage;
import slipway.engine.Workload;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.testkit.StubContract;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// An engine that keeps the replicas by itself: launched once for all, followed as they move, let go of in order.
class ReplicatingEngineTest {
    private static final ProbeSpec PROBE = new ProbeSpec(Duration.ofSeconds(30), Duration.ofMillis(200),
            Duration.ofSeconds(5), 1, 3);

    @TempDir
    Path state;
    private final Tasks tasks = new Tasks();
    private final List<HttpServer> servers = new ArrayList<>();
    private final Together engine = new Together();
    private final List<String> offers = Collections.synchronizedList(new ArrayList<>());
    private Deployments deployments;

    /// Its members are what the test says.
    private static final class Together implements Engine {
        final Live<List<Replicas.Member>> members = new Live<>(List.of());
        final List<Workload> launched = Collections.synchronizedList(new ArrayList<>());
        final List<Integer> orders = Collections.synchronizedList(new ArrayList<>());
        final List<Long> stopped = Collections.synchronizedList(new ArrayList<>());
        volatile @Nullable One last;
        final AtomicInteger holds = new AtomicInteger();
        final List<Integer> heldAtLaunch = Collections.synchronizedList(new ArrayList<>());
        volatile @Nullable StudioException refuses;
        /// What it takes requests at once it is told to.
        volatile List<Replicas.Member> able = List.of();
        volatile int wanted;

        @Override
        public String id() {
            return "together";
        }

        @Override
        public EngineInfo info() {
            return new EngineInfo(id(), "Together", true, "");
        }

        @Override
        public boolean replicates() {
            return true;
        }

        @Override
        public Instance launch(Workload workload, Progress progress) {
            launched.add(workload);
            heldAtLaunch.add(holds.get());
            wanted = workload.replicas();
            var one = new One(this, workload, new Live<>(InstanceState.RUNNING));
            last = one;
            return one;
        }

        @Override
        public Hold hold() {
            holds.incrementAndGet();
            return holds::decrementAndGet;
        }

        @Override
        public List<Instance> adopt() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private record One(Together engine, Workload workload, Live<InstanceState> state) implements Instance, Replicas {
        @Override
        public URI url() {
            return engine.members.get().getFirst().url();
        }

        @Override
        public Replicas replicas() {
            return this;
        }

        @Override
        public Live<List<Member>> members() {
            return engine.members;
        }

        @Override
        public int wanted() {
            return engine.wanted;
        }

        @Override
        public void want(int count) {
            engine.wanted = count;
            if (count == 0) engine.members.set(List.of());
        }

        @Override
        public void resize() {
            engine.orders.add(engine.wanted);
            engine.members.set(engine.able.subList(0, Math.min(engine.able.size(), engine.wanted)));
        }

        @Override
        public void settle(Consumer<String> told) {
            StudioException why = engine.refuses;
            if (why != null) throw why;
        }

        @Override
        public OptionalLong pid() {
            return OptionalLong.empty();
        }

        @Override
        public void follow(LogSink sink) {}

        @Override
        public Usage usage() {
            return Usage.NONE;
        }

        @Override
        public void stop(Duration grace) {
            engine.stopped.add(workload.revision());
            state.set(new InstanceState(false, 0));
        }
    }

    @BeforeEach
    void open() {
        var model = new Model(state, "iris", "iris", "1", "mlflow", null, List.of(), List.of("stub"), 1, "",
                Signature.UNKNOWN, List.of(), null, null, null, Map.of(), List.of());
        deployments = new Deployments(tasks, new Activity(), new Engines(List.of(engine)),
                spec -> Optional.of(model), spec -> engine.id(), state, id -> Optional.of(new StubContract(id)),
                Duration.ofMillis(50));
        deployments.onRoutes(new Routes() {
            @Override
            public void offer(Deployment deployment) {
                offers.add(deployment.revision() + " " + deployment.urls());
            }

            @Override
            public void shrink(Deployment deployment) {
                offers.add("shrunk " + deployment.urls().size() + " before " + engine.orders);
            }

            @Override
            public void withdraw(Deployment deployment) {
                offers.add("none");
            }
        });
    }

    @AfterEach
    void close() {
        deployments.close();
        tasks.close();
        servers.forEach(server -> server.stop(0));
    }

    private Replicas.Member member() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 2);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        });
        server.start();
        servers.add(server);
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new Replicas.Member(url, url);
    }

    private DeploymentSpec spec(Map<String, String> environment, int instances) {
        return new DeploymentSpec("blue", "iris", new ModelRef(null, null, state), null, environment, instances,
                RequestSettings.DEFAULT, PROBE, PROBE,
                new Extension("stub", null, null, null, null, List.of(), List.of("serve"), null, null));
    }

    private Deployment becomes(DeploymentState wanted) {
        await().atMost(Duration.ofSeconds(30)).until(() -> now().state() == wanted);
        return now();
    }

    private Deployment now() {
        return deployments.byId("iris/blue").orElseThrow();
    }

    private static String urls(List<Replicas.Member> members) {
        return members.stream().map(Replicas.Member::url).toList().toString();
    }

    @Test
    void oneLaunchIsForAllAndThoseThatMoveAreOffered() throws Exception {
        List<Replicas.Member> three = List.of(member(), member(), member());
        engine.members.set(three);
        deployments.deploy(spec(Map.of(), 3));
        assertEquals(urls(three), becomes(DeploymentState.READY).urls().toString());
        assertEquals(List.of(3), engine.launched.stream().map(Workload::replicas).toList());
        List<Replicas.Member> fewer = three.subList(1, 3);
        engine.members.set(fewer);
        becomes(DeploymentState.UNHEALTHY);
        await().until(() -> offers.getLast().equals("1 " + urls(fewer)));
        List<Replicas.Member> again = List.of(three.get(1), three.get(2), member());
        engine.members.set(again);
        becomes(DeploymentState.READY);
        await().until(() -> offers.getLast().equals("1 " + urls(again)));
        assertEquals(List.of(), engine.stopped);
    }

    /// What is started again follows the same servers: each move of theirs is told once all the same.
    @Test
    void oneThatIsStartedAgainIsFollowedOnce() throws Exception {
        engine.members.set(List.of(member()));
        var told = new AtomicInteger(-1);
        deployments.deploy(spec(Map.of(), 1));
        becomes(DeploymentState.READY);
        for (int death = 1; death < 4; death++) {
            int launches = death + 1;
            Objects.requireNonNull(engine.last).state.set(new InstanceState(false, 1));
            await().atMost(Duration.ofSeconds(30)).until(() -> engine.launched.size() == launches
                    && now().state() == DeploymentState.READY && now().restarts() == launches - 1);
        }
        // a follower tells where the servers are when it begins
        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(30))
                .until(() -> offers.size() == told.getAndSet(offers.size()));
        offers.clear();
        List<Replicas.Member> others = List.of(member());
        engine.members.set(others);
        await().until(() -> !offers.isEmpty());
        await().during(Duration.ofMillis(500)).until(() -> offers.equals(List.of("1 " + urls(others))));
    }

    @Test
    void anOlderOneIsStoppedAfterTheNewerOneIsOfferedAndARefusedOneIsStoppedItself() throws Exception {
        engine.members.set(List.of(member()));
        deployments.deploy(spec(Map.of(), 1));
        becomes(DeploymentState.READY);
        deployments.deploy(spec(Map.of("A", "2"), 1));
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.stopped.equals(List.of(1L)));
        assertEquals("2 " + urls(engine.members.get()), offers.getLast());
        engine.refuses = StudioException.of("swarm.none");
        deployments.deploy(spec(Map.of("A", "3"), 1));
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.stopped.equals(List.of(1L, 3L)));
        Deployment after = becomes(DeploymentState.READY);
        assertEquals("swarm.none", Objects.requireNonNull(after.problem()).code());
        assertEquals(2, after.revision());
    }

    @Test
    void anotherNumberIsOrderedInPlaceAndForNoneRequestsEndFirst() throws Exception {
        engine.able = List.of(member(), member(), member());
        engine.members.set(engine.able.subList(0, 1));
        deployments.deploy(spec(Map.of(), 1));
        becomes(DeploymentState.READY);
        assertTrue(deployments.scale("iris/blue", 3));
        await().until(() -> offers.getLast().equals("1 " + urls(engine.able)));
        assertEquals(3, deployments.replicas("iris/blue"));
        assertTrue(deployments.scale("iris/blue", 0));
        becomes(DeploymentState.ASLEEP);
        await().until(() -> engine.orders.equals(List.of(3, 0)));
        // the next request waits, those under way at the three end, and only then the engine is told
        assertEquals("1 []", offers.get(offers.indexOf("shrunk 3 before [3]") - 1), offers.toString());
        assertEquals(0, deployments.replicas("iris/blue"));
        assertTrue(deployments.scale("iris/blue", 2));
        assertEquals(urls(engine.able.subList(0, 2)), becomes(DeploymentState.READY).urls().toString());
        assertEquals(List.of(3, 0, 2), engine.orders);
        assertEquals(1, engine.launched.size());
        assertEquals(1, now().revision());
    }

    @Test
    void aCountInTheFileIsOrderedInPlaceToo() throws Exception {
        engine.able = List.of(member(), member());
        engine.members.set(engine.able.subList(0, 1));
        deployments.reconcile(List.of(spec(Map.of(), 1)), true);
        becomes(DeploymentState.READY);
        deployments.reconcile(List.of(spec(Map.of(), 2)), true);
        await().until(() -> now().urls().size() == 2);
        assertEquals(1, engine.launched.size());
        assertEquals(1, now().revision());
    }

    @Test
    void whatTheEngineCannotHaveIsTakenBackAndSaid() throws Exception {
        engine.able = List.of(member(), member());
        engine.members.set(engine.able.subList(0, 1));
        deployments.deploy(spec(Map.of(), 1));
        becomes(DeploymentState.READY);
        engine.refuses = StudioException.of("swarm.none");
        assertTrue(deployments.scale("iris/blue", 3));
        await().until(() -> now().problem() != null);
        assertEquals("swarm.none", Objects.requireNonNull(now().problem()).code());
        assertEquals(List.of(3, 2), engine.orders, "the second came, the third did not");
        assertEquals(2, deployments.replicas("iris/blue"));
        assertEquals(DeploymentState.READY, now().state());
    }

    @Test
    void itsEngineIsHeldFromTheImageToTheStop() throws Exception {
        engine.members.set(List.of(member()));
        deployments.deploy(spec(Map.of(), 1));
        becomes(DeploymentState.READY);
        assertEquals(List.of(1), engine.heldAtLaunch);
        await().until(() -> engine.holds.get() == 1);
        deployments.deploy(spec(Map.of("A", "2"), 1));
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.stopped.equals(List.of(1L)));
        await().until(() -> engine.holds.get() == 1);
        deployments.stop("iris/blue");
        becomes(DeploymentState.STOPPED);
        await().until(() -> engine.holds.get() == 0);
        engine.refuses = StudioException.of("swarm.none");
        deployments.deploy(spec(Map.of("A", "3"), 1));
        becomes(DeploymentState.FAILED);
        await().until(() -> engine.holds.get() == 0);
    }
}
