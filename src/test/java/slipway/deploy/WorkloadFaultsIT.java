package slipway.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.Tasks;
import slipway.catalog.Model;
import slipway.contract.Signature;
import slipway.engine.Engines;
import slipway.engine.process.ProcessEngine;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.testkit.StubContract;
import slipway.testkit.StubModelServer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Real processes are broken on purpose, and come back.
class WorkloadFaultsIT {
    private static final String ID = "iris/blue";
    private static final ProbeSpec PROBE = new ProbeSpec(Duration.ofSeconds(20), Duration.ofMillis(200),
            Duration.ofSeconds(2), 1, 3);

    @TempDir
    Path state;
    private final Tasks tasks = new Tasks();
    private final AtomicReference<Consumer<String>> requests = new AtomicReference<>(name -> {});
    private Deployments deployments;
    private WorkloadFaults faults;

    @BeforeEach
    void open() {
        deployments = new Deployments(tasks, new Activity(), new Engines(List.of(new ProcessEngine(state, tasks))),
                spec -> Optional.of(new Model(state, "iris", "iris", "1", "mlflow", null, List.of(), List.of("stub"), 1,
                        "", Signature.UNKNOWN, List.of(), null, null, null, Map.of(), List.of())),
                spec -> "embedded", state, id -> Optional.of(new StubContract(id)), Duration.ofMillis(50));
        faults = new WorkloadFaults(tasks, new Activity(), deployments::running, (endpoint, each) -> {
            requests.set(each);
            return () -> requests.set(name -> {});
        });
        deployments.deploy(new DeploymentSpec("blue", "iris", new ModelRef(null, null, state), null, Map.of(), 1,
                RequestSettings.DEFAULT, PROBE, PROBE,
                new Extension("stub", null, null, null, null, List.of(), StubModelServer.command(), null, null)));
        awaitReady(0);
    }

    @AfterEach
    void close() {
        deployments.close();
        tasks.close();
    }

    private long awaitReady(int restarts) {
        await().atMost(Duration.ofSeconds(60)).until(() -> deployments.byId(ID)
                .filter(now -> now.state() == DeploymentState.READY && now.restarts() == restarts).isPresent());
        return deployments.byId(ID).orElseThrow().pids().getFirst();
    }

    @Test
    void aCrashEndsTheProcessWhichStartsAgain() throws Exception {
        long before = awaitReady(0);
        faults.strike(ID, WorkloadFault.Kind.CRASH);
        assertTrue(ProcessHandle.of(before).isEmpty());
        assertNotEquals(before, awaitReady(1));
    }

    @Test
    void aProcessWithoutMemoryIsEndedByItsGuardAfterARequest() {
        long before = awaitReady(0);
        faults.set("iris", List.of(new WorkloadFault("iris", "blue", WorkloadFault.Kind.MEMORY, 1)));
        requests.get().accept("blue");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> faults.struck().get().containsKey(WorkloadFaults.key(ID, WorkloadFault.Kind.MEMORY)));
        assertTrue(deployments.logs(ID).tail(200).stream().anyMatch(line -> line.text().startsWith("OOM: used ")));
        faults.set("iris", List.of());
        assertNotEquals(before, awaitReady(1), "what starts again has its memory");
        assertEquals(1, faults.struck().get().get(WorkloadFaults.key(ID, WorkloadFault.Kind.MEMORY)));
    }
}
