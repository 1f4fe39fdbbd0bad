package slipway.housekeeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.StudioException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What is kept of real files, and what is told of what went.
class FolderShelfTest {
    @TempDir
    private Path folder;

    private Path file(String name, int bytes, long age) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[bytes]);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L - age * 1000));
        return file;
    }

    private FolderShelf shelf() {
        return new FolderShelf(Kind.REPORTS, List.of(folder, folder.resolve("inner")), each -> !each.getFileName()
                .toString().startsWith("mine"));
    }

    @Test
    void theOldestGoFirstInPairsAndTheNewestStays() throws Exception {
        Path old = file("a.json", 100, 30);
        Path pair = file("a.html", 100, 30);
        Path inner = file("inner/b.json", 100, 20);
        Path run = file("run/deep/c.bin", 100, 10);
        Path newest = file("z.json", 100, 0);
        assertEquals(500, shelf().held().bytes());
        assertEquals(5, shelf().held().files());
        assertEquals(200, shelf().keep(300));
        assertFalse(Files.exists(old) || Files.exists(pair));
        assertTrue(Files.exists(inner) && Files.exists(run));
        assertEquals(200, shelf().keep(1));
        assertFalse(Files.exists(inner) || Files.exists(run) || Files.exists(folder.resolve("run")));
        assertTrue(Files.exists(newest));
        assertEquals(0, shelf().keep(1));
        assertEquals(100, shelf().clean());
        assertFalse(Files.exists(newest));
    }

    @Test
    void whatIsNotOursAndWhatIsInUseStays() throws Exception {
        Path mine = file("mine.txt", 500, 90);
        Path half = file("x.json", 10, 80);
        Path link = folder.resolve("link");
        Path outside = Files.write(Files.createDirectories(folder.resolve("mine-too")).resolve("outside"),
                new byte[7]);
        Files.createSymbolicLink(link, outside.getParent());
        assertTrue(shelf().clean() >= 10);
        assertTrue(Files.exists(mine) && Files.exists(outside));
        assertFalse(Files.exists(half) || Files.exists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void whatAKilledRunLeftHalfDeletedIsFinished() throws Exception {
        Path left = file(".going-run/a.bin", 10, 5);
        shelf().clean();
        assertFalse(Files.exists(left.getParent()));
    }

    @Test
    void deletionsStandInTheActivityLogWithTheirSize() throws Exception {
        file("a.json", 2_000, 30);
        file("b.json", 1_000, 0);
        var activity = new Activity();
        var limits = new LimitBook() {
            private long bytes = 1_500;

            @Override
            public Limit limit(Kind kind) {
                return new Limit(bytes, 0);
            }

            @Override
            public void set(Kind kind, long most) {
                bytes = most;
            }
        };
        var housekeeper = new Housekeeper(List.of(shelf()), limits, activity);
        assertEquals(2.0, housekeeper.look().getFirst().share());
        housekeeper.keep();
        assertEquals("2.00 kB", activity.entries().get().getFirst().result());
        housekeeper.limit(Kind.REPORTS, 10);
        housekeeper.keep();
        assertEquals(2, activity.entries().get().size(), "within the limit as far as it can be, nothing is told");
        housekeeper.clean(Kind.REPORTS);
        assertEquals("1.00 kB", activity.entries().get().getFirst().result());
        assertEquals("slipway disk --clean reports", activity.entries().get().getFirst().command());
        assertEquals("housekeeping.not-cleanable", assertThrows(StudioException.class, () -> housekeeper.clean(
                Kind.STATE)).problem().code());
        assertEquals("housekeeping.not-limited", assertThrows(StudioException.class, () -> housekeeper.limit(
                Kind.CACHES, 5_000_000)).problem().code());
    }

    @Test
    void whatGoesALittleAtATimeIsToldOfOnce() {
        var activity = new Activity();
        var housekeeper = new Housekeeper(List.of(), new LimitBook() {
            @Override
            public Limit limit(Kind kind) {
                return Limit.NONE;
            }

            @Override
            public void set(Kind kind, long bytes) {
                throw new AssertionError(kind);
            }
        }, activity);
        for (int i = 0; i < 10; i++)
            housekeeper.gone(Kind.LOGS, 1_000);
        housekeeper.gone(Kind.REPORTS, 0);
        assertEquals(1, activity.entries().get().size());
    }
}
