package slipway.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import slipway.spec.ScaleSpec;
import slipway.testkit.Covers;
import slipway.testkit.StubModelServer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Another number of replicas of what runs, sleeps or dies meanwhile.
class ResizingIT extends DeploymentsGround {
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
}
