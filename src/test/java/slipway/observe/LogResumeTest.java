package slipway.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;
import slipway.engine.LogFiles;
import slipway.engine.LogSegment;
import slipway.engine.LogSink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A studio that finds a container running goes on with its archive, whatever the engine still has of its log.
class LogResumeTest {
    private static final long BEGAN = 1_700_000_000_000L;

    @TempDir
    private Path state;
    private long segment = 1 << 20;

    private LogFiles files() {
        return new LogFiles(state.resolve("logs"));
    }

    private final class Quiet implements LogWriter.Keeping {
        @Override
        public long segment() {
            return segment;
        }

        @Override
        public void stopped(String why) {
            throw new AssertionError(why);
        }

        @Override
        public void again() {}

        @Override
        public void cut() {}
    }

    /// Three lines share a millisecond; every fifth is an error.
    private static void tell(LogWriter to, LogSink shown, int from, int end) {
        for (int i = from; i < end; i++) {
            long at = BEGAN + i / 3;
            boolean stderr = i % 5 == 0;
            if (to.knows(at, stderr)) continue;
            shown.line(at, stderr, "line " + i);
            to.line(at, stderr, "line " + i);
        }
    }

    /// A studio that tells `lines` lines and is killed when they are on the disk.
    private LogFiles.Pair killed(int lines) throws IOException {
        LogFiles.Pair pair = files().open("iris/blue", 1, 0, List.of());
        try (var tasks = new Tasks()) {
            tell(new LogWriter(pair, tasks, new Quiet()), (at, stderr, text) -> {}, 0, lines);
            // what is written, or cut, is noted just after
            Awaitility.await().until(() -> noted(pair.out(), lines % 5 == 1 ? lines - 2 : lines - 1)
                    && noted(pair.err(), (lines - 1) / 5 * 5));
        }
        return pair;
    }

    private static boolean noted(Path live, int line) throws IOException {
        LogPosition position = LogPosition.read(live).orElse(LogPosition.NONE);
        return position.at() == BEGAN + line / 3 && position.bytes() == Files.size(live);
    }

    /// The next studio, told `from` to before `end`; what it shows.
    private List<String> next(LogFiles.Pair pair, int from, int end) throws IOException {
        var ring = new LogBuffer();
        try (var tasks = new Tasks()) {
            LogWriter writer = LogWriter.resume(pair, tasks, new Quiet()).orElseThrow();
            LogSink shown = ring.from(LogSegment.run(pair.out()), new LogBuffer.Begin(LogSegment.first(pair.out()), 0),
                    new LogBuffer.Begin(LogSegment.first(pair.err()), 0));
            LogAgain.tell(pair, shown);
            tell(writer, shown, from, end);
            writer.close();
        }
        return ring.read(0, 10_000).stream().map(LogLine::text).toList();
    }

    private static List<String> lines(int from, int end) {
        return IntStream.range(from, end).mapToObj(i -> "line " + i).toList();
    }

    private List<String> archived() {
        LogBook book = LogBook.of("iris/blue", new LogBuffer(), state.resolve("logs"));
        book.catchUp();
        return book.read(book.first(), 10_000).stream().map(LogLine::text).filter(text -> !text.isEmpty()).sorted(
                java.util.Comparator.comparingInt(text -> Integer.parseInt(text.substring(5)))).toList();
    }

    @Test
    void nothingIsTwiceAndNothingGoesThatTheEngineLetGo() throws Exception {
        LogFiles.Pair pair = killed(100);
        assertEquals(pair, files().latest("iris/blue", 1, 0).orElseThrow());
        // the first forty are gone at the engine
        List<String> shown = next(pair, 40, 200);
        assertEquals(lines(0, 200), shown.stream().sorted(java.util.Comparator.comparingInt(text -> Integer.parseInt(
                text.substring(5)))).toList());
        assertEquals(lines(0, 200), archived());
        assertFalse(Files.exists(LogFiles.position(pair.out())), "it ended: nothing to go on from");
    }

    @Test
    void whatWasWrittenButNotNotedIsToldAgain() throws Exception {
        LogFiles.Pair pair = killed(60);
        Files.writeString(pair.out(), "line 61\nline 6", StandardOpenOption.APPEND);
        next(pair, 0, 90);
        assertEquals(lines(0, 90), archived());
    }

    @Test
    void allThatTheEngineHasIsNewWhereItHasNothingOld() throws Exception {
        LogFiles.Pair pair = killed(30);
        next(pair, 500, 520);
        var all = new java.util.ArrayList<>(lines(0, 30));
        all.addAll(lines(500, 520));
        assertEquals(all, archived());
    }

    @Test
    void closedFilesStay() throws Exception {
        segment = 400;
        LogFiles.Pair pair = killed(300);
        long first = LogSegment.first(pair.out());
        assertTrue(first > 0, "cut at least once");
        // killed between the cut and the note of it
        new LogPosition(BEGAN + 299 / 3, 1, 100_000, 5000).write(pair.err());
        next(pair, 0, 330);
        List<String> errors = archived().stream().filter(text -> Integer.parseInt(text.substring(5)) % 5 == 0).toList();
        assertEquals(lines(0, 330).stream().filter(text -> Integer.parseInt(text.substring(5)) % 5 != 0).toList(),
                archived().stream().filter(text -> Integer.parseInt(text.substring(5)) % 5 != 0).toList());
        assertEquals(66, errors.size());
    }

    @Test
    void whereNobodyKnowsHowFarItCameItIsWrittenAnew() throws Exception {
        LogFiles.Pair pair = killed(30);
        Files.writeString(LogFiles.position(pair.out()), "half a li");
        try (var tasks = new Tasks()) {
            assertTrue(LogWriter.resume(pair, tasks, new Quiet()).isEmpty());
            Files.delete(LogFiles.position(pair.out()));
            assertTrue(LogWriter.resume(pair, tasks, new Quiet()).isEmpty());
        }
    }

    @Test
    void whatAnEndedOneLeftGoesWhenAnotherRunBegins() throws Exception {
        LogFiles.Pair pair = killed(30);
        assertTrue(Files.exists(LogFiles.position(pair.out())));
        LogFiles.Pair other = files().open("iris/blue", 2, 0, List.of(pair.out()));
        assertTrue(Files.exists(LogFiles.position(pair.out())), "one that goes on keeps it");
        files().open("iris/blue", 3, 0, List.of(other.out()));
        assertFalse(Files.exists(LogFiles.position(pair.out())));
    }
}
