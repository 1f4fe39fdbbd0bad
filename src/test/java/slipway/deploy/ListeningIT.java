package slipway.deploy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.catalog.Model;
import slipway.contract.Signature;
import slipway.engine.Engines;
import slipway.engine.process.ProcessEngine;
import slipway.observe.Health;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.testkit.StubContract;
import slipway.testkit.StubModelServer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A server that listens elsewhere than it is asked, as a real process.
class ListeningIT {
    private static final String ID = "iris/blue";

    @TempDir
    Path state;
    private final Tasks tasks = new Tasks();
    private final Activity activity = new Activity();
    private Deployments deployments;

    @BeforeEach
    void open() {
        deployments = new Deployments(tasks, activity, new Engines(List.of(new ProcessEngine(state, tasks))),
                spec -> Optional.of(new Model(state, "iris", "iris", "1", "mlflow", null, List.of(), List.of("stub"), 1,
                        "", Signature.UNKNOWN, List.of(), null, null, null, Map.of(), List.of())),
                spec -> "embedded", state, id -> Optional.of(new StubContract(id)), Duration.ofMillis(50));
    }

    @AfterEach
    void close() {
        deployments.close();
        tasks.close();
    }

    private DeploymentSpec spec(List<String> command, int seconds) {
        var probe = new ProbeSpec(Duration.ofSeconds(seconds), Duration.ofMillis(200), Duration.ofSeconds(2), 1, 3);
        return new DeploymentSpec("blue", "iris", new ModelRef(null, null, state), null, Map.of(), 1,
                RequestSettings.DEFAULT, probe, probe,
                new Extension("stub", null, null, null, null, List.of(), command, null, null));
    }

    private Deployment awaitState(DeploymentState wanted) {
        await().atMost(Duration.ofSeconds(40)).until(() -> now().state() == wanted);
        return now();
    }

    private Deployment now() {
        return deployments.byId(ID).orElseThrow();
    }

    @Test
    void aServerOnAnotherPortIsFoundSaidAndMended() throws Exception {
        int elsewhere;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            elsewhere = free.getLocalPort();
        }
        var command = new ArrayList<>(StubModelServer.command());
        command.set(command.size() - 1, String.valueOf(elsewhere));
        DeploymentSpec wrong = spec(command, 7);
        deployments.deploy(wrong);
        // while it still starts it is seen already
        await().atMost(Duration.ofSeconds(20)).until(() -> now().story().stream()
                .anyMatch(step -> step.detail().contains("listens on port " + elsewhere)));
        assertEquals(List.of(elsewhere), deployments.listening(ID).getFirst().listeners().stream()
                .map(slipway.engine.Listener::port).toList());
        Problem problem = awaitState(DeploymentState.FAILED).problem();
        assertNotNull(problem);
        assertEquals(Reach.OTHER_PORT, problem.code());
        assertEquals(elsewhere, Reach.remedy(problem));
        assertTrue(problem.why().contains("127.0.0.1:" + elsewhere), problem.why());
        deployments.deploy(wrong.askedOn(Reach.asked(problem), Reach.remedy(problem)));
        Deployment mended = awaitState(DeploymentState.READY);
        assertEquals(elsewhere, mended.urls().getFirst().getPort());
        assertTrue(mended.health().since().ready() > 0);
    }

    @Test
    void oneThatListensNowhereIsSaidSo() {
        deployments.deploy(spec(List.of("sleep", "300"), 1));
        Problem problem = awaitState(DeploymentState.FAILED).problem();
        assertNotNull(problem);
        assertEquals(Reach.NOWHERE, problem.code());
    }

    @Test
    void probeNowAsksAllThreeQuestionsAndNotesThem() throws Exception {
        deployments.deploy(spec(StubModelServer.command(), 20));
        awaitState(DeploymentState.READY);
        List<Health.Probed> came = deployments.probeNow(ID);
        assertEquals(List.of(Health.Kind.ALIVE, Health.Kind.READY, Health.Kind.PREDICT),
                came.stream().map(Health.Probed::kind).toList());
        assertTrue(came.stream().allMatch(Health.Probed::good), came::toString);
        assertTrue(now().health().recent().containsAll(came));
        assertTrue(deployments.probeNow("no/body").isEmpty());
    }
}
