package slipway.engine.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.testkit.StubAnswers;
import slipway.testkit.StubDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// An engine that hangs, goes and comes back: which of these it is, is known without anybody asking.
class DockerLinkStateIT {
    private static final DockerLink.Pace PACE = new DockerLink.Pace(Duration.ofMillis(200), Duration.ofMillis(100),
            Duration.ofMillis(500));
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    private final Tasks tasks = new Tasks();
    private StubDocker stub;
    private DockerLink link;

    @BeforeEach
    void begin() throws Exception {
        stub = StubDocker.unix(folder.resolve("d.sock"), StubAnswers.DOCKER_20_10);
        stub.on("/containers/json", 200, "[]");
        link = DockerLink.find(tasks, () -> List.of(new DockerAddress(stub.host(), "test", null)), PACE);
        assertEquals(LinkState.Kind.CONNECTED, link.settled(SOON).kind());
    }

    @AfterEach
    void end() throws IOException {
        link.close();
        tasks.close();
        stub.close();
    }

    private void becomes(LinkState.Kind kind) {
        await().atMost(SOON).until(() -> link.state().get().kind() == kind);
    }

    private void list() throws InterruptedException {
        link.call("docker ps", client -> client.listContainersCmd().exec());
    }

    private String refusal() {
        long begin = System.nanoTime();
        String code = assertThrows(StudioException.class, this::list).problem().code();
        assertTrue(System.nanoTime() - begin < 1_000_000_000L, "a call waited for an engine that is known to be away");
        return code;
    }

    @Test
    void hangsAndComesBack() throws Exception {
        stub.mode(StubDocker.Mode.NEVER_ANSWERS);
        becomes(LinkState.Kind.HUNG);
        assertEquals("docker.hung", refusal());
        stub.mode(StubDocker.Mode.ANSWERS);
        becomes(LinkState.Kind.CONNECTED);
        list();
    }

    @Test
    void goesAndComesBack() throws Exception {
        var kinds = new ArrayList<LinkState.Kind>();
        link.state().onChange(() -> kinds.add(link.state().get().kind()));
        stub.down();
        becomes(LinkState.Kind.DOWN);
        assertEquals("docker.down", refusal());
        assertEquals("20.10.24+dfsg1", Objects.requireNonNull(link.state().get().version()).version());
        stub.up();
        becomes(LinkState.Kind.CONNECTED);
        list();
        assertEquals(List.of(LinkState.Kind.DOWN, LinkState.Kind.CONNECTED), kinds);
    }

    @Test
    void anEngineThatCutsConnectionsIsDown() {
        stub.mode(StubDocker.Mode.CLOSES);
        becomes(LinkState.Kind.DOWN);
    }

    @Test
    void comesBackAsAnotherVersion() throws Exception {
        stub.down();
        becomes(LinkState.Kind.DOWN);
        stub.engine(StubAnswers.DOCKER_29);
        stub.up();
        becomes(LinkState.Kind.CONNECTED);
        assertEquals("1.44", link.version().api());
        list();
        stub.down();
        becomes(LinkState.Kind.DOWN);
        stub.engine(StubAnswers.OLD);
        stub.up();
        becomes(LinkState.Kind.REFUSED);
        assertEquals("docker.too-old", refusal());
    }

    @Test
    void aFailingCallLetsTheEngineBeLookedAtAtOnce() throws Exception {
        var slow = new DockerLink.Pace(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5));
        try (DockerLink other = DockerLink.find(tasks, () -> List.of(link.address()), slow)) {
            other.settled(SOON);
            stub.down();
            assertThrows(StudioException.class,
                    () -> other.call("docker ps", client -> client.listContainersCmd().exec()));
            await().atMost(SOON).until(() -> other.state().get().kind() == LinkState.Kind.DOWN);
            stub.up();
            other.retry();
            await().atMost(SOON).until(() -> other.state().get().kind() == LinkState.Kind.CONNECTED);
        }
    }

    @Test
    void anotherEngineIsTakenOnlyWhenAsked() throws Exception {
        try (StubDocker second = StubDocker.unix(folder.resolve("second.sock"), StubAnswers.PODMAN);
                DockerLink other = DockerLink.find(tasks, () -> List.of(link.address(),
                        new DockerAddress(second.host(), "second", null)), PACE)) {
            other.settled(SOON);
            stub.down();
            await().atMost(SOON).until(() -> other.state().get().kind() == LinkState.Kind.DOWN);
            await().during(Duration.ofSeconds(1)).atMost(SOON)
                    .until(() -> other.state().get().kind() == LinkState.Kind.DOWN);
            other.retry();
            await().atMost(SOON).until(() -> other.state().get().kind() == LinkState.Kind.CONNECTED);
            assertEquals("second", other.address().source());
        }
    }

    @Test
    void aSlowCallEndsAtItsLimitAndIsNoHungEngine() throws Exception {
        stub.on("/containers/json", out -> Thread.sleep(Duration.ofMinutes(1)));
        long begin = System.nanoTime();
        var slow = assertThrows(StudioException.class, () -> link.call("docker ps", Duration.ofMillis(300),
                client -> client.listContainersCmd().exec()));
        assertEquals("docker.hung", slow.problem().code());
        assertTrue(System.nanoTime() - begin < 2_000_000_000L);
        await().during(Duration.ofSeconds(1)).atMost(SOON)
                .until(() -> link.state().get().kind() == LinkState.Kind.CONNECTED);
    }

    @Test
    void callsThatAreNeverAnsweredLeaveNoConnection() throws Exception {
        link.close();
        try (DockerLink one = DockerLink.open(new DockerAddress(stub.host(), "test", null))) {
            stub.mode(StubDocker.Mode.NEVER_ANSWERS);
            for (int i = 0; i < 20; i++)
                assertThrows(StudioException.class, () -> one.call("docker ps", Duration.ofMillis(50),
                        client -> client.listContainersCmd().exec()));
            await().atMost(SOON).until(() -> stub.open() == 0);
        }
    }
}
