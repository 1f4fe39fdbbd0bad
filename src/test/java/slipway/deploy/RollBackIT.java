package slipway.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.deploy.Deployment.StepState;
import slipway.spec.DeploymentSpec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Back to the revision before by hand: proved first, with the file left aside until it is changed, also by the next
/// studio.
class RollBackIT extends DeploymentsGround {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final DeploymentSpec one = spec(Map.of("VERSION", "1"));
    private final DeploymentSpec two = spec(Map.of("VERSION", "2", "KEY", "k"));

    private Deployment awaitRevision(long revision) {
        await().atMost(SOON).until(() -> now().revision() == revision && now().state() == DeploymentState.READY);
        return now();
    }

    private void bothRun() {
        deployments.reconcile(List.of(one), true);
        awaitRevision(1);
        assertNull(now().past().earlier());
        deployments.reconcile(List.of(two), true);
        awaitRevision(2);
    }

    @Test
    void whatRanBeforeRunsAgainAndTheFileWaitsUntilItIsChanged() {
        bothRun();
        Past.Earlier earlier = Objects.requireNonNull(now().past().earlier());
        assertEquals(new Past.Earlier(1, null, "iris 1 · Stub", List.of("VERSION"), 1), earlier);
        assertFalse(now().past().back());
        deployments.rollBack(ID, 1);
        Deployment back = awaitRevision(1);
        assertEquals(one, back.spec());
        assertTrue(back.past().back());
        assertEquals(2, Objects.requireNonNull(back.past().earlier()).revision());
        await().until(() -> told.equals(List.of("offer 1 1", "offer 2 1", "drain 1", "offer 1 1", "drain 2")));

        deployments.reconcile(List.of(two), true);
        deployments.reconcile(List.of(two.withInstanceCount(2)), true);
        await().atMost(SOON).until(() -> now().urls().size() == 2);
        assertEquals(one.withInstanceCount(2), now().spec(), "counted as the file says, and else what it went back to");
        assertEquals(1, now().revision());

        deployments.reconcile(List.of(spec(Map.of("VERSION", "3"))), true);
        assertFalse(awaitRevision(3).past().back());
    }

    @Test
    void backFromWhereItWentBackFollowsTheFileAgain() {
        bothRun();
        deployments.rollBack(ID, 1);
        awaitRevision(1);
        deployments.rollBack(ID, 2);
        Deployment again = awaitRevision(2);
        assertEquals(two, again.spec());
        assertFalse(again.past().back());
        assertFalse(Files.exists(state.resolve(HeldBack.FILE)));
    }

    @Test
    void whereWhatRanBeforeIsNotHealthyEitherWhatRunsGoesOn() throws IOException {
        Path broken = state.resolve("broken");
        deployments.deploy(spec(Map.of("STUB_GIVES_UP_AT", broken.toString())));
        awaitRevision(1);
        deployments.deploy(two);
        List<Long> pids = awaitRevision(2).pids();
        Files.createFile(broken);
        deployments.rollBack(ID, 1);
        await().atMost(SOON).until(() -> now().problem() != null);
        Problem problem = Objects.requireNonNull(now().problem());
        assertEquals("deploy.back-failed", problem.code());
        assertTrue(problem.why().contains("5"), problem.why());
        assertEquals(DeploymentState.READY, now().state());
        assertEquals(List.of(2L, pids, false), List.of(now().revision(), now().pids(), now().past().back()));
    }

    @Test
    void whatWasNeverProvedIsNothingToGoBackTo() {
        bothRun();
        deployments.deploy(spec(Map.of("STUB_EXIT", "4")));
        await().atMost(SOON).until(() -> now().problem() != null);
        assertEquals(1, Objects.requireNonNull(now().past().earlier()).revision());
        assertEquals("deploy.back-other",
                assertThrows(StudioException.class, () -> deployments.rollBack(ID, 3)).problem().code());
    }

    @Test
    void cancelledItStaysWhereItWas() {
        bothRun();
        List<Long> pids = now().pids();
        deployments.rollBack(ID, 1);
        deployments.cancel(ID);
        await().atMost(SOON).until(() -> now().state() == DeploymentState.READY);
        assertEquals(List.of(2L, pids, false), List.of(now().revision(), now().pids(), now().past().back()));
    }

    @Test
    void theNextStudioRunsWhatItWentBackTo() throws IOException {
        bothRun();
        deployments.rollBack(ID, 1);
        awaitRevision(1);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(
                state.resolve(HeldBack.FILE))));
        deployments.close();
        deployments = studio();
        deployments.reconcile(List.of(two), true);
        Deployment next = awaitRevision(3);
        assertEquals(one, next.spec());
        assertTrue(next.past().back());
        deployments.stop(ID);
        awaitState(DeploymentState.STOPPED);
        assertEquals("deploy.back-not-now",
                assertThrows(StudioException.class, () -> deployments.rollBack(ID, 1)).problem().code());
        deployments.start(two);
        assertEquals(one, awaitRevision(4).spec());
        deployments.deploy(two);
        Deployment filed = awaitRevision(5);
        assertEquals(two, filed.spec());
        assertFalse(filed.past().back());
    }

    /// Has `order` come when what it goes back to is proved, and is not kept yet.
    private void backOvertakenBy(Runnable order) {
        var once = new AtomicBoolean();
        try (Live.Subscription _ = deployments.all().onChange(() -> {
            boolean proved = now().revision() == 1
                    && now().story().stream().anyMatch(step -> step.name().equals("prove")
                            && (step.state() == StepState.DONE || step.state() == StepState.SKIPPED));
            if (proved && once.compareAndSet(false, true)) order.run();
        })) {
            deployments.rollBack(ID, 1);
            await().atMost(SOON).until(once::get);
        }
    }

    @Test
    void overtakenByANewerFileThatIsFollowedAlsoByTheNextStudio() {
        bothRun();
        DeploymentSpec three = spec(Map.of("VERSION", "3"));
        backOvertakenBy(() -> deployments.reconcile(List.of(three), true));
        Deployment filed = awaitRevision(3);
        assertEquals(three, filed.spec());
        assertFalse(filed.past().back());
        deployments.restart(ID);
        assertEquals(three, awaitRevision(4).spec());
        deployments.close();
        deployments = studio();
        deployments.reconcile(List.of(three), true);
        Deployment next = awaitRevision(5);
        assertEquals(three, next.spec());
        assertFalse(next.past().back());
    }

    @Test
    void overtakenByAStopItStaysStoppedAlsoForTheNextStudio() {
        bothRun();
        backOvertakenBy(() -> deployments.stop(ID));
        awaitState(DeploymentState.STOPPED);
        assertEquals(List.of(), deployments.remembered());
        assertFalse(Files.exists(state.resolve(HeldBack.FILE)));
    }

    @Test
    void withoutAnythingBeforeItIsRefused() {
        deployments.deploy(one);
        awaitRevision(1);
        deployments.restart(ID);
        awaitRevision(2);
        assertEquals("deploy.back-none",
                assertThrows(StudioException.class, () -> deployments.rollBack(ID, 1)).problem().code());
        assertEquals("deploy.unknown",
                assertThrows(StudioException.class, () -> deployments.rollBack("iris/none", 1)).problem().code());
    }
}
