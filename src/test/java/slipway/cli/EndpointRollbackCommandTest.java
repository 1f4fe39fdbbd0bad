package slipway.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Tasks;
import slipway.store.RunFile;
import slipway.testkit.RefusingOpener;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `endpoint rollback` against a studio that the test plays.
class EndpointRollbackCommandTest {
    private static final RunFile.Past PAST = new RunFile.Past(false, 2, "sha256:77aa", "iris 1 · OCI Data Science",
            List.of("MODE"), 4);

    private static final Opener NOBODY = RefusingOpener.all();

    @TempDir
    Path root;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        var all = Stream.concat(Stream.of("--workspace", root.toString(), "endpoint", "rollback"),
                Stream.of(arguments)).toArray(String[]::new);
        return CommandLineApp.run(all, NOBODY, new PrintWriter(out), new PrintWriter(err));
    }

    private void runs(RunFile.@Nullable Past past) {
        ProcessHandle self = ProcessHandle.current();
        new RunFile(self.pid(), self.info().startInstant().orElseThrow().toEpochMilli(), List.of(),
                List.of(new RunFile.DeploymentRun("iris", "blue", "ready", "http://127.0.0.1:2", "swarm", List.of(), 3,
                        0, 0, null, null, null, null, past)))
                .write(root.resolve(".slipway"));
    }

    private Optional<Path> asked() throws Exception {
        Path folder = root.resolve(".slipway/asks");
        if (!Files.isDirectory(folder)) return Optional.empty();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> each.toString().endsWith(".back.json")).findFirst();
        }
    }

    private int answered(String said, String... arguments) throws Exception {
        Future<Integer> status = Tasks.beside("rollback", () -> run(arguments));
        await().until(() -> asked().isPresent());
        Path ask = asked().orElseThrow();
        assertEquals("{\"deployment\":\"iris/blue\",\"revision\":2}", Files.readString(ask));
        Files.writeString(ask.resolveSibling(ask.getFileName() + ".said.json"), said);
        int code = status.get(20, TimeUnit.SECONDS);
        assertFalse(Files.exists(ask));
        return code;
    }

    @Test
    void itSaysToWhatAndHowItEnded() throws Exception {
        runs(PAST);
        assertEquals(0, answered("{\"state\":\"DONE\",\"step\":\"\"}", "iris/blue"));
        assertEquals("""
                iris/blue goes back from revision 3 to revision 2:
                  iris 1 · OCI Data Science
                  image sha256:77aa
                  variables MODE
                  4 replicas
                iris/blue went back to revision 2. Its file says otherwise, and is not followed until it is changed.
                """, out.toString());
    }

    @Test
    void aVersionThatIsNotHealthyEitherIsAFailure() throws Exception {
        runs(PAST);
        assertEquals(1, answered(
                "{\"state\":\"FAILED\",\"step\":\"\",\"what\":\"not back\",\"why\":\"it ended\",\"fix\":\"mend it\"}",
                "--json", "iris/blue"));
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertEquals("failed", json.path("state").asString());
        assertEquals("it ended", json.path("problem").path("why").asString());
        assertEquals(List.of(3, 2, 4), List.of(json.path("from").asInt(), json.path("to").asInt(), json.path("replicas")
                .asInt()));
    }

    @Test
    void shownItIsNotAsked() throws Exception {
        runs(PAST);
        assertEquals(0, run("--show", "iris/blue"));
        assertTrue(out.toString().contains("to revision 2"));
        assertEquals(Optional.empty(), asked());
    }

    @Test
    void withoutAnythingBeforeOrNameItIsRefused() {
        runs(null);
        assertEquals(1, run("iris/blue"));
        assertTrue(err.toString().startsWith("iris/blue has nothing to go back to"), err.toString());
        assertEquals(1, run("iris/green"));
        assertTrue(err.toString().contains("No deployment iris/green is listed"), err.toString());
        assertEquals(1, run("iris"));
    }
}
