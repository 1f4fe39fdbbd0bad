package slipway.observe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;
import slipway.engine.LogFiles;
import slipway.engine.LogRotation;
import slipway.engine.LogSegment;
import slipway.engine.LogSink;
import slipway.engine.LogTail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A log that never ends: its files are bounded, and what is left of it reads as if it were one.
class LogRotationTest {
    private static final long SEGMENT = 20_000;

    private final Tasks tasks = new Tasks();
    @TempDir
    private Path state;

    @AfterEach
    void end() {
        tasks.close();
    }

    private Path folder() {
        return state.resolve("logs/iris/blue");
    }

    private Path live() {
        return folder().resolve("r1-0.out");
    }

    /// Cuts at [#SEGMENT] and takes what is beyond `most` each time.
    private LogWriter writer(long most) {
        LogFiles.Pair files = new LogFiles(state.resolve("logs")).open("iris/blue", 1, 0, List.of());
        return new LogWriter(files, tasks, new LogWriter.Keeping() {
            @Override
            public long segment() {
                return SEGMENT;
            }

            @Override
            public void stopped(String why) {
                throw new AssertionError(why);
            }

            @Override
            public void again() {}

            @Override
            public void cut() {
                try {
                    LogQuota.keep(state.resolve("logs"), most, Set.of(files.out(), files.err()));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        });
    }

    private static String text(int i) {
        return "line " + i + (i % 7 == 0 ? " seventh" : "") + " " + "x".repeat(80);
    }

    private static void tell(LogSink sink, int from, int to) {
        for (int i = from; i < to; i++)
            sink.line(1_700_000_000_000L + i, false, text(i));
    }

    private long bytes() throws IOException {
        try (Stream<Path> all = Files.list(folder())) {
            return all.mapToLong(each -> each.toFile().length()).sum();
        }
    }

    private List<String> shown(LogSource of) {
        return of.read(of.first(), 100_000).stream().map(LogLine::text).toList();
    }

    @Test
    void oneEndlessLogStaysWithinTheQuotaAndItsNewestLinesStay() throws IOException {
        long largest = 0;
        try (LogWriter writer = writer(100_000)) {
            for (int i = 0; i < 50_000; i += 1000) {
                tell(writer, i, i + 1000);
                largest = Math.max(largest, bytes());
            }
        }
        // the file being written and one block on its way come on top
        assertTrue(largest < 100_000 + 2 * SEGMENT + 2 * 64 * 1024, "bytes: " + largest);
        LogBook book = LogBook.of("iris/blue", new LogBuffer(), state.resolve("logs"));
        book.catchUp();
        List<String> lines = shown(book).stream().filter(line -> !line.isEmpty()).toList();
        assertTrue(lines.size() > 400, "lines: " + lines.size());
        assertEquals(IntStream.range(50_000 - lines.size(), 50_000).mapToObj(LogRotationTest::text).toList(), lines);
    }

    @Test
    void searchAndPagingGoOverAllFilesWhileTheyAreCut() throws Exception {
        var ring = new LogBuffer();
        try (LogWriter writer = writer(Long.MAX_VALUE)) {
            tell(writer, 0, 2000);
        }
        var index = new LogIndex(folder());
        index.extend(stream -> 0, stream -> 1500);
        assertEquals(1500, index.size());
        // what was indexed in the file being written gets another name
        assertTrue(LogRotation.cut(live()));
        Files.writeString(live(), "2026-01-01T00:00:00Z later\n", StandardOpenOption.APPEND);
        index.extend(stream -> 0, stream -> Long.MAX_VALUE);
        assertEquals(IntStream.range(0, 2000).mapToObj(LogRotationTest::text).toList(), index.read(0, 2000, 0).stream()
                .map(LogLine::text).toList());
        LogBook book = LogBook.of("iris/blue", ring, state.resolve("logs"));
        book.catchUp();
        assertEquals(2001, shown(book).size());
        LogQuery asked = LogQuery.ALL.search(LogSearch.of("seventh", false), true);
        long[] expected = IntStream.range(0, 2000).filter(i -> i % 7 == 0).mapToLong(i -> i - 2001).toArray();
        assertArrayEquals(expected, book.scan(asked, book.next()).matches());
        assertTrue(LogSegment.in(folder()).size() > 3);
    }

    @Test
    void whatTheRingLetGoIsFoundInTheFileThatHasItByNow() throws IOException {
        var ring = new LogBuffer();
        LogSink shown = ring.from("r1-0", 0, 0);
        try (LogWriter writer = writer(Long.MAX_VALUE)) {
            for (int i = 0; i < LogBuffer.CAPACITY + 700; i++) {
                shown.line(i, false, "line " + i);
                if (i < 2_000) writer.line(i, false, "line " + i);
            }
        }
        LogBook book = LogBook.of("iris/blue", ring, state.resolve("logs"));
        book.catchUp();
        assertEquals(0, book.first());
        assertEquals(IntStream.range(0, 702).mapToObj(i -> "line " + i).toList(), book.read(0, 702).stream().map(
                LogLine::text).toList());
    }

    @Test
    void whatWasClearedIsCountedOverAllFilesAlsoOverThoseTaken() throws IOException {
        try (LogWriter writer = writer(60_000)) {
            tell(writer, 0, 3_000);
        }
        assertEquals(3_000L, LogCleared.count(folder()).get("r1-0.out"));
        LogBook book = LogBook.of("iris/blue", new LogBuffer(), state.resolve("logs"));
        book.catchUp();
        book.clear();
        LogQuota.keep(state.resolve("logs"), 1, Set.of(live()));
        Files.writeString(live(), "2026-01-01T00:00:00Z anew\n", StandardOpenOption.APPEND);
        LogBook again = LogBook.of("iris/blue", new LogBuffer(), state.resolve("logs"));
        again.catchUp();
        assertEquals(List.of("anew"), shown(again));
    }

    @Test
    void theCommandLineReadsEveryFileOnceAndInOrder() throws IOException {
        var told = new ArrayList<String>();
        LogArchive archive;
        try (LogWriter writer = writer(Long.MAX_VALUE)) {
            tell(writer, 0, 1_000);
            archive = LogArchive.of(state, "blue");
            archive.read(Instant.MIN, told::add);
            tell(writer, 1_000, 3_000);
        }
        archive.read(Instant.MIN, told::add);
        archive.read(Instant.MIN, told::add);
        assertEquals(3_000, told.size());
        for (int i = 0; i < told.size(); i++)
            assertTrue(told.get(i).endsWith(text(i)), i + " is " + told.get(i));
        var late = new ArrayList<String>();
        LogArchive.of(state, "blue").read(Instant.ofEpochMilli(1_700_000_000_000L + 2_990), late::add);
        assertEquals(10, late.size());
    }

    @Test
    void aProcessGoesOnWritingWhereItsFileWasCutAndItsReaderMissesNothing() throws Exception {
        new LogFiles(state.resolve("logs")).open("iris/blue", 1, 0, List.of());
        var told = new ArrayList<String>();
        var tail = new LogTail(live());
        try (var out = Files.newOutputStream(live(), StandardOpenOption.APPEND)) {
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 100; i++)
                    out.write((text(round * 100 + i) + "\n").getBytes(StandardCharsets.UTF_8));
                if (round % 3 == 0) tail.poll(told::add);
                if (round % 4 == 1) assertTrue(LogRotation.cut(live()));
            }
            out.write("half".getBytes(StandardCharsets.UTF_8));
            assertFalse(LogRotation.cut(live()), "half a line is not torn");
        }
        tail.poll(told::add);
        assertEquals(IntStream.range(0, 2_000).mapToObj(LogRotationTest::text).toList(), told);
        LogBook book = LogBook.of("iris/blue", new LogBuffer(), state.resolve("logs"));
        book.catchUp();
        assertEquals(told, shown(book));
    }

