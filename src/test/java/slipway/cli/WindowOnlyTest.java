package slipway.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.testkit.RefusingOpener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The short way to the window means what the reader of all commands means.
final class WindowOnlyTest {
    @TempDir
    private Path folder;

    private final List<Object> opened = new ArrayList<>();
    private final Opener opener = RefusingOpener.but(Map.of("window", given -> opened("window", given),
            "welcome", given -> opened("welcome", given)));

    private int opened(String what, Object[] given) {
        opened.add(what + " " + given[0]);
        return 0;
    }

    @Test
    void opensWhatTheReaderOfAllCommandsWouldOpen() throws IOException {
        Path space = Files.createDirectories(folder.resolve("with space/../and more"));
        for (List<String> words : List.of(List.<String>of(), List.of("--workspace", folder.toString()),
                List.of("--workspace", space.toString()), List.of("--workspace", "."))) {
            String[] args = words.toArray(String[]::new);
            assertTrue(WindowOnly.is(args), words.toString());
            assertEquals(0, WindowOnly.open(args, opener));
            assertEquals(0, CommandLineApp.run(args, opener, new PrintWriter(new StringWriter()),
                    new PrintWriter(new StringWriter())));
            assertEquals(opened.removeLast(), opened.removeLast(), words.toString());
        }
    }

    @Test
    void leavesEverythingElseToIt() {
        for (List<String> words : List.of(List.of("doctor"), List.of("--workspace"), List.of("--workspace", "--json"),
                List.of("--workspace=x"), List.of("--help"), List.of("demo.slipway"), List.of("--json", "x"),
                List.of("--workspace", "x", "ps"))) {
            assertFalse(WindowOnly.is(words.toArray(String[]::new)), words.toString());
        }
    }

    @Test
    void saysAFailureWithWhatWhyAndWhatToDo() {
        var refusing = RefusingOpener.but(Map.of("window", given -> {
            throw StudioException.of("cli.demo-engine", "moon");
        }));
        PrintStream before = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertEquals(1, WindowOnly.open(new String[]{"--workspace", "x"}, refusing));
        } finally {
            System.setErr(before);
        }
        List<String> lines = said.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(3, lines.size());
        assertTrue(lines.getFirst().contains("moon"), lines.toString());
    }
}
