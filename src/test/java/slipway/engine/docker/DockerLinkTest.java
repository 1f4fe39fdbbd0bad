package slipway.engine.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.testkit.StubAnswers;
import slipway.testkit.StubDocker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The handshake with engines old and new, and the search among several.
class DockerLinkTest {
    private static final DockerLink.Pace PACE = new DockerLink.Pace(Duration.ofMillis(50), Duration.ofMillis(20),
            Duration.ofMillis(200));
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final Tasks tasks = new Tasks();

    @AfterEach
    void end() {
        tasks.close();
    }

    private static DockerAddress at(StubDocker stub) {
        return new DockerAddress(stub.host(), "test", null);
    }

    private StubDocker stub(StubAnswers engine) throws IOException {
        return StubDocker.unix(folder.resolve(engine + ".sock"), engine);
    }

    @ParameterizedTest
    @CsvSource({"DOCKER_20_10, 1.41", "DOCKER_25, 1.44", "DOCKER_29, 1.44", "FUTURE, 1.50", "PODMAN, 1.41"})
    void speaksTheNewestVersionThatBothKnow(StubAnswers engine, String api) throws Exception {
        try (StubDocker stub = stub(engine); DockerLink link = DockerLink.open(at(stub))) {
            assertEquals(api, link.version().api());
            stub.on("/containers/json", 200, "[]");
            assertEquals(List.of(), link.call("docker ps", client -> client.listContainersCmd().exec()));
            assertTrue(stub.requests().containsAll(List.of("GET - /_ping", "GET - /version",
                    "GET " + api + " /containers/json")), stub.requests().toString());
            try (var info = link.raw(Method.GET, "/info", null)) {
                assertEquals(200, info.getStatusCode());
            }
        }
    }

    @Test
    void tcpIsSpokenToo() throws Exception {
        try (StubDocker stub = StubDocker.tcp(StubAnswers.DOCKER_29); DockerLink link = DockerLink.open(at(stub))) {
            assertEquals("29.0.2", link.version().version());
        }
    }

    @Test
    void podmanIsKnownByItsHeaderAndItsDifferencesAreSaid() throws Exception {
        try (StubDocker podman = stub(StubAnswers.PODMAN);
                StubDocker docker = stub(StubAnswers.DOCKER_20_10);
                DockerLink one = DockerLink.open(at(podman));
                DockerLink other = DockerLink.open(at(docker))) {
            assertTrue(one.version().podman());
            assertEquals(5, one.version().differences().size());
            assertFalse(other.version().podman());
            assertEquals(List.of(), other.version().differences());
        }
    }

    @ParameterizedTest
    @CsvSource({"OLD, docker.too-old", "NEW_MAJOR, docker.too-new"})
    void anEngineWithoutACommonVersionIsRefused(StubAnswers engine, String code) throws Exception {
        try (StubDocker stub = stub(engine)) {
            DockerLink link = DockerLink.find(tasks, () -> List.of(at(stub)), PACE);
            LinkState state = link.settled(SOON);
            assertEquals(LinkState.Kind.REFUSED, state.kind());
            assertEquals(code, Objects.requireNonNull(state.problem()).code());
            assertEquals(code, refusal(link).code());
            link.close();
        }
    }

    private static Problem refusal(DockerLink link) {
        return assertThrows(StudioException.class,
                () -> link.call("docker ps", client -> client.listContainersCmd().exec())).problem();
    }

    @Test
    void whatIsNoEngineIsSaid() throws Exception {
        try (StubDocker stub = stub(StubAnswers.DOCKER_25)) {
            stub.on("/version", 200, "<html>");
            assertEquals("docker.no-engine-answer", assertThrows(StudioException.class,
                    () -> DockerLink.open(at(stub))).problem().code());
            stub.on("/_ping", 503, "{\"message\":\"Docker Desktop is starting\"}");
            Problem problem = assertThrows(StudioException.class, () -> DockerLink.open(at(stub))).problem();
            assertTrue(problem.why().contains("Docker Desktop is starting"), problem.why());
        }
    }

