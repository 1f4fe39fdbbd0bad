package slipway.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.engine.LogSink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LogBookTest {
    private static final String ID = "iris/blue";

    @TempDir
    private Path logs;

    @Test
    void theArchiveOfRunsThatEndedStandsBeforeTheRing() throws IOException {
        write("r1-0.out", "2026-01-01T00:00:00Z INFO one", "2026-01-01T00:00:02Z ERROR three");
        write("r1-0.err", "2026-01-01T00:00:01Z WARN two");
        var ring = new LogBuffer();
        LogSink now = ring.from("r2-0", 0, 0);
        write("r2-0.out", "four");
        now.line(1, false, "four");
        LogBook book = LogBook.of(ID, ring, logs);
        assertEquals(0, book.first());
        assertTrue(book.behind());
        book.catchUp();
        assertFalse(book.behind());
        assertEquals(List.of("one", "two", "three", "four"), texts(book));
        assertEquals(-3, book.first());
        assertEquals(LogLine.Level.WARN, book.read(-2, 1).getFirst().level());
    }

    @Test
    void linesThatTheRingLetGoAreReadFromTheirFileUnderTheSameNumber() throws IOException {
        var ring = new LogBuffer();
        LogSink now = ring.from("r1-0", 0, 0);
        var text = new StringBuilder();
        for (int i = 0; i < LogBuffer.CAPACITY + 500; i++) {
            now.line(i, false, "line " + i);
            text.append("line ").append(i).append('\n');
        }
        Files.createDirectories(logs.resolve(ID));
        Files.writeString(logs.resolve(ID).resolve("r1-0.out"), text);
        LogBook book = LogBook.of(ID, ring, logs);
        book.catchUp();
        assertEquals(0, book.first());
        List<LogLine> around = book.read(498, 4);
        assertEquals(List.of("line 498", "line 499", "line 500", "line 501"), around.stream().map(LogLine::text)
                .toList());
        assertEquals(498, around.getFirst().number());
    }

    @Test
    void whatWasClearedStaysClearedAfterARestart() throws IOException {
        write("r1-0.out", "old");
        var ring = new LogBuffer();
        ring.from("r2-0", 0, 0).line(1, false, "before");
        write("r2-0.out", "before");
        LogBook book = LogBook.of(ID, ring, logs);
        book.catchUp();
        book.clear();
        assertEquals(List.of(), texts(book));

        var again = new LogBuffer();
        long out = new LogCleared(logs.resolve(ID)).lines().getOrDefault("r2-0.out", 0L);
        LogSink now = again.from("r2-0", out, 0);
        now.line(1, false, "before");
        now.line(2, false, "after");
        LogBook reopened = LogBook.of(ID, again, logs);
        reopened.catchUp();
        assertEquals(List.of("after"), texts(reopened));
    }

    @Test
    void aSearchOfTheArchiveFindsWhatReadingLineByLineFinds() throws Exception {
        var lines = new String[20_000];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "2026-01-01T00:00:00Z INFO POST /predict " + (i % 97 == 0 ? "503" : "200") + " id " + i
                    + (i % 500 == 0 ? " \u001B[31mTime\u001B[0mout" : "");
        }
        write("r1-0.out", lines);
        LogBook book = LogBook.of(ID, new LogBuffer(), logs);
        book.catchUp();
        for (String query : List.of(" 5\\d\\d id", "timeout|id 77\\b", "\\d{5}", "(?i)TIMEOUT", "nothing of it")) {
            LogSearch search = LogSearch.of(query, true);
            LogQuery asked = LogQuery.ALL.search(search, true);
            long[] expected = book.read(book.first(), lines.length).stream()
                    .filter(line -> search.matches(Ansi.clean(line.text()))).mapToLong(LogLine::number).toArray();
            LogSource.Found found = book.scan(asked, book.next());
            assertArrayEquals(expected, found.matches(), query);
            assertArrayEquals(expected, found.kept(), query);
        }
    }

    @Test
    void logsAreMergedByTime() throws IOException {
        var blue = new LogBuffer();
        var green = new LogBuffer();
        blue.add(10, false, "b1");
        green.add(20, false, "g1");
        blue.add(30, false, "b2");
        var merged = new MergedLog(List.of(LogBook.of("blue", blue), LogBook.of("green", green)));
        assertEquals(List.of("b1", "g1", "b2"), merged.read(0, 10).stream().map(LogLine::text).toList());
        assertEquals(List.of(0, 1, 0), merged.read(0, 10).stream().map(LogLine::part).toList());
        green.add(40, false, "g2");
        merged.refresh();
        assertEquals(4, merged.next());
        merged.clear();
        assertEquals(0, merged.next());
    }

    @Test
    void theQuotaLeavesTheLastLinesOfTheOldestRunsAndWhatIsWritten() throws IOException {
        String line = "x".repeat(999);
        var many = new String[300];
        Arrays.fill(many, line);
        many[299] = "the crash";
        Path old = write("r1-0.out", many);
        Path now = write("r2-0.out", many);
        Files.setLastModifiedTime(old, FileTime.fromMillis(1_000));
        LogQuota.keep(logs, 400_000, Set.of(now));
        assertTrue(Files.size(old) <= LogQuota.LAST);
        assertTrue(Files.readString(old).endsWith("the crash\n"));
        assertEquals(299 * 1000 + 10, Files.size(now));
    }

    private Path write(String name, String... lines) throws IOException {
        Files.createDirectories(logs.resolve(ID));
        return Files.writeString(logs.resolve(ID).resolve(name), String.join("\n", lines) + "\n");
    }

    private static List<String> texts(LogSource of) {
        return of.read(of.first(), 1000).stream().map(LogLine::text).toList();
    }
}
