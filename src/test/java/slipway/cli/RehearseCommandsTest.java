package slipway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.testkit.Covers;
import slipway.testkit.RefusingOpener;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `rehearse health|update|memory|concurrency|replicas`: results, exit codes and what goes where.
class RehearseCommandsTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return CommandLineApp.run(args, RefusingOpener.all(), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    @AfterEach
    void everyTextIsThere() {
        assertFalse((out + "" + err).contains("[rehearse.") || (out + "" + err).contains("[cli."), out + "" + err);
    }

    private JsonNode said() {
        return JsonMapper.shared().readTree(out.toString());
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    @Covers({"A039", "A044"})
    void healthNamesTheMomentOfEachPlatform() {
        assertEquals(1, run("rehearse", "health", "--contract", "oci-byoc,oci-local,kubernetes", "--trace",
                "ready=40,dead=601"));
        assertTrue(out.toString().contains("oci-byoc    called dead"), out::toString);
        assertTrue(out.toString().contains("11:30.1"), out::toString);
        assertTrue(out.toString().contains("marked unhealthy"), out::toString);
        assertEquals(0, run("rehearse", "health", "--contract", "oci-byoc", "--trace", "ready=40", "--probes"));
        assertTrue(out.toString().contains("10:00  "), out::toString);
    }

    @Test
    void healthReadsAFileAndAPolicyOfOnesOwnForScripts() throws IOException {
        String trace = file("trace.json", "[{\"at\": 0, \"answer\": \"none\"}]");
        assertEquals(1, run("--json", "rehearse", "health", "--trace", trace, "--policy", "20s/10s/1s/2/1m"));
        JsonNode own = said().path("platforms").valueStream().filter(each -> each.path("id").asString().equals("own"))
                .findFirst().orElseThrow();
        assertEquals("dead", own.path("verdict").asString());
        assertEquals(30, own.path("givenUp").asDouble());
        assertEquals(2, own.path("probes").path(1).path("streak").asInt());
        assertEquals("oci-byoc", said().path("platforms").path(0).path("id").asString());
    }

    @Test
    void wrongInputIsSaidInThreeLines() {
        for (String[] wrong : new String[][]{{"rehearse", "health", "--trace", "sleepy=4"},
                {"rehearse", "health", "--trace", "ready=1", "--contract", "x"},
                {"rehearse", "health", "--trace", "/no/such/file"},
                {"rehearse", "memory", "--copy", "1GB", "--shape", "VM.Huge"},
                {"rehearse", "memory", "--copy", "1GB"},
                {"rehearse", "concurrency", "--qps", "0", "--seconds", "1"}}) {
            assertEquals(1, run(wrong), () -> String.join(" ", wrong));
            assertEquals(3, err.toString().strip().lines().count(), err::toString);
        }
        assertEquals(2, run("rehearse"));
        assertEquals(2, run("rehearse", "health"));
        assertEquals(2, run("rehearse", "memory", "--copy", "much"));
    }

    @Test
    @Covers({"A065", "A067"})
    void theDocumentsExampleIsMendedRehearsedAndWritten() throws IOException {
        String current = file("current.json", Sources.read("src/test/resources/rehearse/oci-current.json"));
        String patch = file("patch.json", """
                {"serverPort": "2000", "environmentVariables": {"x": "y"}, "entrypoint": []}""");
        Path written = folder.resolve("after.json");
        assertEquals(1, run("rehearse", "update", "--current", current, "--patch", patch));
        assertTrue(err.toString().contains("Line 22, column 8: a comma is missing."), err::toString);
        assertTrue(out.toString().contains("+      ],"), out::toString);
        assertEquals(0, run("rehearse", "update", "--current", current, "--patch", patch, "--mend", "--write",
                written.toString()), err::toString);
        assertTrue(out.toString().contains("LOST  environmentVariables: a"), out::toString);
        assertTrue(Files.readString(written).contains("\"serverPort\" : 2000"));
        assertEquals(0, run("--json", "rehearse", "update", "--current", written.toString(), "--patch", patch));
        assertEquals("no-change", said().path("verdict").asString());
    }

    @Test
    @Covers({"A070", "A073"})
    void aRefusedUpdateIsNotWrittenAndNothingIsNoChange() throws IOException {
        String current = file("current.json", "{\"image\": \"I\", \"imageDigest\": \"D\"}");
        Path written = folder.resolve("after.json");
        assertEquals(1, run("--json", "rehearse", "update", "--current", current, "--patch",
                file("clear.json", "{\"image\": \"\"}"), "--write", written.toString()));
        assertEquals("refused", said().path("verdict").asString());
        assertEquals("image-clear", said().path("lints").path(0).path("rule").asString());
        assertFalse(Files.exists(written));
        assertEquals(0, run("rehearse", "update", "--current", current, "--patch",
                file("none.json", "{\"environmentConfigurationDetails\": {}}")));
        assertTrue(err.toString().contains("No change."), err::toString);
    }

    @Test
    void aBrokenFileIsADocumentForScripts() throws IOException {
        assertEquals(1, run("--json", "rehearse", "update", "--current", file("c.json", "{\"image\": \"I\""), "--patch",
                file("p.json", "{}")));
        assertEquals(1, said().path("broken").path("line").asInt());
        assertTrue(said().path("broken").path("mended").asString().endsWith("}"), out::toString);
    }

    @Test
    @Covers({"A096", "A097", "A099", "A144"})
    void memoryShowsEveryTerm() {
        assertEquals(0, run("rehearse", "memory", "--copy", "5GB", "--base", "1GB", "--shape", "VM.Standard2.4",
                "--host", "16GiB"), err::toString);
        assertTrue(out.toString().contains("copies of the model  8      5.00 GB  40.0 GB"), out::toString);
        assertTrue(out.toString().contains("An instance needs 45.1 GB of 60.0 GB: fits"), out::toString);
        assertTrue(out.toString().contains("45.1 GB of 17.2 GB on this machine: too much"), out::toString);
        assertEquals(1, run("--json", "rehearse", "memory", "--copy", "8GB", "--ocpus", "4", "--memory", "60GB",
                "--headroom", "0", "--replicas", "2"));
        assertEquals("too-much", said().path("fit").asString());
        assertEquals(8, said().path("copies").asInt());
        assertEquals(4, said().path("splits").size());
        assertEquals("fits", said().path("workloads").path(2).path("fit").asString());
    }

    @Test
    @Covers("A165")
    void replicasAreAsManyAsKeepTheWaitShort() {
        assertEquals(0, run("rehearse", "replicas", "--qps", "100", "--seconds", "0.1", "--wait", "0.05"));
        assertTrue(out.toString().contains("14 replicas keep p95 of the wait within 50"), out::toString);
        assertEquals(0, run("--json", "rehearse", "replicas", "--qps", "100", "--seconds", "0.1", "--wait", "0.05"));
        assertEquals(14, said().path("replicas").asInt());
        assertEquals(1, run("rehearse", "replicas", "--qps", "1000", "--seconds", "0.1"));
        assertTrue(out.toString().contains("50 replicas cannot keep up"), out::toString);
    }

    @Test
    @Covers({"A165", "A185"})
    void concurrencyIsQpsTimesSeconds() {
        assertEquals(0, run("rehearse", "concurrency", "--qps", "40", "--seconds", "0.1", "--p95", "0.12",
                "--per-instance", "1"), err::toString);
        assertTrue(out.toString().contains("= 5 at once"), out::toString);
        assertTrue(out.toString().contains("Medium"), out::toString);
        assertEquals(1, run("--json", "rehearse", "concurrency", "--qps", "65", "--seconds", "1"));
        assertEquals(78, said().path("azureReserved").asInt());
        assertTrue(said().path("databricksSize").isMissingNode());
    }
}
