package slipway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.testkit.ImportProcess;
import slipway.testkit.RefusingOpener;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `catalog import` copies, links or moves, and says where an earlier import had come to.
class CatalogImportCommandTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;
    private Path source;
    private Path workspace;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void plant() throws IOException {
        workspace = Files.createDirectory(folder.resolve("ws"));
        source = Files.createDirectory(folder.resolve("iris"));
        for (String name : List.of("MLmodel", "model.onnx"))
            Files.copy(Sources.base().resolve("sample-models/iris/2").resolve(name), source.resolve(name));
    }

    @Test
    void copiesIntoTheWorkspaceAndKnowsWhatIsThere() {
        assertEquals(0, run("catalog", "import", source.toString()), err::toString);
        assertTrue(out.toString().startsWith("Imported iris"), out::toString);
        out.getBuffer().setLength(0);
        assertEquals(0, run("--json", "catalog", "import", source.toString()), err::toString);
        JsonNode said = JsonMapper.shared().readTree(out.toString());
        assertFalse(said.get("imported").asBoolean());
        assertEquals(0, said.get("resumedBytes").asLong());
        assertTrue(Path.of(said.get("path").asString()).startsWith(workspace), said::toString);
        assertTrue(Files.exists(source));
    }

    @Test
    void linksAndMovesIntoAnotherRoot() throws IOException {
        Path root = folder.resolve("other");
        assertEquals(2, run("catalog", "import", source.toString(), "--link", "--move"));
        assertEquals(0, run("catalog", "import", source.toString(), "--link", "--into", root.toString()),
                err::toString);
        assertEquals(Files.getAttribute(source.resolve("MLmodel"), "unix:ino"), Files.getAttribute(root.resolve(
                "iris/MLmodel"), "unix:ino"));
        Path moved = folder.resolve("moved");
        assertEquals(0, run("catalog", "import", source.toString(), "--move", "--into", moved.toString()),
                err::toString);
        assertFalse(Files.exists(source));
        assertTrue(Files.exists(moved.resolve("iris/MLmodel")));
    }

    @Test
    void saysThatItGoesOnWithWhatWasCopied() throws IOException {
        Path root = folder.resolve("other");
        try (var file = new RandomAccessFile(source.resolve("weights.bin").toFile(), "rw")) {
            file.setLength(4L * MIB);
        }
        try (ImportProcess killed = ImportProcess.start(source, root, 3L * MIB)) {
            killed.copied();
            assertEquals(1, run("catalog", "import", source.toString(), "--into", root.toString()));
            assertTrue(err.toString().contains("This is being imported already"), err::toString);
        }
        assertEquals(0, run("--json", "catalog", "import", source.toString(), "--into", root.toString()),
                err::toString);
        assertTrue(err.toString().contains("Copying iris, going on after the "), err::toString);
        assertTrue(JsonMapper.shared().readTree(out.toString()).get("resumedBytes").asLong() >= 2L * MIB,
                out::toString);
    }

    private int run(String... args) {
        var all = new ArrayList<>(List.of("--workspace", workspace.toString()));
        all.addAll(List.of(args));
        return CommandLineApp.run(all.toArray(String[]::new), RefusingOpener.all(), new PrintWriter(out, true),
                new PrintWriter(err, true));
    }
}
