package slipway.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertTrue;

/// The cap of the studio’s own log, also after a run that was killed and beside one that holds the log.
class AppLogTest {
    private static final long MOST = 3 * 2_000_000L;

    @TempDir
    private Path folder;

    @AfterEach
    void letGo() {
        Logger root = Logger.getLogger("");
        for (Handler each : root.getHandlers()) {
            root.removeHandler(each);
            each.close();
        }
    }

    private static void fill() {
        var record = new LogRecord(Level.WARNING, "x".repeat(10_000));
        for (Handler each : Logger.getLogger("").getHandlers()) {
            for (int i = 0; i < 1_000; i++)
                each.publish(record);
        }
    }

    private long bytes() throws IOException {
        try (var all = Files.list(folder)) {
            return all.mapToLong(each -> each.toFile().length()).sum();
        }
    }

    private List<String> names() throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void tenMegabytesLeaveSix() throws IOException {
        AppLog.into(folder);
        fill();
        assertTrue(bytes() <= MOST + 60_000, names()::toString);
        AppLog.into(folder);
        fill();
        assertTrue(bytes() <= MOST + 60_000, names()::toString);
    }

    @Test
    void theLockOfAKilledRunIsTakenOver() throws IOException {
        Files.writeString(folder.resolve("slipway.log.0.lck"), "");
        AppLog.into(folder);
        fill();
        assertTrue(bytes() <= MOST + 60_000, names()::toString);
        assertTrue(names().stream().noneMatch(each -> each.matches("slipway\\.log\\.\\d\\.\\d.*")), names()::toString);
    }

    @Test
    void besideOneThatHoldsTheLogTheOldFilesOfBothAreWithinTheCap() throws IOException {
        // as other studios would, one after the other: they hold the lock and die without their files
        for (int i = 0; i < 4; i++)
            Files.write(folder.resolve("slipway.log.0." + (i + 1)), new byte[2_000_000]);
        try (FileChannel held = FileChannel.open(folder.resolve("slipway.log.0.lck"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); var lock = held.lock()) {
            assertTrue(lock.isValid());
            AppLog.into(folder);
            fill();
        }
        assertTrue(bytes() <= 2 * MOST + 120_000, names()::toString);
    }
}
