package slipway.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

class WorkspaceLooksTest {
    @TempDir
    private Path root;

    private Path endpoint;
    private Path blue;
    private WorkspaceLooks looks;
    private List<Object> before;

    @BeforeEach
    void write() throws IOException {
        endpoint = root.resolve("endpoints/iris");
        Files.createDirectories(endpoint);
        Files.writeString(root.resolve("slipway.yml"), "name: a");
        blue = Files.writeString(endpoint.resolve("blue.yml"), "name: blue");
        for (Path folder : List.of(root, root.resolve("endpoints"), endpoint))
            age(folder);
        looks = new WorkspaceLooks(root);
        before = looks.now();
        assertEquals(before, looks.now());
    }

    /// As if nothing had come to it or gone for long.
    private static void age(Path folder) throws IOException {
        Files.setLastModifiedTime(folder, FileTime.fromMillis(System.currentTimeMillis() - 60_000));
    }

    @Test
    void anEditIsSeenWhateverItsFoldersTime() throws IOException {
        Files.writeString(blue, "name: blue2");
        assertNotEquals(before, looks.now());
        Files.writeString(blue, "name: blue");
        Files.setLastModifiedTime(blue, FileTime.fromMillis(5_000));
        assertNotEquals(before, looks.now());
    }

    @Test
    void aFileThatComesOrGoesIsSeen() throws IOException {
        Files.writeString(endpoint.resolve("green.yml"), "name: green");
        List<Object> both = looks.now();
        assertNotEquals(before, both);
        Files.delete(blue);
        assertNotEquals(both, looks.now());
        Files.writeString(root.resolve("endpoints/notes.txt"), "no spec");
        Files.createDirectories(root.resolve("endpoints/digits"));
        assertEquals(List.of(root, root.resolve("endpoints"), root.resolve("endpoints/digits"), endpoint),
                looks.folders());
    }

    /// A file may come right after its folder was listed, by the same tick of the file system's clock.
    @Test
    void aFileThatComesInTheSameTickIsSeen() throws IOException {
        FileTime tick = FileTime.fromMillis(System.currentTimeMillis());
        Files.writeString(endpoint.resolve("green.yml"), "name: green");
        Files.setLastModifiedTime(endpoint, tick);
        List<Object> one = looks.now();
        Files.writeString(endpoint.resolve("red.yml"), "name: red");
        Files.setLastModifiedTime(endpoint, tick);
        assertNotEquals(one, looks.now());
    }

    @Test
    void aWorkspaceWithoutEndpointsGetsThem() throws IOException {
        Path bare = Files.createDirectory(root.resolve("bare"));
        var own = new WorkspaceLooks(bare);
        assertEquals(List.of(), own.now());
        Files.createDirectories(bare.resolve("endpoints/iris"));
        assertEquals(List.of(bare.resolve("endpoints/iris")), own.now());
    }
}
