package slipway.engine.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Bytes;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.EngineContexts;
import slipway.engine.EngineInfo;
import slipway.engine.Instance;
import slipway.testkit.StubAnswers;
import slipway.testkit.StubDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Another context is taken at once, but never away from under what runs, and never one that cannot be used.
class ContextSwitchTest {
    @TempDir
    Path home;

    private final AtomicInteger changes = new AtomicInteger();
    private final Kept kept = new Kept();
    private ContextSwitch contexts;

    private static final class Kept implements ContextKeep {
        private @Nullable String name;

        @Override
        public ContextChoice choice() {
            return new ContextChoice(name, "test");
        }

        @Override
        public void keep(@Nullable String chosen) {
            name = chosen;
        }
    }

    @BeforeEach
    void open() throws IOException {
        context("good", "unix:///run/good.sock");
        context("bad", "ftp://x");
        contexts = new ContextSwitch(new DockerHosts(Map.of(), home, "Linux"), kept);
        contexts.lead(changes::incrementAndGet);
    }

    private void context(String name, String host) throws IOException {
        Path folder = home.resolve(".docker/contexts/meta").resolve(Bytes.utf8(name).sha256());
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("meta.json"),
                "{\"Name\":\"" + name + "\",\"Endpoints\":{\"docker\":{\"Host\":\"" + host + "\"}}}");
    }

    private String refused(String name) {
        String code = assertThrows(StudioException.class, () -> contexts.choose(name)).problem().code();
        assertEquals(0, changes.get());
        return code;
    }

    @Test
    void oneThatCanBeUsedIsTaken() {
        assertEquals(List.of("default", "bad", "good"),
                contexts.all().stream().map(EngineContexts.Context::name).toList());
        contexts.choose("good");
        assertEquals("good", contexts.chosen());
        contexts.choose("default");
        contexts.choose(null);
        assertEquals(3, changes.get());
    }

    @Test
    void nothingElseIs() {
        assertEquals("docker.scheme-unknown", refused("bad"));
        assertEquals("docker.context-missing", refused("gone"));
        EngineUses.Use use = contexts.uses().begin();
        assertEquals("docker.context-in-use", refused("good"));
        assertEquals(null, contexts.chosen());
        use.close();
        use.close();
        assertFalse(contexts.uses().any());
        contexts.choose("good");
    }

    @Test
    void whoBeginsDuringAChangeWaitsForItsEnd() throws Exception {
        var begun = new AtomicReference<@Nullable Future<Boolean>>();
        contexts.lead(() -> begun.set(Tasks.beside("begin", () -> {
            contexts.uses().begin();
            return contexts.chosen() != null;
        })));
        contexts.lead(() -> assertThrows(TimeoutException.class,
                () -> Objects.requireNonNull(begun.get()).get(200, TimeUnit.MILLISECONDS)));
        contexts.choose("good");
        assertTrue(Objects.requireNonNull(begun.get()).get(10, TimeUnit.SECONDS));
        assertTrue(contexts.uses().any());
    }

    @Test
    void theLinkLeavesAnEngineThatStillAnswers() throws Exception {
        try (var tasks = new Tasks();
                StubDocker one = StubDocker.unix(home.resolve("one.sock"), StubAnswers.DOCKER_29);
                StubDocker other = StubDocker.unix(home.resolve("other.sock"), StubAnswers.DOCKER_25)) {
            context("one", one.host().toString());
            context("other", other.host().toString());
            kept.keep("one");
            DockerLink link = DockerLink.find(tasks, contexts, RemoteBox.PACE);
            await().until(() -> link.state().get().connected());
            kept.keep("other");
            link.search();
            await().until(() -> link.state().get().connected() && link.address().source().equals("context other"));
            kept.keep("gone");
            link.search();
            await().until(() -> !link.state().get().connected());
            assertEquals("docker.context-missing", Objects.requireNonNull(link.state().get().problem()).code());
            assertTrue(assertThrows(StudioException.class, () -> link.call("docker ps", client -> true)).problem()
                    .code().equals("docker.context-missing"), "nothing goes to the engine of before");
        }
    }

    @Test
    void fromTheChoiceOnNothingGoesToTheEngineOfBefore() throws Exception {
        var answers = new CountDownLatch(1);
        try (var tasks = new Tasks();
                StubDocker one = StubDocker.unix(home.resolve("one.sock"), StubAnswers.DOCKER_29);
                StubDocker slow = StubDocker.unix(home.resolve("slow.sock"), StubAnswers.DOCKER_25)) {
            slow.on("/_ping", out -> {
                answers.await();
                StubDocker.respond(out, 200, "", "OK");
            });
            context("one", one.host().toString());
            context("slow", slow.host().toString());
            kept.keep("one");
            DockerLink link = DockerLink.find(tasks, contexts, RemoteBox.PACE);
            contexts.lead(link::search);
            await().until(() -> link.state().get().connected());
            contexts.choose("slow");
            assertEquals("docker.searching", assertThrows(StudioException.class,
                    () -> link.call("docker ps", client -> client.listContainersCmd().exec())).problem().code());
            assertEquals("docker.searching", assertThrows(StudioException.class, link::use).problem().code());
            assertFalse(contexts.uses().any());
            answers.countDown();
            await().until(() -> link.state().get().connected());
            assertEquals("context slow", link.address().source());
            assertEquals(List.of(), one.requests().stream().filter(each -> each.endsWith("/containers/json")).toList());
        }
    }

    @Test
    void whatASearchOfBeforeFindsIsNotTaken() throws Exception {
        var asked = new CountDownLatch(1);
        var answers = new CountDownLatch(1);
        try (var tasks = new Tasks();
                StubDocker slow = StubDocker.unix(home.resolve("slow.sock"), StubAnswers.DOCKER_25);
                StubDocker other = StubDocker.unix(home.resolve("other.sock"), StubAnswers.DOCKER_29)) {
            slow.on("/_ping", out -> {
                asked.countDown();
                answers.await();
                StubDocker.respond(out, 200, "", "OK");
            });
            context("slow", slow.host().toString());
            context("other", other.host().toString());
            kept.keep("slow");
            DockerLink link = DockerLink.find(tasks, contexts, RemoteBox.PACE);
            contexts.lead(link::search);
            var connected = new CopyOnWriteArrayList<String>();
            link.state().onChange(() -> {
                LinkState now = link.state().get();
                if (now.connected()) connected.add(Objects.requireNonNull(now.address()).source());
            });
            assertTrue(asked.await(10, TimeUnit.SECONDS));
            contexts.choose("other");
            answers.countDown();
            await().until(() -> connected.equals(List.of("context other")));
        }
    }

    @Test
    void whatIsUsedIsComeBackToAndNoOther() throws Exception {
        try (var tasks = new Tasks();
                StubDocker one = StubDocker.unix(home.resolve("one.sock"), StubAnswers.DOCKER_29);
                StubDocker other = StubDocker.unix(home.resolve("other.sock"), StubAnswers.DOCKER_25);
                DockerLink link = DockerLink.find(tasks, () -> List.of(new DockerAddress(one.host(), "one", null),
                        new DockerAddress(other.host(), "other", null)), RemoteBox.PACE)) {
            await().until(() -> link.state().get().connected());
            EngineUses.Use use = link.use();
            one.down();
            await().until(() -> !link.state().get().connected());
            int looks = link.calls().all().get().size();
            link.retry();
            await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(10))
                    .until(() -> !link.state().get().connected());
            assertEquals(looks, link.calls().all().get().size());
            use.close();
            link.retry();
            await().until(() -> link.state().get().connected());
            assertEquals("other", link.address().source());
        }
    }

    @Test
    void whatIsBuiltOrMovedIsAUse() throws Exception {
        try (var tasks = new Tasks();
                StubDocker one = StubDocker.unix(home.resolve("one.sock"), StubAnswers.DOCKER_25)) {
            context("one", one.host().toString());
            kept.keep("one");
            DockerLink link = DockerLink.find(tasks, contexts, RemoteBox.PACE);
            await().until(() -> link.state().get().connected());
            var images = new DockerImages(link);
            one.on("/images/get", out -> {
                StubDocker.begin(out);
                StubDocker.chunk(out, "tar".getBytes(StandardCharsets.US_ASCII));
                try {
                    assertEquals("docker.context-in-use", refused("good"));
                    StubDocker.chunk(out, "tar".getBytes(StandardCharsets.US_ASCII));
                } finally {
                    StubDocker.chunk(out, new byte[0]);
                }
            });
            images.save(List.of("iris:1"), home.resolve("iris.tar"), Progress.NONE);
            assertEquals("tartar", Files.readString(home.resolve("iris.tar")));
            contexts.choose("good");
        }
    }

    @Test
    void theSwarmGoesWithDockerAndKeepsItWhileItRunsServices() throws Exception {
        try (var tasks = new Tasks();
                StubManager manager = StubManager.open(home.resolve("manager.sock"));
                StubDocker alone = StubDocker.unix(home.resolve("alone.sock"), StubAnswers.DOCKER_25)) {
            context("swarm", manager.host().toString());
            context("alone", alone.host().toString());
            kept.keep("swarm");
            try (var docker = new DockerEngine(DockerLink.find(tasks, contexts, RemoteBox.PACE),
                    new ContainerLabels("w", ""), tasks, contexts);
                    var swarm = SwarmEngine.find(new ContainerLabels("w", ""), contexts, RemoteBox.PACE, tasks)) {
                await().until(() -> docker.info().available() && swarm.info().available());
                Instance service = swarm.launch(OwnEngine.script("true"), Progress.NONE);
                assertEquals("docker.context-in-use", refused("alone"));
                service.stop(Duration.ZERO);
                contexts.choose("alone");
                assertFalse(swarm.info().available() || docker.info().available(), "at once");
                assertEquals(List.of(), swarm.swarm().get().nodes());
                await().until(() -> docker.info().available() && swarm.info().state() == EngineInfo.State.DOWN);
                assertEquals("swarm.none", assertThrows(StudioException.class,
                        () -> swarm.launch(OwnEngine.script("true"), Progress.NONE)).problem().code());
            }
        }
    }
}
