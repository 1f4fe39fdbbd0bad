package slipway;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.spec.Workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WelcomingTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderIsAWorkspaceByItsFileOrByWhatOnlyAWorkspaceHas() throws Exception {
        assertFalse(Welcoming.known(folder));
        Files.createDirectories(folder.resolve("a/endpoints"));
        assertTrue(Welcoming.known(folder.resolve("a")), "an example of Azure ML has no slipway.yml");
        Files.createDirectories(folder.resolve("b"));
        Files.writeString(folder.resolve("b/slipway.yml"), "");
        assertTrue(Welcoming.known(folder.resolve("b")));
    }

    @Test
    void aNewWorkspaceIsNamedAfterItsFolderAndOneThatIsThereStays() throws Exception {
        Path created = Welcoming.create(folder.resolve("My \"models\": 1"));
        try (var tasks = new Tasks(); Workspace workspace = Workspace.open(created, tasks)) {
            assertEquals("My \"models\": 1", workspace.spec().get().name());
        }
        Files.writeString(created.resolve("slipway.yml"), "name: mine\n");
        Welcoming.create(created);
        assertEquals("name: mine\n", Files.readString(created.resolve("slipway.yml")));
    }

    @Test
    void samplesAreCopiedOnceAndNeverWhereTheProgramIs() throws Exception {
        Path source = folder.resolve("app/sample-models");
        Files.createDirectories(source.resolve("iris"));
        Files.writeString(source.resolve("iris/held-out.csv"), "a\n");
        Path to = folder.resolve("home/slipway-samples");
        assertEquals(to, Welcoming.samples(source, to));
        Files.writeString(to.resolve("iris/held-out.csv"), "changed by hand\n");
        Welcoming.samples(source, to);
        assertEquals("changed by hand\n", Files.readString(to.resolve("iris/held-out.csv")));
        var refused = assertThrows(StudioException.class,
                () -> Welcoming.samples(source, folder.resolve("app/../app/copy")));
        assertEquals("welcome.inside", refused.problem().code());
        assertFalse(Files.exists(folder.resolve("app/copy")));
        Files.createDirectories(folder.resolve("full"));
        Files.writeString(folder.resolve("full/thesis.txt"), "years");
        assertThrows(StudioException.class, () -> Welcoming.samples(source, folder.resolve("full")));
        assertEquals("years", Files.readString(folder.resolve("full/thesis.txt")));
    }
}
