package slipway.engine.docker;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.engine.Instance;
import slipway.engine.ListenTable;
import slipway.engine.Listener;
import slipway.engine.Listening;
import slipway.engine.Workload;
import slipway.testkit.NeedsDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Where containers listen, found out at a real engine from outside and from inside.
@NeedsDocker
class ContainerListenersIT {
    private final Tasks tasks = new Tasks();
    private DockerLink link;
    private DockerEngine engine;

    @BeforeEach
    void open() throws InterruptedException {
        link = DockerLink.open(RunBox.ADDRESS);
        engine = new DockerEngine(link, "test-run-" + UUID.randomUUID().toString().substring(0, 8), tasks);
    }

    @AfterEach
    void close() throws InterruptedException {
        for (Instance left : engine.adopt())
            left.stop(java.time.Duration.ZERO);
        engine.close();
        tasks.close();
    }

    private DockerInstance run(String script) throws InterruptedException {
        Workload workload = RunBox.script(script);
        return (DockerInstance) engine.launch(workload, Progress.NONE);
    }

    private static Listening awaitListening(DockerInstance instance) throws InterruptedException {
        await().until(() -> !instance.listening().listeners().isEmpty());
        return instance.listening();
    }

    @Test
    void anotherPortAndOneOnlyInsideAreFoundFromOutsideAndFromInside() throws Exception {
        DockerInstance instance = run("httpd -p 0.0.0.0:8000 -h /www; exec httpd -f -p 127.0.0.1:8080 -h /www");
        try {
            await().until(() -> instance.listening().listeners().size() == 2);
            Listening seen = instance.listening();
            assertEquals(List.of(new Listener("0.0.0.0", 8000), new Listener("127.0.0.1", 8080)), seen.listeners());
            assertEquals(Listening.Fault.ONLY_INSIDE, seen.fault(8080));
            assertEquals(8000, seen.instead(8080));
            String inside = ContainerListeners.inside(link, instance.id()).orElseThrow();
            assertEquals(seen.listeners(), ListenTable.of(inside).stream()
                    .filter(each -> !each.address().equals("127.0.0.11")).toList());
        } finally {
            instance.stop(java.time.Duration.ZERO);
        }
        assertFalse(instance.listening().known());
    }

    @Test
    void anImageWithoutToolsIsReadFromThisMachineAndAStrangersNumberIsNot() throws Exception {
        DockerInstance instance = run("rm /bin/cat; exec httpd -f -p 8000 -h /www");
        try {
            assertEquals(Listening.Fault.OTHER_PORT, awaitListening(instance).fault(8080));
            assertTrue(ContainerListeners.inside(link, instance.id()).isEmpty());
            assertTrue(ContainerListeners.here(instance.id(), ProcessHandle.current().pid()).isEmpty());
        } finally {
            instance.stop(java.time.Duration.ZERO);
        }
    }
}