    @Test
    void theFirstThatAnswersIsTakenAndTheOthersAreRemembered() throws Exception {
        var gone = new DockerAddress(java.net.URI.create("unix://" + folder.resolve("none.sock")), "first", null);
        try (StubDocker old = stub(StubAnswers.OLD); StubDocker good = stub(StubAnswers.DOCKER_25)) {
            DockerLink link = DockerLink.find(tasks, () -> List.of(gone, at(old), at(good)), PACE);
            LinkState state = link.settled(SOON);
            assertEquals(LinkState.Kind.CONNECTED, state.kind());
            assertEquals(at(good), link.address());
            assertEquals(List.of("docker.not-there", "docker.too-old", "-"), state.tried().stream()
                    .map(one -> one.problem() == null ? "-" : one.problem().code()).toList());
            link.close();
        }
    }

    @Test
    void ofManyThatFailTheOneThatIsThereIsTheReason() throws Exception {
        var gone = new DockerAddress(java.net.URI.create("unix://" + folder.resolve("none.sock")), "first", null);
        try (StubDocker old = stub(StubAnswers.OLD)) {
            DockerLink link = DockerLink.find(tasks, () -> List.of(gone, at(old)), PACE);
            assertEquals("docker.too-old", Objects.requireNonNull(link.settled(SOON).problem()).code());
            link.close();
        }
        DockerLink link = DockerLink.find(tasks, () -> List.of(gone, gone), PACE);
        assertEquals(Problem.of("docker.none", 2), link.settled(SOON).problem());
        assertEquals(LinkState.Kind.DOWN, link.state().get().kind());
        link.close();
    }

    @Test
    void aWrongConfigurationIsRefusedWithItsReason() throws Exception {
        var hosts = new DockerHosts(java.util.Map.of("DOCKER_CONTEXT", "gone"), folder, "Linux");
        DockerLink link = DockerLink.find(tasks, hosts::candidates, PACE);
        assertEquals("docker.context-missing", Objects.requireNonNull(link.settled(SOON).problem()).code());
        assertEquals(LinkState.Kind.REFUSED, link.state().get().kind());
        assertEquals("docker.context-missing", refusal(link).code());
        link.close();
    }

    @Test
    void callsAreNoted() throws Exception {
        try (StubDocker stub = stub(StubAnswers.DOCKER_25); DockerLink link = DockerLink.open(at(stub))) {
            stub.on("/containers/json", 200, "[]");
            stub.on("/containers/x/json", 404, "{\"message\":\"No such container: x\"}");
            link.call("docker ps", client -> client.listContainersCmd().exec());
            assertThrows(StudioException.class,
                    () -> link.call("docker inspect x", client -> client.inspectContainerCmd("x").exec()));
            List<EngineCalls.Call> calls = link.calls().all().get();
            assertEquals("docker.no-such-container", calls.getFirst().failed());
            assertEquals("docker ps", calls.getLast().what());
            assertEquals(null, calls.getLast().failed());
            assertTrue(calls.getLast().nanos() > 0);
        }
    }

    @Test
    void rawRequestsFailAsCallsDo() throws Exception {
        try (StubDocker stub = stub(StubAnswers.DOCKER_25); DockerLink link = DockerLink.open(at(stub))) {
            stub.down();
            assertEquals("docker.down", assertThrows(StudioException.class, () -> link.noted("docker load", () -> {
                link.raw(Method.POST, "/images/load", null).close();
                return "";
            })).problem().code());
            assertEquals("docker load", link.calls().all().get().getFirst().what());
            assertEquals("docker.down", link.calls().all().get().getFirst().failed());
        }
    }

    @Test
    void anInterruptedCallEndsAsInterrupted() throws Exception {
        try (StubDocker stub = stub(StubAnswers.DOCKER_25); DockerLink link = DockerLink.open(at(stub))) {
            stub.mode(StubDocker.Mode.NEVER_ANSWERS);
            var end = new java.util.concurrent.CompletableFuture<String>();
            Tasks.Task task = tasks.quiet("raw", progress -> {
                try {
                    link.raw(Method.GET, "/info", null).close();
                } catch (InterruptedException | StudioException e) {
                    end.complete(e.getClass().getSimpleName());
                }
            });
            org.awaitility.Awaitility.await().until(() -> stub.requests().contains("GET 1.44 /info"));
            task.cancel();
            assertEquals("InterruptedException", end.get(10, java.util.concurrent.TimeUnit.SECONDS));
        }
    }
}
