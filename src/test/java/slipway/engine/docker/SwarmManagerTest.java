package slipway.engine.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.ContainerSettings;
import slipway.engine.GivenFiles;
import slipway.engine.Instance;
import slipway.engine.Workload;
import slipway.testkit.StubDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What is asked of a manager that is not always there, and that others share.
class SwarmManagerTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final Tasks tasks = new Tasks();
    private StubManager manager;
    private SwarmEngine engine;

    @BeforeEach
    void open() throws Exception {
        manager = StubManager.open(folder.resolve("d.sock"));
        engine = engine();
    }

    @AfterEach
    void close() throws Exception {
        engine.close();
        tasks.close();
        manager.close();
    }

    private SwarmEngine engine() {
        DockerLink link = DockerLink.find(tasks, () -> List.of(new DockerAddress(manager.host(), "test", null)),
                RemoteBox.PACE);
        var made = new SwarmEngine(link, new ContainerLabels("w", ""), tasks);
        await().atMost(SOON).until(() -> made.info().available());
        return made;
    }

    private static Workload workload(String said) {
        return workload(said, 1);
    }

    private static Workload workload(String said, long revision) {
        Workload like = OwnEngine.script("true");
        return new Workload(like.key(), 0, revision, List.of(), Map.of("SAID", said), null, 0, 0, null,
                like.container());
    }

    private Instance launch(String said) throws InterruptedException {
        return engine.launch(workload(said), Progress.NONE);
    }

    private List<String> said() {
        return manager.runs("SAID").stream().map(each -> each.substring(each.indexOf('=') + 1)).toList();
    }

    @Test
    void whatIsStoppedWhileTheManagerIsAwayIsRemovedWhenItIsBack() throws Exception {
        Instance one = launch("a");
        manager.refuse("DELETE");
        one.stop(Duration.ZERO);
        assertFalse(one.state().get().running());
        assertEquals(List.of("a"), said());
        manager.refuseNothing();
        await().atMost(SOON).until(() -> said().isEmpty());
    }

    @Test
    void oneThatCannotBeRemovedKeepsTheOthersFromNothing() throws Exception {
        launch("a");
        Workload like = workload("b");
        engine.launch(new Workload("iris/green", 0, 1, List.of(), like.environment(), null, 0, 0, null,
                like.container()), Progress.NONE);
        manager.refuse("DELETE /services/s1");
        manager.refuse("DELETE /services/" + manager.runs("SAID").getFirst().replaceFirst("=.*", ""));
        engine.close();
        assertEquals(List.of("a"), said());
    }

    @Test
    void afterAWayBackThatFailedTheNextOneGoesBackToWhatWasProved() throws Exception {
        launch("a");
        Instance bad = launch("b");
        manager.refuse("/update");
        bad.stop(Duration.ZERO);
        assertEquals(List.of("b"), said());
        manager.refuseNothing();
        Instance next = launch("c");
        assertEquals(List.of("c"), said());
        next.stop(Duration.ZERO);
        assertEquals(List.of("a"), said());
    }

    @Test
    void whatWasReplacedIsGoneForGood() throws Exception {
        Instance first = launch("a");
        Instance bad = launch("b");
        manager.refuse("/update");
        bad.stop(Duration.ZERO);
        manager.refuseNothing();
        Instance next = launch("c");
        first.stop(Duration.ZERO);
        assertEquals(List.of("c"), said());
        next.stop(Duration.ZERO);
        assertEquals(List.of(), said());
    }

    @Test
    void aWayBackThatTheManagerDidNotHearIsToldAgain() throws Exception {
        launch("a");
        Instance bad = launch("b");
        manager.refuse("/update");
        bad.stop(Duration.ZERO);
        manager.refuseNothing();
        await().atMost(SOON).until(() -> said().equals(List.of("a")));
        await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> said().equals(List.of("a")));
    }

    @Test
    void whatItRanBeforeItGoesBackToByItself() throws Exception {
        Instance first = engine.launch(workload("a", 1), Progress.NONE);
        Instance second = engine.launch(workload("b", 2), Progress.NONE);
        first.stop(Duration.ZERO);
        Instance again = engine.launch(workload("a", 1), Progress.NONE);
        assertEquals(List.of("a"), said());
        assertEquals(1, manager.rollbacks());
        manager.update("rollback_completed");
        Objects.requireNonNull(again.replicas()).settle(told -> {});
        second.stop(Duration.ZERO);
        assertEquals(List.of("a"), said());
    }

    @Test
    void whereThatDoesNotStayHealthyEitherItIsUndone() throws Exception {
        Instance first = engine.launch(workload("a", 1), Progress.NONE);
        engine.launch(workload("b", 2), Progress.NONE);
        first.stop(Duration.ZERO);
        Instance again = engine.launch(workload("a", 1), Progress.NONE);
        manager.update("rollback_paused");
        assertEquals("swarm.back-failed", assertThrows(StudioException.class,
                () -> Objects.requireNonNull(again.replicas()).settle(told -> {})).problem().code());
        again.stop(Duration.ZERO);
        assertEquals(List.of("b"), said());
        assertEquals(2, manager.rollbacks());
    }

    @Test
    void whatTheManagerNoLongerKeepsIsAChangeLikeAnyOther() throws Exception {
        Instance first = engine.launch(workload("a", 1), Progress.NONE);
        engine.launch(workload("b", 2), Progress.NONE);
        first.stop(Duration.ZERO);
        engine.launch(workload("c", 3), Progress.NONE);
        engine.launch(workload("a", 1), Progress.NONE);
        assertEquals(List.of("a"), said());
        assertEquals(0, manager.rollbacks());
    }

    @Test
    void aLookThatBeganBeforeItWasMadeDoesNotMissIt() throws Exception {
        var released = new CountDownLatch(1);
        CountDownLatch created = manager.race(released);
        Future<Instance> launched = Tasks.beside("launch", () -> launch("a"));
        assertTrue(created.await(20, TimeUnit.SECONDS));
        assertThrows(TimeoutException.class, () -> launched.get(500, TimeUnit.MILLISECONDS), "the look is not over");
        released.countDown();
        Instance one = launched.get(20, TimeUnit.SECONDS);
        await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> one.state().get().running());
    }

    @Test
    void filesAreNotRemovedBeforeTheServiceNamesThem() throws Exception {
        Instance one = launch("a");
        var asked = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        manager.docker().on("/secrets", out -> {
            asked.countDown();
            released.await();
            StubDocker.respond(out, 200, "", "[]");
        });
        manager.docker().on("/secrets/create", 201, "{\"ID\":\"secret1\"}");
        manager.docker().on("/configs", 200, "[]");
        Workload like = workload("b");
        ContainerSettings settings = Objects.requireNonNull(like.container());
        var with = new Workload(like.key(), 0, 1, List.of(), like.environment(), null, 0, 0, null,
                settings.given(GivenFiles.of(List.of("SAID"), Map.of())));
        Future<Instance> launched = Tasks.beside("launch", () -> engine.launch(with, Progress.NONE));
        assertTrue(asked.await(20, TimeUnit.SECONDS));
        Future<Boolean> stopped = Tasks.beside("stop", () -> {
            one.stop(Duration.ZERO);
            return true;
        });
        assertThrows(TimeoutException.class, () -> stopped.get(500, TimeUnit.MILLISECONDS), "it is not its turn");
        released.countDown();
        assertTrue(launched.get(20, TimeUnit.SECONDS).state().get().running());
        assertTrue(stopped.get(20, TimeUnit.SECONDS));
        assertTrue(Objects.requireNonNull(manager.spec("s1")).toString().contains("secret1"));
    }

    @Test
    void aServiceOfTheSameFolderOnAnotherMachineIsLeftAlone() throws Exception {
        launch("a").stop(Duration.ZERO);
        ObjectNode theirs = (ObjectNode) Objects.requireNonNull(manager.lastMade()).deepCopy();
        theirs.put("Name", "theirs");
        ((ObjectNode) theirs.path("Labels")).put(ContainerLabels.HOST, "another-machine");
        manager.add(theirs);
        try (SwarmEngine next = engine()) {
            assertEquals(List.of(), next.adopt());
            assertEquals(List.of(), next.swarm().get().tasks());
        }
        assertEquals(List.of("theirs=a"), manager.runs("SAID"));
        Instance ours = launch("b");
        assertEquals(2, said().size());
        ours.stop(Duration.ZERO);
        assertEquals(List.of("theirs=a"), manager.runs("SAID"));
    }

    @Test
    void aFolderIsNoneOfAManagerElsewhere() {
        Workload like = workload("a");
        var model = new Workload(like.key(), 0, 1, List.of(), Map.of(), folder, 0, 0, null, like.container());
        assertEquals("swarm.model-elsewhere", assertThrows(StudioException.class, () -> SwarmRefusals.check(model,
                Objects.requireNonNull(like.container()), List.of(), true)).problem().code());
        SwarmRefusals.check(model, Objects.requireNonNull(like.container()), List.of(), false);
    }
}
