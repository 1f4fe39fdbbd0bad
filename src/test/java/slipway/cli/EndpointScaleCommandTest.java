package slipway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.testkit.RefusingOpener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `endpoint scale` edits the file and nothing else of it.
class EndpointScaleCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path file;

    @BeforeEach
    void workspace() throws IOException {
        Path endpoint = Files.createDirectories(folder.resolve("endpoints/iris"));
        Files.writeString(folder.resolve("slipway.yml"), "name: test\n");
        Files.writeString(endpoint.resolve("endpoint.yml"), "name: iris\nauth_mode: key\n");
        file = Files.writeString(endpoint.resolve("blue.yml"), """
                name: blue
                endpoint_name: iris
                model: {path: m}
                instance_count: 1  # for now
                """);
    }

    private int run(String... args) {
        var all = new String[args.length + 4];
        System.arraycopy(new String[]{"--workspace", folder.toString(), "endpoint", "scale"}, 0, all, 0, 4);
        System.arraycopy(args, 0, all, 4, args.length);
        return CommandLineApp.run(all, RefusingOpener.all(), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    @Test
    void theCountIsWrittenAndTheCommentStays() throws IOException {
        assertEquals(0, run("iris/blue", "3"), err::toString);
        assertTrue(Files.readString(file).contains("instance_count: 3  # for now"), Files.readString(file));
        assertTrue(out.toString().contains("iris/blue: instance_count 3"), out::toString);
    }

    @Test
    void aPolicyIsWrittenChangedAndTakenOut() throws IOException {
        assertEquals(0, run("iris/blue", "--min", "0", "--max", "4", "--concurrency", "10"), err::toString);
        assertTrue(Files.readString(file).contains("scale: {min: 0, max: 4, concurrency: 10}"),
                Files.readString(file));
        assertEquals(0, run("iris/blue", "--zero-after", "10m"), err::toString);
        assertTrue(Files.readString(file).contains("concurrency: 10, zero_after: 10m}"), Files.readString(file));
        assertEquals(0, run("iris/blue", "--plan", "08:00=4 20:00=0"), err::toString);
        assertTrue(Files.readString(file).contains("plan: {\"08:00\": 4, \"20:00\": 0}}"), Files.readString(file));
        assertEquals(0, run("iris/blue", "--plan", ""), err::toString);
        assertTrue(Files.readString(file).contains("zero_after: 10m}"), Files.readString(file));
        assertEquals(0, run("iris/blue", "--off"), err::toString);
        assertFalse(Files.readString(file).contains("scale"), Files.readString(file));
    }

    @Test
    void aPolicyIsMadeFromTheCountThatIsSaidWithIt() throws IOException {
        assertEquals(0, run("iris/blue", "5", "--concurrency", "2"), err::toString);
        String text = Files.readString(file);
        assertTrue(text.contains("instance_count: 5  # for now"), text);
        assertTrue(text.contains("scale: {min: 1, max: 5, concurrency: 2}"), text);
        assertEquals(0, run("iris/blue", "2", "--off"), err::toString);
        assertTrue(Files.readString(file).contains("instance_count: 2  # for now"), Files.readString(file));
        assertFalse(Files.readString(file).contains("scale"), Files.readString(file));
    }

    @Test
    void whatCannotBeIsRefusedAndNothingIsWritten() throws IOException {
        String before = Files.readString(file);
        for (String[] wrong : new String[][]{{"iris"}, {"iris/blue"}, {"iris/none", "2"}, {"none/blue", "2"},
                {"iris/blue", "0"}, {"iris/blue", "--min", "5", "--max", "2"},
                {"iris/blue", "4", "--min", "5", "--max", "2"}, {"iris/blue", "--off", "--min", "2"},
                {"iris/blue", "4", "--off", "--zero-after", "5m"}, {"iris/blue", "--plan", "8=4"},
                {"iris/blue", "--plan", "08:00=2 08:00=3"}}) {
            assertEquals(1, run(wrong), String.join(" ", wrong));
        }
        assertFalse(err.toString().contains("[problem."), err::toString);
        assertEquals(before, Files.readString(file));
    }
}
