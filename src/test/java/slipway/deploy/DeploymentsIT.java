package slipway.deploy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.Tasks;
import slipway.catalog.Model;
import slipway.contract.Signature;
import slipway.deploy.Deployment.StepState;
import slipway.engine.Engines;
import slipway.engine.ExternalEngine;
import slipway.engine.process.ProcessEngine;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.spec.ScaleSpec;
import slipway.testkit.Covers;
import slipway.testkit.StubContract;
import slipway.testkit.StubModelServer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DeploymentsIT {
    private static final String ID = "iris/blue";
    private static final ProbeSpec PROBE = new ProbeSpec(Duration.ofSeconds(8), Duration.ofMillis(200),
            Duration.ofSeconds(2), 1, 3);

    @TempDir
    Path state;
    private final Tasks tasks = new Tasks();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private volatile @Nullable CountDownLatch draining;
    /// The next offer takes it and waits for another one to overtake it.
    private final AtomicReference<@Nullable CountDownLatch> slow = new AtomicReference<>();
    private volatile @Nullable CountDownLatch overtaken;
    /// Of what was offered last.
    private volatile @Nullable ScaleSpec scale;
    private Deployments deployments;

    @BeforeEach
    void open() {
        deployments = studio();
    }

    @AfterEach
    void close() {
        deployments.close();
        tasks.close();
    }

    private Deployments studio() {
        var engines = new Engines(List.of(new ProcessEngine(state, tasks), new ExternalEngine()));
        var opened = new Deployments(tasks, new Activity(), engines, spec -> Optional.of(model()),
                DeploymentsIT::engineOf,
                state,
                id -> id.equals("unheard-of") ? Optional.empty() : Optional.of(new StubContract(id)),
                Duration.ofMillis(50));
        opened.onRoutes(new Routes() {
            @Override
            public void offer(Deployment deployment) {
                CountDownLatch mine = slow.getAndSet(null);
                CountDownLatch before = overtaken;
                if (mine != null) DeploymentsIT.this.overtake(mine);
                told.add("offer " + deployment.revision() + " " + deployment.urls().size());
                scale = deployment.spec().slipway().scale();
                if (mine == null && before != null) before.countDown();
            }

            @Override
            public void shrink(Deployment before) {
                told.add("shrunk " + before.revision() + " " + before.urls().size());
            }

            @Override
            public void withdraw(Deployment deployment) {
                told.add("withdraw " + deployment.revision());
            }

            @Override
            public void drain(Deployment old) throws InterruptedException {
                CountDownLatch busy = draining;
                if (busy != null) busy.await();
                boolean stillThere = old.pids().stream().allMatch(pid -> ProcessHandle.of(pid).isPresent());
                told.add("drain " + old.revision() + (stillThere ? "" : " too late"));
            }
        });
        return opened;
    }

    private void overtake(CountDownLatch by) {
        overtaken = by;
        try {
            boolean came = by.await(5, TimeUnit.SECONDS);
            told.add(came ? "overtaken" : "alone");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A replica comes back while another one joins: whichever offer is slow, the last one has both.
    @Test
    void noOfferReplacesANewerOne() throws Exception {
        deployments.deploy(spec(Map.of()));
        awaitState(DeploymentState.READY);
        slow.set(new CountDownLatch(1));
        assertTrue(deployments.scale(ID, 2));
        kill();
        await().atMost(Duration.ofSeconds(30)).until(() -> now().restarts() == 1 && now().pids().size() == 2
                && told.contains("offer 1 2"));
        await().atMost(Duration.ofSeconds(20)).until(() -> told.getLast().equals("offer 1 2"));
        assertFalse(told.contains("overtaken"), told::toString);
    }

    /// Requests under way at the replaced one must end well, also when the next deploy comes meanwhile.
    @Test
    void aReplacedOneIsDrainedToItsEndWhateverOrdersCome() {
        deployments.deploy(spec(Map.of()));
        awaitState(DeploymentState.READY);
        long first = now().pids().getFirst();
        var busy = new CountDownLatch(1);
        draining = busy;
        deployments.deploy(spec(Map.of("A", "2")));
        await().atMost(Duration.ofSeconds(30)).until(() -> told.contains("offer 2 1"));
        deployments.deploy(spec(Map.of("A", "3")));
        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(5))
                .until(() -> ProcessHandle.of(first).isPresent());
        draining = null;
        busy.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> told.contains("offer 3 1") && told.contains("drain 2"));
        assertTrue(told.contains("drain 1"), told::toString);
        await().until(() -> ProcessHandle.of(first).isEmpty());
    }

    private static String engineOf(DeploymentSpec spec) {
        String own = spec.slipway().engine();
        return own == null ? "embedded" : own;
    }

    private Model model() {
        return new Model(state, "iris", "iris", "1", "mlflow", null, List.of(), List.of("stub"), 1, "",
                Signature.UNKNOWN,
                List.of(), null, null, null, Map.of(), List.of());
    }

    private DeploymentSpec spec(Map<String, String> environment, Extension extension) {
        return new DeploymentSpec("blue", "iris", new ModelRef(null, null, state), null, environment, 1,
                RequestSettings.DEFAULT, PROBE, PROBE, extension);
    }

    private DeploymentSpec spec(Map<String, String> environment) {
        return spec(environment, extension("stub", null, null, null, StubModelServer.command()));
    }

    private static Extension extension(String contract, @Nullable String engine, @Nullable String url,
            @Nullable Integer port, List<String> command) {
        return new Extension(contract, engine, url, port, null, List.of(), command, null, null);
    }

    private Deployment now() {
        return deployments.byId(ID).orElseThrow();
    }

    private Deployment awaitState(DeploymentState wanted) {
        await().atMost(Duration.ofSeconds(30)).until(() -> now().state() == wanted);
        return now();
    }

    private Deployment failure(DeploymentSpec spec, String code) {
        deployments.deploy(spec);
        await().atMost(Duration.ofSeconds(30)).until(() -> !now().state().active());
        Deployment failed = now();
        assertEquals(DeploymentState.FAILED, failed.state());
        var problem = failed.problem();
        assertNotNull(problem);
        assertEquals(code, problem.code());
        for (String text : List.of(problem.what(), problem.why(), problem.fix())) {
            assertFalse(text.startsWith("[") || text.contains("{"), text);
        }
        assertTrue(failed.pids().isEmpty());
        return failed;
    }

    private static boolean gone(long pid) {
        return ProcessHandle.of(pid).isEmpty();
    }

    @Test
    @Covers("A081")
    void theStoryEndsReadyProvedAndOffered() {
        deployments.deploy(spec(Map.of()));
        assertTrue(now().state().active());
        Deployment ready = awaitState(DeploymentState.READY);
        ready.story().forEach(step -> assertEquals(StepState.DONE, step.state(), step.name()));
        assertEquals(slipway.observe.Health.Answer.YES, ready.health().proved());
        await().until(() -> told.equals(List.of("offer 1 1")));
        await().until(() -> now().usage().memoryBytes() > 0 && !deployments.usage(ID).isEmpty());
        await().until(
                () -> deployments.logs(ID).tail(10).stream().anyMatch(line -> line.text().startsWith("listening")));
        assertEquals(List.of(ID), deployments.remembered());
        deployments.stop(ID);
        awaitState(DeploymentState.STOPPED);
        assertTrue(gone(ready.pids().getFirst()));
        assertEquals("withdraw 1", told.getLast());
        assertTrue(deployments.remembered().isEmpty());
    }

    @Test
    void aReplacementIsProvedBeforeTheOldOneEnds() {
        deployments.deploy(spec(Map.of()));
        long old = awaitState(DeploymentState.READY).pids().getFirst();
        deployments.deploy(spec(Map.of("STUB_PREDICT_STATUS", "500")));
        await().atMost(Duration.ofSeconds(30)).until(() -> now().problem() != null);
        assertEquals(DeploymentState.READY, now().state());
        assertEquals(List.of(old), now().pids());
        assertEquals(1, now().revision());
        deployments.deploy(spec(Map.of("NEW", "1")));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> now().revision() == 3 && now().state() == DeploymentState.READY);
        await().until(() -> gone(old));
        assertEquals(List.of("offer 1 1", "offer 3 1", "drain 1"), told);
        assertNotEquals(old, now().pids().getFirst());
    }

    /// More and fewer replicas of the same revision: those that stay are never touched.
    @Test
    @Covers("A142")
    void itIsScaledInPlaceUpAndDownToNoneAndBack() {
        deployments.deploy(spec(Map.of()));
        long first = awaitState(DeploymentState.READY).pids().getFirst();
        assertTrue(deployments.scale(ID, 3));
        assertEquals(3, deployments.replicas(ID));
        await().atMost(Duration.ofSeconds(30)).until(() -> now().pids().size() == 3);
        List<Long> three = now().pids();
        assertEquals(first, three.getFirst());
        assertEquals(1, now().revision());
        assertTrue(deployments.scale(ID, 1));
        await().atMost(Duration.ofSeconds(30)).until(() -> gone(three.get(1)) && gone(three.get(2)));
        assertEquals(List.of(first), now().pids());
        assertEquals(DeploymentState.READY, now().state());
        await().until(() -> told.equals(List.of("offer 1 1", "offer 1 2", "offer 1 3", "offer 1 1", "shrunk 1 3")));
        assertTrue(deployments.scale(ID, 0));
        awaitState(DeploymentState.ASLEEP);
        await().atMost(Duration.ofSeconds(30)).until(() -> gone(first));
        assertEquals(0, deployments.replicas(ID));
        assertEquals(List.of(ID), deployments.remembered());
        assertTrue(deployments.scale(ID, 1));
        awaitState(DeploymentState.READY);
        assertEquals(1, now().revision());
        assertEquals(List.of("offer 1 0", "shrunk 1 1", "offer 1 1"), told.subList(5, 8));
    }

    @Test
    void anEditOfTheCountAloneStartsNothingAnew() {
        deployments.reconcile(List.of(spec(Map.of())), true);
        long first = awaitState(DeploymentState.READY).pids().getFirst();
        deployments.reconcile(List.of(spec(Map.of()).withInstanceCount(2)), true);
        await().atMost(Duration.ofSeconds(30)).until(() -> now().pids().size() == 2);
        assertEquals(first, now().pids().getFirst());
        assertEquals(2, now().spec().instanceCount());
        assertEquals(1, now().revision());
        deployments.reconcile(List.of(spec(Map.of())), true);
        await().atMost(Duration.ofSeconds(30)).until(() -> now().pids().equals(List.of(first)));
        assertEquals(DeploymentState.READY, now().state());
    }

    /// How many requests wait for one that sleeps, and how long, is known to the gateway only from what it is offered.
    @Test
    void anEditWhileItSleepsIsOfferedAtOnce() {
        deployments.reconcile(List.of(spec(Map.of()).withScale(held(60))), true);
        awaitState(DeploymentState.READY);
        deployments.scale(ID, 0);
        awaitState(DeploymentState.ASLEEP);
        await().until(() -> told.getLast().equals("shrunk 1 1"));
        deployments.reconcile(List.of(spec(Map.of()).withScale(held(300))), true);
        assertEquals("offer 1 0", told.getLast());
        assertEquals(held(300), scale);
        assertEquals(DeploymentState.ASLEEP, now().state());
    }

    private static ScaleSpec held(int seconds) {
        return new ScaleSpec(0, 3, null, null, null, new TreeMap<>(), null, Duration.ofSeconds(seconds));
    }

    /// What cannot be started leaves what runs as it is, and says so.
    @Test
    void aReplicaThatCannotStartLeavesTheOthers() throws Exception {
        Path broken = state.resolve("broken");
        List<String> command = List.of("sh", "-c", "test -e " + broken + " && exit 4; exec \"$@\"", "sh");
        var all = new ArrayList<>(command);
        all.addAll(StubModelServer.command());
        deployments.deploy(spec(Map.of(), extension("stub", null, null, null, all)));
        List<Long> before = awaitState(DeploymentState.READY).pids();
        java.nio.file.Files.writeString(broken, "");
        assertTrue(deployments.scale(ID, 2));
        await().atMost(Duration.ofSeconds(30)).until(() -> now().problem() != null);
        assertEquals(before, now().pids());
        assertEquals(DeploymentState.READY, now().state());
        await().until(() -> deployments.replicas(ID) == 1);
    }

    /// One that sleeps and cannot be started is not lost: it sleeps on with what is wrong, and the next request tries
    /// again; after as many times as a server may die it is given up.
    @Test
    void oneThatSleepsIsNotGivenUpByAStartThatFails() throws Exception {
        Path broken = state.resolve("broken");
        List<String> command = List.of("sh", "-c", "test -e " + broken + " && exit 4; exec \"$@\"", "sh");
        var all = new ArrayList<>(command);
        all.addAll(StubModelServer.command());
        deployments.deploy(spec(Map.of(), extension("stub", null, null, null, all)));
        awaitState(DeploymentState.READY);
        deployments.scale(ID, 0);
        awaitState(DeploymentState.ASLEEP);
        java.nio.file.Files.writeString(broken, "");
        wakesInVain(Keeper.QUICK_DEATHS - 1);
        assertEquals(DeploymentState.ASLEEP, now().state());
        assertFalse(told.contains("withdraw 1"), told::toString);
        java.nio.file.Files.delete(broken);
        await().until(() -> deployments.scale(ID, 1));
        awaitState(DeploymentState.READY);
        assertNull(now().problem());
        deployments.scale(ID, 0);
        awaitState(DeploymentState.ASLEEP);
        java.nio.file.Files.writeString(broken, "");
        wakesInVain(Keeper.QUICK_DEATHS);
        Deployment failed = awaitState(DeploymentState.FAILED);
        assertEquals("deploy.never-wakes", failed.problem() == null ? "" : failed.problem().code());
        await().until(() -> told.getLast().equals("withdraw 1"));
    }

    private void wakesInVain(int times) {
        for (int i = 0; i < times; i++) {
            assertTrue(deployments.scale(ID, 1));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> now().problem() != null && deployments.replicas(ID) == 0);
        }
    }

    @Test
    void everyFailureSaysWhatWhyAndWhatToDo() {
        assertTrue(
                failure(spec(Map.of("STUB_EXIT", "4")), "deploy.exited").lastLines().contains("ERROR stub gives up"));
        failure(spec(Map.of("STUB_NEVER_READY", "1")), "deploy.never-ready");
        failure(spec(Map.of("STUB_PREDICT_STATUS", "500")), "deploy.prediction-failed");
        failure(spec(Map.of(), extension("unheard-of", null, null, null, List.of())), "deploy.contract-unknown");
        failure(spec(Map.of(), extension("stub", "docker", null, null, List.of())), "deploy.engine-unknown");
        failure(spec(Map.of(), extension("stub", null, null, null, List.of("no-such-program"))),
                "engine.command-not-found");
        failure(spec(Map.of(), extension("stub", "external", "ftp://x", null, List.of())), "deploy.url-invalid");
        var missing = new DeploymentSpec("blue", "iris", new ModelRef(null, null, state.resolve("none")), null,
                Map.of(), 1,
                RequestSettings.DEFAULT, PROBE, PROBE, Extension.NONE);
        failure(missing, "deploy.model-missing");
        assertTrue(told.isEmpty());
    }

    @Test
    @Covers({"A018", "A019"})
    void portsThatOciDoesNotAllowAreRefused() {
        List<String> command = StubModelServer.command();
        failure(spec(Map.of(), extension("oci-byoc", null, null, 80, command)), "deploy.port-range");
        for (int port : new int[]{24224, 8446, 8447}) {
            failure(spec(Map.of(), extension("oci-byoc", null, null, port, command)), "deploy.port-excluded");
        }
    }

    @Test
    void cancelledInTheMiddleItLeavesNoProcess() {
        deployments.deploy(spec(Map.of("STUB_DELAY_MS", "60000")));
        await().until(() -> !now().pids().isEmpty());
        long pid = now().pids().getFirst();
        deployments.cancel(ID);
        awaitState(DeploymentState.STOPPED);
        assertTrue(gone(pid));
    }

    @Test
    void oneThatDiesIsStartedAgainAndGivenUpWhenItDiesTooOften() throws Exception {
        deployments.deploy(spec(Map.of()));
        long first = awaitState(DeploymentState.READY).pids().getFirst();
        for (int death = 1; death < Keeper.QUICK_DEATHS; death++) {
            int deaths = death;
            kill();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> now().restarts() == deaths && now().state() == DeploymentState.READY);
        }
        assertNotEquals(first, now().pids().getFirst());
        kill();
        Deployment failed = awaitState(DeploymentState.FAILED);
        assertNotNull(failed.problem());
        assertEquals("deploy.keeps-dying", failed.problem().code());
        await().until(() -> told.getLast().equals("withdraw 1"));
    }

    private void kill() throws InterruptedException {
        URI die = now().urls().getFirst().resolve("/die");
        try (var client = HttpClient.newHttpClient()) {
            client.send(HttpRequest.newBuilder(die).build(), HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            assertNotNull(e); // it died while answering, as asked
        }
        await().until(() -> now().state() != DeploymentState.READY || now().restarts() > 0);
    }

    @Test
    void reconcileListsChangesAndRemoves() {
        deployments.reconcile(List.of(spec(Map.of())), false);
        assertEquals(DeploymentState.STOPPED, now().state());
        deployments.restart(ID);
        awaitState(DeploymentState.READY);
        deployments.reconcile(List.of(spec(Map.of())), false);
        assertEquals(1, now().revision());
        deployments.reconcile(List.of(spec(Map.of("A", "b"))), false);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> now().revision() == 2 && now().state() == DeploymentState.READY);
        deployments.reconcile(List.of(), false);
        await().atMost(Duration.ofSeconds(30)).until(() -> deployments.all().get().isEmpty());
    }

    @Test
    void whatRanIsRememberedAndItsRevisionGoesOn() {
        deployments.reconcile(List.of(spec(Map.of())), true);
        awaitState(DeploymentState.READY);
        deployments.close();
        deployments = studio();
        assertEquals(List.of(ID), deployments.remembered());
        deployments.reconcile(List.of(spec(Map.of())), false);
        assertEquals(DeploymentState.STOPPED, now().state());
        deployments.restart(ID);
        assertEquals(2, awaitState(DeploymentState.READY).revision());
    }

    @Test
    void whatStillRunsIsTakenOverWithoutARestart() throws InterruptedException {
        deployments.deploy(spec(Map.of("STUB_LINES", "3")));
        Deployment before = awaitState(DeploymentState.READY);
        // a second studio over the same state stands for the one after a crash; the first is no longer asked
        var other = new Tasks();
        var engines = new Engines(List.of(new ProcessEngine(state, other)));
        try (other;
                var next = new Deployments(other, new Activity(), engines, spec -> Optional.of(model()),
                        DeploymentsIT::engineOf,
                        state, id -> Optional.of(new StubContract(id)), Duration.ofMillis(50))) {
            next.reconcile(List.of(spec(Map.of("STUB_LINES", "3"))), false);
            await().until(() -> next.byId(ID).orElseThrow().state() == DeploymentState.READY);
            Deployment after = next.byId(ID).orElseThrow();
            assertEquals(before.pids(), after.pids());
            assertEquals(before.revision(), after.revision());
            assertEquals(StepState.SKIPPED, after.story().get(1).state());
            await().until(() -> next.logs(ID).tail(10).stream().anyMatch(line -> line.text().equals("line 2")));
            deployments.stop(ID);
            await().until(() -> next.byId(ID).orElseThrow().restarts() > 0);
        }
    }

    @Test
    void anExternalServerIsProvedAndLeftRunning() {
        deployments.deploy(spec(Map.of()));
        Deployment server = awaitState(DeploymentState.READY);
        String url = server.urls().getFirst().toString();
        var outside = new DeploymentSpec("green", "iris", ModelRef.NONE, null, Map.of(), 1, RequestSettings.DEFAULT,
                PROBE,
                PROBE, extension("stub", "external", url, null, List.of()));
        deployments.deploy(outside);
        await().until(() -> deployments.byId("iris/green").orElseThrow().state() == DeploymentState.READY);
        deployments.stop("iris/green");
        await().until(() -> deployments.byId("iris/green").orElseThrow().state() == DeploymentState.STOPPED);
        assertFalse(gone(server.pids().getFirst()));
    }
}
