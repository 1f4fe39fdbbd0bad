package slipway.engine.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Bytes;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.EngineContexts;
import slipway.testkit.StubAnswers;
import slipway.testkit.StubDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Another context is taken at once, but never away from under what runs, and never one that cannot be used.
class ContextSwitchTest {
    @TempDir
    Path home;

    private final AtomicBoolean busy = new AtomicBoolean();
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
        contexts = new ContextSwitch(new DockerHosts(Map.of(), home, "Linux"), kept, busy::get,
                changes::incrementAndGet);
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
        busy.set(true);
        assertEquals("docker.context-in-use", refused("good"));
        assertEquals(null, contexts.chosen());
    }

    @Test
    void theLinkLeavesAnEngineThatStillAnswers() throws Exception {
        try (var tasks = new Tasks();
                StubDocker one = StubDocker.unix(home.resolve("one.sock"), StubAnswers.DOCKER_29);
                StubDocker other = StubDocker.unix(home.resolve("other.sock"), StubAnswers.DOCKER_25)) {
            context("one", one.host().toString());
            context("other", other.host().toString());
            kept.keep("one");
            var hosts = new DockerHosts(Map.of(), home, "Linux");
            DockerLink link = DockerLink.find(tasks, () -> hosts.candidates(kept.choice()), RemoteBox.PACE);
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
}
