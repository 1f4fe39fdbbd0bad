package slipway.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.testkit.FakeImages;
import slipway.testkit.Shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// A bundle on a file system of a few megabytes that another file fills meanwhile.
class BundleDiskFullIT {
    private static final BundleWish ALL = new BundleWish(List.of(), true, false);
    private static final int PIECE = 200_000;

    @TempDir
    private Path folder;
    private final Tasks tasks = new Tasks();
    private Path disk;
    private Path root;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(Shell.root() && Shell.run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()).ok(),
                "a small disk needs the right to mount");
        root = Files.createDirectory(folder.resolve("ws"));
        for (int i = 10; i < 25; i++)
            Files.write(root.resolve("f" + i), new byte[PIECE]);
    }

    @AfterEach
    void unmount() {
        tasks.close();
        Shell.run("umount", disk.toString());
    }

    @Test
    void tooLittleRoomIsSaidBeforeAnythingIsWritten() throws Exception {
        Files.write(disk.resolve("big"), new byte[6_000_000]);
        StudioException full = assertThrows(StudioException.class, () -> BundleWriter.write(new TestGround(root, tasks),
                ALL, disk.resolve("x.slipway"), Progress.NONE));
        assertEquals("bundle.space", full.problem().code());
        assertFalse(Files.exists(disk.resolve("x.slipway")));
    }

    @Test
    void filledMeanwhileItGoesOnOnceThereIsRoom() throws Exception {
        Path file = disk.resolve("x.slipway");
        Path big = disk.resolve("big");
        StudioException full = assertThrows(StudioException.class, () -> BundleWriter.write(new TestGround(root, tasks),
                ALL, file, filling("bundle.stage.write", big)));
        assertEquals("bundle.unwritten", full.problem().code());
        assertTrue(full.problem().why().contains("No space left"), full.problem().why());
        assertFalse(Files.exists(file));
        Files.delete(big);
        long resumed = BundleWriter.write(new TestGround(root, tasks), ALL, file, Progress.NONE).resumedBytes();
        assertTrue(resumed >= 5 * PIECE, "resumed: " + resumed);
        try (BundleReader bundle = BundleReader.open(file)) {
            bundle.verify(Progress.NONE);
        }

        Path into = disk.resolve("opened");
        StudioException again = assertThrows(StudioException.class,
                () -> BundleOpening.open(file, into, false, FakeImages::new,
                        filling("bundle.stage.unpack", big)));
        assertEquals("bundle.copy", again.problem().code());
        assertFalse(Files.exists(into));
        Files.delete(big);
        assertTrue(
                BundleOpening.open(file, into, false, FakeImages::new, Progress.NONE).resumedBytes() >= 5 * PIECE);
        assertEquals(TestGround.files(root), TestGround.files(into));
    }

    @Test
    void aBackupOnAFullDiskIsSaidAndGoesOnOnceThereIsRoom() throws Exception {
        Path file = disk.resolve("x.slipway-backup");
        Path big = disk.resolve("big");
        StudioException full = assertThrows(StudioException.class, () -> Backup.write(new TestGround(root, tasks), true,
                file, filling("bundle.stage.write", big)));
        assertEquals("bundle.backup-unwritten", full.problem().code());
        assertTrue(full.problem().why().contains("No space left"), full.problem().why());
        assertFalse(Files.exists(file));
        Files.delete(big);
        assertTrue(Backup.write(new TestGround(root, tasks), true, file, Progress.NONE).resumedBytes() >= 5 * PIECE);
        Path into = folder.resolve("restored");
        Backup.restore(file, into, Progress.NONE);
        assertEquals(TestGround.files(root), TestGround.files(into));
    }

    private static Progress filling(String stage, Path big) {
        return new Progress(report -> {
            if (report.stage().equals(stage) && report.done() >= 6 * PIECE && !Files.exists(big)) fill(big);
        });
    }

    private static void fill(Path big) {
        try (var out = Files.newOutputStream(big)) {
            while (true)
                out.write(new byte[4096]);
        } catch (IOException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("No space left"), e.toString());
        }
    }
}
