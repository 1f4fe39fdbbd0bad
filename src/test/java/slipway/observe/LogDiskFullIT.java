package slipway.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;
import slipway.engine.LogFiles;
import slipway.testkit.Shell;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// A log on a file system of a few megabytes that another file fills.
class LogDiskFullIT {
    private static final long START = 1_700_000_000_000L;

    @TempDir
    private Path folder;
    private final Tasks tasks = new Tasks();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(Shell.root() && Shell.run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()).ok(),
                "a small disk needs the right to mount");
    }

    @AfterEach
    void unmount() throws Exception {
        tasks.close();
        Shell.run("umount", disk.toString());
    }

    private LogWriter writer() {
        LogFiles.Pair files = new LogFiles(disk.resolve("logs")).open("iris/blue", 1, 0, List.of());
        return new LogWriter(files, tasks, new LogWriter.Keeping() {
            @Override
            public long segment() {
                return 200_000;
            }

            @Override
            public void stopped(String why) {
                told.add(why);
            }

            @Override
            public void again() {
                told.add("again");
            }

            @Override
            public void cut() {}
        }, Duration.ofMillis(20));
    }

    private static void tell(LogWriter writer, int from, int to) {
        for (int i = from; i < to; i++)
            writer.line(START + i, false, "line " + i);
    }

    private List<String> archived() {
        var lines = new ArrayList<String>();
        LogArchive.of(disk, "blue").read(Instant.MIN, line -> lines.add(line.substring(line.indexOf(' ') + 1)));
        return lines;
    }

    @Test
    void itIsSaidOnceAndWhatWaitedIsWrittenWhenThereIsRoomAgain() throws Exception {
        Path big = disk.resolve("big");
        try (LogWriter writer = writer()) {
            tell(writer, 0, 100);
            await().until(() -> archived().size() == 100);
            fill(big);
            tell(writer, 100, 6_000);
            await().until(() -> told.size() == 1);
            assertTrue(told.getFirst().contains("No space left on device"), told.toString());
            assertTrue(archived().size() < 6_000);
            tell(writer, 6_000, 6_100);
            Files.delete(big);
            await().until(() -> told.size() == 2);
            assertEquals("again", told.getLast());
            tell(writer, 6_100, 6_200);
        }
        assertEquals(6_200, archived().size());
        assertEquals("line 6199", archived().getLast());
        assertEquals(2, told.size(), told.toString());
    }

    @Test
    void whatWasTooMuchToWaitIsMissingAndTheNumbersOfWhatFollowsAreTrue() throws Exception {
        Path big = disk.resolve("big");
        int kept;
        try (LogWriter writer = writer()) {
            fill(big);
            tell(writer, 0, 60_000);
            await().until(() -> told.size() == 1);
            Files.delete(big);
            await().until(() -> told.size() == 2);
            kept = archived().size();
            assertTrue(kept < 60_000, "kept: " + kept);
            tell(writer, 60_000, 60_010);
        }
        assertEquals(60_010L, LogCleared.count(disk.resolve("logs/iris/blue")).get("r1-0.out"));
        assertEquals("line " + (kept - 1), archived().get(kept - 1));
        assertEquals("line 60000", archived().get(kept));
        assertEquals(kept + 10, archived().size());
    }

    private static void fill(Path big) throws IOException {
        try (var out = Files.newOutputStream(big)) {
            while (true)
                out.write(new byte[1024]);
        } catch (IOException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("No space left"), e.toString());
        }
    }
}
