package slipway.deploy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import slipway.base.Activity;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.testkit.BreakableServer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WorkloadFaultsTest {
    private final Tasks tasks = new Tasks();
    private final Activity activity = new Activity();
    private final BreakableServer server = new BreakableServer();
    private final AtomicInteger followed = new AtomicInteger();
    private final AtomicReference<Consumer<String>> requests = new AtomicReference<>(name -> {});
    private final WorkloadFaults faults = new WorkloadFaults(tasks, activity, id -> List.of(server),
            (endpoint, each) -> {
                followed.incrementAndGet();
                requests.set(each);
                return () -> followed.decrementAndGet();
            });

    @AfterEach
    void close() {
        tasks.close();
    }

    private static WorkloadFault fault(WorkloadFault.Kind kind, double share) {
        return new WorkloadFault("iris", "green", kind, share);
    }

    @Test
    void aStrikeIsCountedAndNoted() throws Exception {
        faults.strike("iris/green", WorkloadFault.Kind.CRASH);
        faults.strike("iris/green", WorkloadFault.Kind.CRASH);
        faults.strike("iris/green", WorkloadFault.Kind.MEMORY);
        assertEquals(2, server.killed.get());
        assertEquals(1, server.exhausted.get());
        assertEquals(2, faults.struck().get().get(WorkloadFaults.key("iris/green", WorkloadFault.Kind.CRASH)));
        assertEquals(List.of("Practice: let the memory of iris/green, replica 0, run out",
                "Practice: killed iris/green, replica 0", "Practice: killed iris/green, replica 0"),
                activity.entries().get().stream().map(Activity.Entry::text).toList());
    }

    @Test
    void requestsOfItsDeploymentBringItAboutWhileItIsOn() {
        faults.set("iris", List.of(fault(WorkloadFault.Kind.CRASH, 1)));
        assertEquals(1, followed.get());
        requests.get().accept("blue");
        requests.get().accept("green");
        await().until(() -> server.killed.get() == 1);
        faults.set("iris", List.of());
        assertEquals(0, followed.get(), "nobody looks at requests without a fault");
        assertTrue(faults.all().get().isEmpty());
    }

    @Test
    void whatIsOnGoesOnWhenItsEndpointIsOpenedAgain() {
        faults.set("iris", List.of(fault(WorkloadFault.Kind.CRASH, 1)));
        requests.set(nobody -> {});
        faults.opened("iris");
        assertEquals(1, followed.get(), "the requests of the closed one are let go");
        requests.get().accept("green");
        await().until(() -> server.killed.get() == 1);
        requests.set(nobody -> {
            throw new AssertionError("followed without a fault");
        });
        faults.opened("other");
        assertEquals(1, followed.get());
    }

    @Test
    void aShareIsAShare() {
        faults.set("iris", List.of(fault(WorkloadFault.Kind.CRASH, 1e-9)));
        for (int i = 0; i < 1_000; i++)
            requests.get().accept("green");
        assertEquals(0, server.killed.get());
        for (double wrong : new double[]{0, 1.1, Double.NaN})
            assertEquals("deploy.fault-share", assertThrows(StudioException.class,
                    () -> fault(WorkloadFault.Kind.CRASH, wrong)).problem().code());
    }

    @Test
    void whatCannotBeDoneSwitchesItselfOffAndSaysWhy() {
        server.survives = StudioException.of("docker.memory-kept");
        faults.set("iris", List.of(fault(WorkloadFault.Kind.MEMORY, 1)));
        requests.get().accept("green");
        await().until(() -> faults.of("iris").isEmpty());
        await().until(() -> !activity.entries().get().isEmpty());
        assertEquals("Practice fault of iris/green is off: The container lives on",
                activity.entries().get().getFirst().text());
        assertTrue(faults.struck().get().isEmpty());
    }

    @Test
    void aServerOfSomebodyElseIsRefused() {
        server.ours = false;
        assertEquals("deploy.fault-foreign", assertThrows(StudioException.class,
                () -> faults.set("iris", List.of(fault(WorkloadFault.Kind.CRASH, 1)))).problem().code());
        assertEquals("deploy.fault-foreign", assertThrows(StudioException.class,
                () -> faults.strike("iris/green", WorkloadFault.Kind.CRASH)).problem().code());
        assertTrue(faults.all().get().isEmpty());
        assertEquals(0, followed.get());
    }
}
