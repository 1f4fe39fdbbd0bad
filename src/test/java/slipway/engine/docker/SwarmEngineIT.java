package slipway.engine.docker;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.engine.Instance;
import slipway.engine.LogOrigin;
import slipway.engine.Placement;
import slipway.engine.Replicas;
import slipway.engine.SwarmNode;
import slipway.engine.SwarmTask;
import slipway.engine.Workload;
import slipway.observe.Health.Kind;
import slipway.observe.Probe;
import slipway.testkit.NeedsDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// One service over two nodes: made, read, scaled, changed well and badly, taken back, found again, and a node lost.
/// The last test takes a node away.
@NeedsDocker(NeedsDocker.What.SWARM)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SwarmEngineIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static OwnSwarm own;

    @BeforeAll
    static void open() {
        own = OwnSwarm.open();
    }

    @AfterAll
    static void close() {
        if (own != null) own.close();
    }

    /// What a test that failed left must not fail the others.
    @AfterEach
    void clean() {
        services().lines().forEach(each -> own.swarm().docker("service", "rm", each));
    }

    private static Instance run(Workload workload) throws InterruptedException {
        Instance instance = own.engine().launch(workload, Progress.NONE);
        replicas(instance).settle(told -> {});
        return instance;
    }

    private static Replicas replicas(Instance instance) {
        return Objects.requireNonNull(instance.replicas());
    }

    private static Set<String> said(Instance instance) throws InterruptedException {
        var said = new java.util.TreeSet<String>();
        for (URI url : instance.urls())
            said.add(Probe.get(Kind.READY, url.resolve("/said"), Duration.ofSeconds(2)).output().strip());
        return said;
    }

    private static List<SwarmTask> running() {
        return own.engine().swarm().get().tasks().stream().filter(SwarmTask::serves).toList();
    }

    private static String services() {
        return own.swarm().docker("service", "ls", "-q").text();
    }

    private static void end(Instance instance) throws InterruptedException {
        instance.stop(Duration.ofSeconds(10));
        assertFalse(instance.state().get().running());
        assertEquals("", services());
    }

    @Test
    @Order(1)
    void itsReplicasRunOnBothNodesAnswerAndTellTheirLines() throws Exception {
        Instance instance = own.engine().launch(own.server(4, 1, "one"), Progress.NONE);
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        instance.follow((at, stderr, text) -> lines.add(text));
        replicas(instance).settle(told -> {});
        assertEquals(4, instance.urls().size());
        assertEquals(Set.of("one"), said(instance));
        List<SwarmNode> nodes = own.engine().swarm().get().nodes();
        assertEquals(2, nodes.size());
        assertTrue(nodes.stream().allMatch(SwarmNode::usable), nodes.toString());
        assertEquals(nodes.stream().map(SwarmNode::name).collect(Collectors.toSet()),
                running().stream().map(SwarmTask::node).collect(Collectors.toSet()));
        Set<String> begun = running().stream().map(each -> LogOrigin.mark(each.slot(), each.node(), "begins"))
                .collect(Collectors.toSet());
        assertEquals(4, begun.size());
        await().atMost(SOON).until(() -> lines.size() == 4 && Set.copyOf(lines).equals(begun));
        assertTrue(own.engine().info().available(), own.engine().info().detail());
        end(instance);
    }

    @Test
    @Order(2)
    void aTaskThatDiesLeavesAndItsSuccessorComes() throws Exception {
        Instance instance = run(own.server(2, 1, "one"));
        Set<URI> before = Set.copyOf(instance.urls());
        String container = own.swarm().docker("ps", "-q").text().lines().findFirst().orElseThrow();
        own.swarm().docker("kill", container);
        await().atMost(SOON).until(() -> instance.urls().size() < 2);
        await().atMost(SOON).until(() -> instance.urls().size() == 2 && !Set.copyOf(instance.urls()).equals(before));
        assertEquals(Set.of("one"), said(instance));
        assertTrue(instance.state().get().running());
        end(instance);
    }

    @Test
    @Order(2)
    void whatEachEngineIsToTheSwarmIsFound() throws Exception {
        SwarmFinding manager = found(own.swarm().host());
        assertEquals(SwarmFinding.Role.MANAGER, manager.role());
        assertEquals(List.of(2, 2), List.of(manager.nodes(), manager.ready()));
        assertEquals(Files.exists(Path.of("/proc/net/ip_vs")), manager.mesh() == SwarmFinding.Mesh.PRESENT);
        assertEquals(SwarmFinding.Role.WORKER, found(own.swarm().worker().host()).role());
    }

    private static SwarmFinding found(URI host) throws InterruptedException {
        try (DockerLink link = DockerLink.open(new DockerAddress(host, "test", null))) {
            return SwarmFinding.of(link, link.json("/info"));
        }
    }

    @Test
    @Order(3)
    void itGoesBackByHandReplicaByReplica() throws Exception {
        Instance first = run(own.server(3, 1, "one"));
        Instance second = run(own.server(3, 2, "two"));
        first.stop(Duration.ofSeconds(10));
        List<Integer> counts = Collections.synchronizedList(new ArrayList<>());
        replicas(second).members().onChange(() -> counts.add(replicas(second).members().get().size()));
        Instance back = run(own.server(3, 1, "one"));
        assertEquals(Set.of("one"), said(back));
        assertEquals("rollback_completed", status());
        second.stop(Duration.ofSeconds(10));
        assertTrue(counts.stream().allMatch(count -> count >= 3), counts.toString());
        assertEquals(Set.of("one"), said(back));
        end(back);
    }

    @Test
    @Order(3)
    void whereTheEarlierVersionIsNotHealthyEitherTheLaterOneRunsOn() throws Exception {
        Instant until = Instant.now().plusSeconds(40);
        Workload dated = own.script(2, 1, "[ $(date +%s) -lt " + until.getEpochSecond() + " ] || exit 9; "
                + "mkdir -p /tmp/w; echo alive > /tmp/w/live; echo one > /tmp/w/said; exec httpd -f -p 8080 -h /tmp/w");
        Instance first = run(dated);
        Instance second = run(own.server(2, 2, "two"));
        first.stop(Duration.ofSeconds(10));
        await().atMost(SOON).until(() -> Instant.now().isAfter(until));
        Instance back = own.engine().launch(dated, Progress.NONE);
        var why = assertThrows(StudioException.class, () -> replicas(back).settle(told -> {}));
        assertEquals("swarm.back-failed", why.problem().code());
        assertTrue(why.problem().why().contains("(9)"), why.problem().why());
        back.stop(Duration.ofSeconds(10));
        await().atMost(SOON).until(() -> second.urls().size() == 2 && said(second).equals(Set.of("two")));
        assertTrue(second.state().get().running());
        end(second);
    }

    private static String status() {
        return own.swarm().docker("service", "inspect", "-f", "{{.UpdateStatus.State}}", services()).text();
    }

    @Test
    @Order(3)
    void aChangeGoesReplicaByReplicaAndNeverBelowWhatIsWanted() throws Exception {
        Instance first = run(own.server(3, 1, "one"));
        List<Integer> counts = Collections.synchronizedList(new ArrayList<>());
        replicas(first).members().onChange(() -> counts.add(replicas(first).members().get().size()));
        Instance second = own.engine().launch(own.server(3, 2, "two"), Progress.NONE);
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        second.follow((at, stderr, text) -> lines.add(text));
        replicas(second).settle(told -> {});
        assertEquals(Set.of("two"), said(second));
        await().atMost(SOON).until(() -> lines.size() == 3);
        assertTrue(counts.stream().allMatch(each -> each >= 3), counts.toString());
        first.stop(Duration.ofSeconds(1));
        assertEquals(Set.of("two"), said(second));
        Instance more = run(own.server(5, 3, "two"));
        second.stop(Duration.ofSeconds(1));
        assertEquals(5, more.urls().size());
        assertTrue(more.urls().containsAll(second.urls()), "scaling replaces nothing");
        end(more);
    }

    @Test
    @Order(3)
    void anotherNumberIsNoChangeAndNoneIsOneToo() throws Exception {
        Instance instance = run(own.server(1, 1, "one"));
        Set<URI> first = Set.copyOf(instance.urls());
        resize(instance, 4);
        assertEquals(4, instance.urls().size());
        assertTrue(instance.urls().containsAll(first), "those that stay are not touched");
        resize(instance, 2);
        assertEquals(2, instance.urls().size());
        replicas(instance).want(0);
        assertEquals(List.of(), instance.urls(), "nobody is sent there while they end");
        replicas(instance).resize();
        await().atMost(SOON).until(() -> running().isEmpty());
        assertTrue(instance.state().get().running());
        resize(instance, 1);
        assertEquals(Set.of("one"), said(instance));
        String id = services();
        assertEquals("<nil>", own.swarm().docker("service", "inspect", "-f", "{{.UpdateStatus}}", id).text());
        end(instance);
    }

    private static void resize(Instance instance, int count) throws InterruptedException {
        replicas(instance).want(count);
        replicas(instance).resize();
        replicas(instance).settle(told -> {});
    }

    @Test
    @Order(4)
    void aBadChangeGoesBackByItselfWithItsErrorAndWhatRanGoesOn() throws Exception {
        Instance first = run(own.server(3, 1, "one"));
        Instance bad = own.engine().launch(own.script(3, 2, "sleep 1; exit 7"), Progress.NONE);
        var why = assertThrows(StudioException.class, () -> replicas(bad).settle(told -> {}));
        assertEquals("swarm.rolled-back", why.problem().code());
        assertTrue(why.problem().why().contains("non-zero exit (7)"), why.problem().why());
        bad.stop(Duration.ofSeconds(1));
        await().atMost(SOON).until(() -> first.urls().size() == 3);
        assertEquals(Set.of("one"), said(first));
        assertTrue(first.state().get().running());
        end(first);
    }

    @Test
    @Order(5)
    void aChangeIsTakenBackByHand() throws Exception {
        Instance first = run(own.server(2, 1, "one"));
        Instance second = run(own.server(2, 2, "two"));
        assertEquals(Set.of("two"), said(second));
        second.stop(Duration.ofSeconds(1));
        await().atMost(SOON).until(() -> said(first).equals(Set.of("one")) && first.urls().size() == 2);
        assertTrue(first.state().get().running());
        end(first);
    }

    @Test
    @Order(6)
    void whatDoesNotStayUpOrFitsNowhereIsSaidAndLeavesNothing() throws Exception {
        Instance dies = own.engine().launch(own.script(1, 1, "exit 3"), Progress.NONE);
        var deaths = assertThrows(StudioException.class, () -> replicas(dies).settle(told -> {}));
        assertEquals("swarm.tasks-fail", deaths.problem().code());
        assertTrue(deaths.problem().why().contains("non-zero exit (3)"), deaths.problem().why());
        end(dies);
        Workload small = own.server(1, 1, "one");
        var large = new Workload(small.key(), 0, 2, List.of(), small.environment(), null, 0, 1L << 50, null,
                small.container());
        Instance nowhere = own.engine().launch(large, Progress.NONE);
        var room = assertThrows(StudioException.class, () -> replicas(nowhere).settle(told -> {}));
        assertEquals("swarm.no-node", room.problem().code());
        assertTrue(room.problem().why().contains("insufficient resources"), room.problem().why());
        end(nowhere);
    }

    @Test
    @Order(6)
    void itsReplicasAreWhereTheyMayBe() throws Exception {
        String worker = own.engine().swarm().get().nodes().stream().filter(node -> !node.manager())
                .map(SwarmNode::name).findFirst().orElseThrow();
        var there = new Placement(List.of("node.hostname == " + worker, "node.role != manager"), List.of());
        Instance instance = run(OwnSwarm.placed(own.server(2, 1, "one"), there));
        assertEquals(List.of(worker, worker), running().stream().map(SwarmTask::node).toList());
        end(instance);
        own.swarm().docker("node", "update", "--label-add", "zone=a", worker);
        var spread = new Placement(List.of(), List.of("node.labels.zone"));
        Instance even = run(OwnSwarm.placed(own.server(4, 2, "one"), spread));
        assertEquals(2, running().stream().filter(each -> each.node().equals(worker)).count());
        end(even);
        var nowhere = new Placement(List.of("node.labels.zone == nowhere"), List.of());
        Instance stuck = own.engine().launch(OwnSwarm.placed(own.server(1, 3, "one"), nowhere), Progress.NONE);
        var why = assertThrows(StudioException.class, () -> replicas(stuck).settle(told -> {}));
        assertEquals("swarm.no-node", why.problem().code());
        assertTrue(why.problem().why().contains("scheduling constraints not satisfied"), why.problem().why());
        assertTrue(own.engine().swarm().get().tasks().stream().anyMatch(
                each -> each.error().contains("no suitable node")), "a task says it too");
        end(stuck);
    }

    @Test
    @Order(7)
    void whatOtherNodesCannotHaveIsRefused() {
        Workload good = own.server(1, 1, "one");
        var model = new Workload(good.key(), 0, 1, List.of(), good.environment(), Path.of("/models/iris"), 0, 0, null,
                good.container());
        assertEquals("swarm.model-here", assertThrows(StudioException.class,
                () -> own.engine().launch(model, Progress.NONE)).problem().code());
        assertEquals("swarm.image-here", assertThrows(StudioException.class,
                () -> own.engine().launch(OwnEngine.script("true"), Progress.NONE)).problem().code());
        assertEquals("", services());
    }

    @Test
    @Order(8)
    void theNextStudioFindsIt() throws Exception {
        Workload workload = own.server(2, 5, "one");
        Instance left = run(workload);
        try (SwarmEngine next = own.next()) {
            List<Instance> adopted = next.adopt();
            assertEquals(1, adopted.size());
            Instance found = adopted.getFirst();
            replicas(found).settle(told -> {});
            assertEquals(left.urls(), found.urls());
            assertEquals(5, found.workload().revision());
            assertEquals(2, found.workload().replicas());
            assertEquals("spec-5", Objects.requireNonNull(found.workload().container()).specHash());
            found.stop(Duration.ofSeconds(10));
        }
        assertEquals("", services());
        await().atMost(SOON).until(() -> !left.state().get().running());
    }

    @Test
    @Order(9)
    void aNodeIsLostAndItsReplicasComeBackOnTheOther() throws Exception {
        Instance instance = run(own.server(4, 1, "one"));
        long begin = System.nanoTime();
        own.swarm().powerOffWorker();
        await().atMost(SOON).until(() -> own.engine().swarm().get().nodes().stream()
                .anyMatch(node -> node.state() == SwarmNode.State.DOWN));
        System.out.println("node down after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        await().atMost(SOON).until(() -> running().size() == 4
                && running().stream().map(SwarmTask::node).distinct().count() == 1);
        System.out.println("replicas back after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        assertEquals(Set.of("one"), said(instance));
        assertEquals(4, instance.urls().size());
        end(instance);
    }
}
