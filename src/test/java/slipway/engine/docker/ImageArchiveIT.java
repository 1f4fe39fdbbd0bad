package slipway.engine.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.engine.Images;
import slipway.testkit.Covers;
import slipway.testkit.NeedsDocker;
import slipway.testkit.Shell;
import slipway.testkit.TestDocker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Archives of images, and the removal of images, with a real engine.
@NeedsDocker
class ImageArchiveIT {
    @TempDir
    Path folder;

    private ScratchImages scratch;
    private Images images;
    private String name;

    @BeforeEach
    void begin() throws Exception {
        scratch = ScratchImages.open(folder, new RegistryLogin(folder.resolve("config.json"), ""));
        images = scratch.images();
        name = TestDocker.prefix() + "/churn";
    }

    @AfterEach
    void end() {
        scratch.close();
    }

    private Problem saved(String reference, Path to) {
        return assertThrows(StudioException.class, () -> images.save(List.of(reference), to, Progress.NONE)).problem();
    }

    @Test
    void savedAndLoadedItIsTheSameImage() throws Exception {
        String id = scratch.make(name + ":1", 3_000_000);
        String other = scratch.make(name + ":2", 1000);
        Path tar = folder.resolve("both.tar");
        var written = new ArrayList<Progress.Report>();
        images.save(List.of(name + ":1", name + ":2"), tar, new Progress(written::add));
        assertEquals(Files.size(tar), written.getLast().done());
        assertEquals(-1, written.getLast().total(), "how much it will be is not known");
        images.remove(id, true);
        images.remove(other, true);
        var read = new ArrayList<Progress.Report>();
        assertEquals(List.of(name + ":1", name + ":2"), images.load(tar, new Progress(read::add)).stream().sorted()
                .toList());
        assertEquals(id, images.find(name + ":1").orElseThrow().id());
        assertEquals(other, images.find(name + ":2").orElseThrow().id());
        assertEquals(Files.size(tar), read.getLast().total());
        assertTrue(read.getLast().done() > 3_000_000, read.getLast().toString());
    }

    @Test
    void whatIsNoArchiveIsSaid() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no archive\n".repeat(200));
        Path empty = Files.createFile(folder.resolve("empty.tar"));
        Path missing = folder.resolve("missing.tar");
        scratch.make(name + ":1", 3_000_000);
        Path cut = folder.resolve("cut.tar");
        images.save(List.of(name + ":1"), cut, Progress.NONE);
        byte[] whole = Files.readAllBytes(cut);
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
        for (Path file : List.of(text, empty, missing, cut)) {
            var problem = assertThrows(StudioException.class, () -> images.load(file, Progress.NONE)).problem();
            assertEquals("docker.archive-unreadable", problem.code(), file.toString());
        }
    }

    @Test
    void aSaveThatFailsOrIsCancelledLeavesNothing() throws Exception {
        scratch.make(name + ":1", 30_000_000);
        Path out = Files.createDirectory(folder.resolve("out"));
        assertInstanceOf(InterruptedException.class, ScratchImages
                .cancelled(progress -> images.save(List.of(name + ":1"), out.resolve("a.tar"), progress)));
        assertEquals("docker.image-unknown", saved(name + ":none", out.resolve("b.tar")).code());
        assertEquals("docker.archive-unwritten", saved(name + ":1", out.resolve("none/c.tar")).code());
        assertEquals("", Shell.ok("ls -A " + out));
    }

    @Test
    void aFullDiskIsSaidAndLeavesNothing() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        Assumptions.assumeTrue(Shell.root() && Shell.run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs",
                small.toString()).ok(), "a small disk needs the right to mount");
        try {
            scratch.make(name + ":1", 3_000_000);
            Problem full = saved(name + ":1", small.resolve("a.tar"));
            assertEquals("docker.archive-unwritten", full.code());
            assertTrue(full.why().contains("No space left"), full.why());
            assertEquals("", Shell.ok("ls -A " + small));
        } finally {
            Shell.ok("umount " + small);
        }
    }

    @Test
    @Covers("A034")
    void anImageInUseStaysAndItsContainerIsNamed() throws Exception {
        String container = TestDocker.prefix() + "-user";
        scratch.make(name + ":used", 1000, "CMD [\"/weights\"]");
        assertTrue(TestDocker.docker("create", "--name", container, name + ":used").ok());
        Problem used = assertThrows(StudioException.class, () -> images.remove(name + ":used", false)).problem();
        assertEquals("docker.image-used-by", used.code());
        assertTrue(used.why().contains(container), used.why());
        assertTrue(images.find(name + ":used").isPresent());
        assertTrue(TestDocker.docker("rm", container).ok());
        images.remove(name + ":used", false);
        assertFalse(images.find(name + ":used").isPresent());
    }
}
