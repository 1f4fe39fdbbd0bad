package slipway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.testkit.RefusingOpener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `endpoint update` edits the mirror in the file and nothing else of it.
class EndpointUpdateCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path file;

    @BeforeEach
    void anEndpointWithAMirror() throws IOException {
        Path endpoint = Files.createDirectories(folder.resolve("endpoints/iris"));
        Files.writeString(folder.resolve("slipway.yml"), "name: test\n");
        file = Files.writeString(endpoint.resolve("endpoint.yml"), """
                name: iris
                auth_mode: key
                traffic: {blue: 100}   # all of it
                mirror_traffic: {green: 10}
                """);
        for (String name : new String[]{"blue", "green"})
            Files.writeString(endpoint.resolve(name + ".yml"), """
                    name: %s
                    endpoint_name: iris
                    model: {path: m}
                    instance_count: 1
                    """.formatted(name));
    }

    private int run(String... args) {
        String[] all = Stream.concat(Stream.of("--workspace", folder.toString(), "endpoint", "update", "iris"),
                Stream.of(args)).toArray(String[]::new);
        return CommandLineApp.run(all, RefusingOpener.all(), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    @Test
    void anEmptyMirrorIsNone() throws IOException {
        assertEquals(0, run("--mirror-traffic", ""), err::toString);
        assertFalse(Files.readString(file).contains("green"), Files.readString(file));
        assertTrue(Files.readString(file).contains("traffic: {blue: 100}   # all of it"), Files.readString(file));
        assertEquals(0, run("--mirror-traffic", "green=5"), err::toString);
        assertTrue(Files.readString(file).contains("green: 5"), Files.readString(file));
    }

    @Test
    void withTheTrafficItIsNoneToo() throws IOException {
        assertEquals(0, run("--traffic", "blue=90 green=10", "--mirror-traffic", " "), err::toString);
        assertTrue(Files.readString(file).contains("green: 10"), Files.readString(file));
        assertFalse(Files.readString(file).matches("(?s).*mirror_traffic:[^\\n]*green.*"), Files.readString(file));
    }

    @Test
    void anEmptySplitIsRefused() throws IOException {
        String before = Files.readString(file);
        assertEquals(1, run("--traffic", ""));
        assertEquals(before, Files.readString(file));
    }
}
