package slipway.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import slipway.base.Activity;
import slipway.base.Tasks;
import slipway.deploy.Deployment.StepState;
import slipway.engine.Engines;
import slipway.engine.process.ProcessEngine;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.testkit.Covers;
import slipway.testkit.StubContract;
import slipway.testkit.StubModelServer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DeploymentsIT extends DeploymentsGround {
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
                        DeploymentsGround::engineOf,
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