    @Test
    void aStudioKilledWhileItCutAFileLeavesEveryLineOnce() throws IOException {
        var files = new LogFiles(state.resolve("logs"));
        files.open("iris/blue", 1, 0, List.of());
        Files.writeString(live(), "one\ntwo\n");
        Path part = live().resolveSibling("r1-0.out.part");
        // before the file was emptied
        Files.copy(live(), part);
        Files.writeString(live(), "three\n", StandardOpenOption.APPEND);
        files.mend(live());
        assertEquals(List.of("one", "two", "three"), archived());
        // after it was
        Files.copy(live(), part, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(live(), "four\n");
        files.mend(live());
        assertEquals(List.of("one", "two", "three", "four"), archived());
        assertEquals(3, LogSegment.first(live()));
        assertFalse(Files.exists(part));
    }

    private List<String> archived() {
        var lines = new ArrayList<String>();
        LogArchive.of(state, "blue").read(Instant.MIN, lines::add);
        return lines;
    }

    @Test
    void aCutFileOfAnEndedRunKeepsItsLastLinesUnderTheirNumbers() throws IOException {
        try (LogWriter writer = writer(Long.MAX_VALUE)) {
            tell(writer, 0, 100);
        }
        Files.writeString(live(), (text(100) + "\n").repeat(1_000), StandardOpenOption.APPEND);
        long before = LogCleared.count(folder()).getOrDefault("r1-0.out", 0L);
        LogQuota.keep(state.resolve("logs"), 70_000, Set.of());
        assertTrue(Files.size(live()) <= LogQuota.LAST);
        assertEquals(before, LogCleared.count(folder()).get("r1-0.out"));
        assertTrue(Files.readString(live()).endsWith(text(100) + "\n"));
        assertEquals(1_100, before);
    }
}
