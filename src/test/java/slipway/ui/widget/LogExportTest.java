package slipway.ui.widget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;
import slipway.observe.LogBuffer;
import slipway.observe.LogLine;
import slipway.observe.LogQuery;
import slipway.observe.LogSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LogExportTest {
    private final Tasks tasks = new Tasks();
    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        tasks.close();
    }

    private Tasks.View newest() {
        return tasks.shown().get().getFirst();
    }

    @Test
    void aCancelledOneLeavesTheFileOfBeforeAndNothingBesideIt() throws Exception {
        Path file = Files.writeString(folder.resolve("iris.log"), "of before\n");
        var third = new CountDownLatch(3);
        Tasks.Task task = tasks.start("logview.export.task", List.of("iris.log"), progress -> LogExport.write(
                new Endless(third), new LogFilter.Shown(null, 0, Integer.MAX_VALUE), file, false, progress));
        third.await();
        assertEquals(Tasks.State.RUNNING, newest().state());
        task.cancel();
        assertTrue(task.await(Duration.ofSeconds(10)));
        assertEquals(Tasks.State.CANCELLED, newest().state());
        assertEquals("of before\n", Files.readString(file));
        try (var all = Files.list(folder)) {
            assertEquals(List.of(file), all.toList());
        }
    }

    @Test
    void aLineInPiecesIsWrittenWhole() throws Exception {
        Path file = folder.resolve("a.log");
        String endless = "x".repeat(LogBuffer.PIECE * 3);
        var buffer = new LogBuffer();
        buffer.add(1, false, "one");
        buffer.add(2, false, endless);
        var model = new LogViewModel(buffer);
        Tasks.Task task = tasks.start("logview.export.task", List.of("a.log"), progress -> LogExport.write(model
                .source(), model.filter().shown(), file, false, progress));
        assertTrue(task.await(Duration.ofSeconds(10)));
        assertEquals(List.of("one", endless), Files.readAllLines(file));
    }

    @Test
    void whereItCannotBeWrittenTheTaskFailsAndSaysSo() throws InterruptedException, IOException {
        Path nowhere = folder.resolve("none/a.log");
        Tasks.Task task = tasks.start("logview.export.task", List.of("a.log"), progress -> LogExport.write(
                new Endless(new CountDownLatch(1)), new LogFilter.Shown(null, 0, 10), nowhere, false, progress));
        assertTrue(task.await(Duration.ofSeconds(10)));
        assertEquals(Tasks.State.FAILED, newest().state());
        assertFalse(Files.exists(nowhere));
    }

    /// A log that has every line asked for.
    private record Endless(CountDownLatch asked) implements LogSource {
        @Override
        public void refresh() {}

        @Override
        public long first() {
            return 0;
        }

        @Override
        public long next() {
            return Long.MAX_VALUE;
        }

        @Override
        public long inMemory() {
            return 0;
        }

        @Override
        public List<LogLine> read(long from, int max) {
            asked.countDown();
            return LongStream.range(from, from + max)
                    .mapToObj(i -> new LogLine(i, i, false, LogLine.Level.INFO, "line " + i)).toList();
        }

        @Override
        public boolean behind() {
            return false;
        }

        @Override
        public void catchUp() {}

        @Override
        public Found scan(LogQuery query, long end) {
            return new Found(end, null, new long[0]);
        }

        @Override
        public void clear() {}

        @Override
        public List<String> parts() {
            return List.of("iris/blue");
        }
    }
}
