package slipway.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.rollout.RolloutPlan.Then;
import slipway.rollout.RolloutState.Status;
import slipway.rollout.stats.Gates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Rollouts of a workspace across the studio's end: what is kept, and how an unfinished one goes on.
class RolloutsTest {
    private static final Split BLUE = new Split(Map.of("blue", 100), Map.of());

    @TempDir
    Path folder;

    private final FakeStage stage = new FakeStage();

    private static RolloutPlan plan() {
        var half = new PlanStep(false, 50, 200, Duration.ofSeconds(10), Duration.ofDays(9), true);
        var all = new PlanStep(false, 100, 200, Duration.ofSeconds(10), Duration.ofDays(9), false);
        return new RolloutPlan("iris", "blue", "green", List.of(half, all), Gates.DEFAULT, Then.ROLL_BACK, Then.PAUSE);
    }

    private static void until(Rollout rollout, Status status) {
        Awaitility.await().atMost(Duration.ofSeconds(30))
                .until(() -> rollout.state().get().status() == status);
    }

    /// Begins one and ends its studio while it waits for a person after the first step.
    private String interrupted() {
        String id;
        try (var tasks = new Tasks()) {
            Rollout rollout = new Rollouts(tasks, stage, folder).start(plan());
            until(rollout, Status.PAUSED);
            // a copy of the file as it was: what a killed studio leaves
            id = rollout.state().get().id();
        }
        return id;
    }

    @Test
    void anUnfinishedOneIsShownAsInterruptedAndGoesOn() {
        String id = interrupted();
        assertEquals(50, stage.split.share("green"), "the files say what they said");
        try (var tasks = new Tasks()) {
            var rollouts = new Rollouts(tasks, stage, folder);
            RolloutState left = rollouts.all().get().getFirst();
            assertEquals(Status.INTERRUPTED, left.status());
            assertEquals(BLUE, left.before());
            assertEquals("rollout.unfinished",
                    assertThrows(StudioException.class, () -> rollouts.start(plan())).problem().code());
            Rollout again = rollouts.resume(id);
            until(again, Status.PAUSED);
            again.resume();
            until(again, Status.DONE);
            Awaitility.await().until(() -> rollouts.running(id).isEmpty());
            assertEquals(List.of(Status.DONE), rollouts.all().get().stream().map(RolloutState::status).toList());
            assertEquals(List.of(Status.DONE),
                    new RolloutFiles(folder).all().stream().map(RolloutState::status).toList());
        }
    }

    @Test
    void aStudioThatEndsLeavesItBeforeItsServersStop() throws InterruptedException {
        try (var tasks = new Tasks()) {
            var rollouts = new Rollouts(tasks, stage, folder);
            Rollout rollout = rollouts.start(plan());
            until(rollout, Status.PAUSED);
            rollouts.leave();
            RolloutState left = rollout.state().get();
            assertEquals(Status.INTERRUPTED, left.status());
            assertEquals("rollout.log.interrupted", left.log().getLast().key());
            assertEquals(50, stage.split.share("green"), "the files say what they said");
            assertTrue(rollouts.running(left.id()).isEmpty());
        }
    }

    @Test
    void anInterruptedOneIsRolledBack() throws InterruptedException {
        String id = interrupted();
        try (var tasks = new Tasks()) {
            var rollouts = new Rollouts(tasks, stage, folder);
            assertThrows(StudioException.class, () -> rollouts.delete(id), "it holds the way back");
            rollouts.rollBack(id);
            assertEquals(BLUE, stage.split);
            assertEquals(Status.ROLLED_BACK, rollouts.all().get().getFirst().status());
            assertThrows(StudioException.class, () -> rollouts.resume(id));
            rollouts.delete(id);
            assertTrue(rollouts.all().get().isEmpty() && new RolloutFiles(folder).all().isEmpty());
        }
    }

    @Test
    void whatAKilledStudioLeftIsInterruptedToo() throws IOException {
        String before;
        try (var tasks = new Tasks()) {
            Rollout rollout = new Rollouts(tasks, stage, folder).start(plan());
            until(rollout, Status.PAUSED);
            // it is shown first, then written
            Path written = new RolloutFiles(folder).file(rollout.state().get().id());
            before = Awaitility.await().until(() -> Files.readString(written), text -> text.contains("\"PAUSED\""));
        }
        Path file = new RolloutFiles(folder).file(new RolloutFiles(folder).all().getFirst().id());
        Files.writeString(file, before);
        assertEquals(Status.INTERRUPTED, new RolloutFiles(folder).all().getFirst().status());
        Files.writeString(file.resolveSibling("broken.json"), "{");
        assertEquals(1, new RolloutFiles(folder).all().size(), "one that cannot be read hides no other");
    }

    @Test
    void oneThatAnotherProcessDrivesIsLeftAlone() throws IOException {
        String id = interrupted();
        Path file = new RolloutFiles(folder).file(id);
        ProcessHandle other = ProcessHandle.of(1).orElseThrow();
        long started = other.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
        Files.writeString(file, Files.readString(file).replaceFirst("\"pid\":\\d+,\"startedAt\":\\d+",
                "\"pid\":1,\"startedAt\":" + started).replace("INTERRUPTED", "RUNNING"));
        assertEquals(Status.RUNNING, new RolloutFiles(folder).all().getFirst().status());
        try (var tasks = new Tasks()) {
            var rollouts = new Rollouts(tasks, stage, folder);
            assertThrows(StudioException.class, () -> rollouts.resume(id));
        }
    }

    @Test
    void whatCannotBeginIsRefused() {
        try (var tasks = new Tasks()) {
            var rollouts = new Rollouts(tasks, stage, folder);
            stage.server("green").health = Standing.Health.STARTING;
            assertEquals("rollout.not-ready", refusal(rollouts));
            stage.server("green").health = Standing.Health.READY;
            stage.split = new Split(Map.of(), Map.of());
            assertEquals("rollout.no-baseline", refusal(rollouts));
            stage.split = new Split(Map.of("blue", 40, "green", 60), Map.of());
            assertEquals("rollout.live-already", refusal(rollouts));
            assertTrue(rollouts.all().get().isEmpty());
        }
    }

    @Test
    void oneThatWentBackByItselfStandsAsFailedAndOneThatAPersonTookBackDoesNot() {
        var activity = new Activity();
        try (var tasks = new Tasks()) {
            activity.follow(tasks);
            var rollouts = new Rollouts(tasks, stage, folder);
            Rollout wished = rollouts.start(plan());
            until(wished, Status.PAUSED);
            wished.rollBack();
            Awaitility.await().until(() -> activity.entries().get().size() == 1);
            assertEquals(Activity.Outcome.GOOD, activity.entries().get().getFirst().outcome());
            stage.server("green").slower(3);
            Rollout worse = rollouts.start(plan());
            until(worse, Status.ROLLED_BACK);
            Awaitility.await().until(() -> activity.entries().get().size() == 2);
            Activity.Entry entry = activity.entries().get().getFirst();
            assertEquals(Activity.Outcome.BAD, entry.outcome());
            Problem problem = Objects.requireNonNull(entry.problem());
            assertEquals("rollout.given-up", problem.code());
            assertTrue(problem.why().contains("green"), problem.why());
        }
    }

    private static String refusal(Rollouts rollouts) {
        return assertThrows(StudioException.class, () -> rollouts.start(plan())).problem().code();
    }
}
