package slipway.engine.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.engine.ContainerSettings;
import slipway.engine.Instance;
import slipway.engine.LeftOver;
import slipway.engine.Workload;
import slipway.observe.Health.Kind;
import slipway.observe.Probe;
import slipway.testkit.NeedsDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A studio that was killed leaves its engine's containers; the next one's engine object finds them.
@NeedsDocker
class DockerAdoptIT {
    private static final String ALL = "docker ps -aq --no-trunc --filter ";

    @TempDir
    Path root;
    private final Tasks tasks = new Tasks();
    private final String workspace = "test-run-" + UUID.randomUUID().toString().substring(0, 8);
    private final String foreign = "slipway-test-run-foreign-" + workspace;

    @AfterEach
    void clean() throws Exception {
        RunBox.sh("docker rm -f " + foreign + " $(" + ALL + "label=slipway.workspace=" + workspace + ") "
                + "$(" + ALL + "label=slipway.workspace=other-" + workspace + ")");
        RunBox.sh("docker network rm slipway-other-" + workspace);
        tasks.close();
    }

    private DockerEngine engine() throws InterruptedException {
        return new DockerEngine(DockerLink.open(RunBox.ADDRESS), workspace, tasks);
    }

    private String ours() throws Exception {
        return RunBox.sh(ALL + "label=slipway.workspace=" + workspace);
    }

    @Test
    void whatRunsIsAdoptedWithItsWorkloadAndWhatDoesNotIsRemoved() throws Exception {
        Path model = Files.createDirectory(root.resolve("model"));
        ContainerSettings settings = RunBox.settings("sh", "-c", "echo begin; exec httpd -f -p 8080 -h /www");
        Workload workload = RunBox.workload(settings, Map.of("GREETING", "hi"), model, 0, 64 << 20);
        Instance first;
        // never closed, as if killed
        DockerEngine killed = engine();
        first = killed.launch(workload, Progress.NONE);
        String labels = " --label slipway.workspace=" + workspace;
        RunBox.sh("docker create" + labels + " " + RunBox.IMAGE + "; docker run" + labels + " " + RunBox.IMAGE
                + " true; docker run -d" + labels + " " + RunBox.IMAGE + " sleep 600");
        assertEquals(4, ours().lines().count());
        RunBox.sh("docker run -d --init --name " + foreign + " " + RunBox.IMAGE + " sleep 600");
        try (DockerEngine next = engine()) {
            List<Instance> adopted = next.adopt();
            assertEquals(List.of(((DockerInstance) first).id()), ours().lines().toList());
            assertEquals(1, adopted.size());
            Instance one = adopted.getFirst();
            assertEquals(first.url(), one.url());
            assertEquals(workload, new Workload(one.workload().key(), one.workload().replica(),
                    one.workload().revision(), List.of(), one.workload().environment(), one.workload().modelFolder(),
                    one.workload().port(), one.workload().memoryBytes(), null, one.workload().container()));
            var lines = new ConcurrentLinkedQueue<String>();
            one.follow((at, stderr, text) -> lines.add(text));
            await().until(() -> lines.contains("begin"));
            assertTrue(Probe.get(Kind.ALIVE, one.url().resolve("/live"), Duration.ofSeconds(2)).good());
            one.stop(Duration.ofSeconds(2));
            // the old object sees it too
            await().until(() -> !first.state().get().running());
        }
        assertEquals("", ours());
        assertEquals("true", RunBox.inspect(foreign, "{{.State.Running}}"));
        killed.close();
    }

    @Test
    void onlyOtherWorkspacesThingsAreOrphansAndOnlyTheyCanBeRemoved() throws Exception {
        String other = "other-" + workspace;
        RunBox.sh("docker run -d --init --label slipway.workspace=" + other + " --label slipway.root=" + root
                + " --label slipway.endpoint=iris --label slipway.deployment=blue " + RunBox.IMAGE + " sleep 600");
        RunBox.sh("docker network create --label slipway.workspace=" + other + " --label slipway.root=/gone/for/good "
                + "slipway-" + other);
        String elsewhere = RunBox.sh("docker run -d --init --label slipway.workspace=" + other
                + " --label slipway.host=another-machine " + RunBox.IMAGE + " sleep 600");
        String stranger = RunBox.sh("docker run -d --init --name " + foreign + " " + RunBox.IMAGE + " sleep 600");
        try (DockerEngine engine = engine()) {
            engine.launch(RunBox.server(), Progress.NONE);
            List<LeftOver> orphans = engine.leftOvers().list().stream().filter(o -> o.workspace().equals(other))
                    .toList();
            assertEquals(List.of("CONTAINER iris/blue true true", "NETWORK  false false"), orphans.stream()
                    .map(o -> o.kind() + " " + o.key() + " " + o.running() + " " + o.here()).toList());
            assertTrue(engine.leftOvers().list().stream().noneMatch(o -> o.workspace().equals(workspace)));
            assertTrue(engine.leftOvers().list().stream().noneMatch(o -> o.id().equals(stranger)));
            LeftOver container = orphans.getFirst();
            assertFalse(engine.leftOvers()
                    .remove(new LeftOver(LeftOver.Kind.CONTAINER, stranger, foreign, other, "", false, "", true,
                            container.created(), -1)));
            assertFalse(engine.leftOvers()
                    .remove(new LeftOver(LeftOver.Kind.CONTAINER, ours(), "x", other, "", false, "", true,
                            container.created(), -1)));
            for (LeftOver orphan : orphans)
                assertTrue(engine.leftOvers().remove(orphan));
            assertTrue(engine.leftOvers().remove(container));
            assertEquals("true", RunBox.inspect(elsewhere, "{{.State.Running}}"));
            RunBox.sh("docker rm -f " + elsewhere);
            assertEquals("", RunBox.sh(ALL + "label=slipway.workspace=" + other));
            assertEquals("true", RunBox.inspect(stranger, "{{.State.Running}}"));
            assertFalse(ours().isEmpty());
        }
    }
}
