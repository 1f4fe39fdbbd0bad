package slipway.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReversibleFilesTest {
    private final Map<String, String> files = new LinkedHashMap<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void three() {
        files.put("endpoint.yml", "name: iris\n");
        files.put("deep/er/blue.yml", "name: blue\n");
        files.put("run.sh", "true\n");
    }

    @Test
    void writesAllAndTakesThemBack() throws Exception {
        Files.writeString(folder.resolve("endpoint.yml"), "mine\n");
        Files.writeString(folder.resolve("run.sh"), "true\n");
        assertEquals(List.of("endpoint.yml"), ReversibleFiles.replaced(folder, files));
        ReversibleFiles saved = ReversibleFiles.write(folder, files, true);
        assertEquals(3, saved.count());
        assertTrue(saved.overwrote());
        assertEquals("name: blue\n", Files.readString(folder.resolve("deep/er/blue.yml")));
        assertEquals(List.of(), ReversibleFiles.replaced(folder, files));
        assertEquals(List.of(), saved.undo());
        assertEquals("mine\n", Files.readString(folder.resolve("endpoint.yml")));
        assertEquals("true\n", Files.readString(folder.resolve("run.sh")));
        assertFalse(Files.exists(folder.resolve("deep")));
    }

    @Test
    void whatWasChangedSinceStays() throws Exception {
        ReversibleFiles saved = ReversibleFiles.write(folder, files, true);
        Files.writeString(folder.resolve("deep/er/blue.yml"), "edited\n");
        Files.writeString(folder.resolve("deep/note.txt"), "mine\n");
        Files.delete(folder.resolve("run.sh"));
        assertEquals(List.of(folder.resolve("deep/er/blue.yml")), saved.undo());
        assertEquals("edited\n", Files.readString(folder.resolve("deep/er/blue.yml")));
        assertEquals("mine\n", Files.readString(folder.resolve("deep/note.txt")));
        assertFalse(Files.exists(folder.resolve("endpoint.yml")));
    }

    @Test
    void oneThatFailsLeavesEverythingAsItWas() throws Exception {
        Files.writeString(folder.resolve("endpoint.yml"), "mine\n");
        Files.createDirectories(folder.resolve("run.sh/in-the-way"));
        assertEquals(List.of("endpoint.yml", "run.sh"), ReversibleFiles.replaced(folder, files));
        var refused = assertThrows(StudioException.class, () -> ReversibleFiles.write(folder, files, true));
        assertEquals("store.write-failed", refused.problem().code());
        assertEquals("mine\n", Files.readString(folder.resolve("endpoint.yml")));
        assertFalse(Files.exists(folder.resolve("deep")));
    }

    @Test
    void aFolderIsMadeAndGoesAgain() throws Exception {
        Path made = folder.resolve("a/b");
        ReversibleFiles saved = ReversibleFiles.write(made, files, true);
        assertTrue(Files.isRegularFile(made.resolve("run.sh")));
        assertFalse(saved.overwrote());
        assertEquals(List.of(), saved.undo());
        assertFalse(Files.exists(folder.resolve("a")));
    }

    @Test
    void anInterruptionLeavesEverythingAsItWas() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> ReversibleFiles.write(folder, files, true));
        assertFalse(Files.exists(folder.resolve("endpoint.yml")));
    }

    @Test
    void nothingIsReplacedUnasked() throws Exception {
        Files.writeString(folder.resolve("run.sh"), "mine\n");
        var refused = assertThrows(StudioException.class, () -> ReversibleFiles.write(folder, files, false));
        assertEquals("store.exists", refused.problem().code());
        assertFalse(Files.exists(folder.resolve("endpoint.yml")), "written although another is refused");
        Files.delete(folder.resolve("run.sh"));
        assertEquals(List.of("endpoint.yml", "deep/er/blue.yml", "run.sh"), ReversibleFiles.write(folder, files, false)
                .files().stream().map(each -> folder.relativize(each).toString()).toList());
    }

    @Test
    void noPathLeadsOutAlsoOverALink() throws Exception {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.createSymbolicLink(inside.resolve("link"), folder);
        Files.createSymbolicLink(inside.resolve("file"), folder.resolve("target"));
        for (String path : List.of("../x", "/tmp/x", "a/../../x", "link/x", "file", ""))
            assertEquals("store.outside",
                    assertThrows(StudioException.class, () -> ReversibleFiles.write(inside, Map.of(
                            path, "text"), true), path).problem().code());
        assertFalse(Files.exists(folder.resolve("x")));
        assertFalse(Files.exists(folder.resolve("target")));
    }
}
