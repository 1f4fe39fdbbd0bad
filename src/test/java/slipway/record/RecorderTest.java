package slipway.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Bytes;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.record.RecordingMeta.Ask;
import slipway.record.RecordingMeta.State;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RecorderTest {
    private final Tasks tasks = new Tasks();

    @TempDir
    Path root;

    @AfterEach
    void end() {
        tasks.close();
    }

    @Test
    void whatWasOfferedIsReadBackByteForByte() throws IOException {
        Path folder = root.resolve("r");
        byte[] odd = {0, 1, (byte) 0xff, '\n', 13};
        try (var recorder = Recorder.start(folder, Exchanges.ask(Redaction.USUAL), tasks)) {
            recorder.offer(Exchanges.json(0, "{\"a\": 1.0}", "{\"b\":[1]}"));
            recorder.offer(Exchanges.of(1, "application/octet-stream", Bytes.copyOf(odd), Bytes.EMPTY));
        }
        Recording recording = Recording.open(folder);
        assertEquals(State.DONE, recording.meta().state());
        List<Entry> entries = entries(recording);
        assertEquals("{\"a\": 1.0}", text(recording, entries.get(0).request()));
        assertEquals("{\"b\":[1]}", text(recording, entries.get(0).answer()));
        try (InputStream in = recording.body(entries.get(1).request())) {
            assertEquals(Bytes.copyOf(odd), Bytes.owning(in.readAllBytes()));
        }
        assertEquals(Bytes.copyOf(odd).sha256(), entries.get(1).request().sha256());
        assertEquals("green", entries.get(1).deployment());
        assertEquals(List.of(java.util.Map.entry("Content-Type", "application/json")),
                entries.get(0).requestHeaders());
    }

    @Test
    void identicalBodiesStandThereOnce() throws IOException {
        Path folder = root.resolve("r");
        String body = "x".repeat(10_000);
        try (var recorder = Recorder.start(folder, Exchanges.ask(Redaction.USUAL), tasks)) {
            IntStream.range(0, 100).forEach(i -> recorder.offer(Exchanges.json(i, body, body)));
        }
        assertEquals(10_000, Files.size(folder.resolve(RecordingWriter.BODIES)));
        assertEquals(100, Recording.open(folder).size());
    }

    @Test
    void entriesComeInTheOrderOfTheirRequests() {
        Path folder = root.resolve("r");
        try (var recorder = Recorder.start(folder, Exchanges.ask(Redaction.USUAL), tasks)) {
            Exchange first = Exchanges.json(0, "1", "1");
            Exchange second = Exchanges.json(1, "2", "2");
            recorder.offer(second);
            recorder.offer(first);
        }
        assertEquals(List.of("id-0", "id-1"), entries(Recording.open(folder)).stream().map(Entry::requestId).toList());
    }

    @Test
    void theQuotaEndsItAndIsNotExceeded() {
        Path folder = root.resolve("r");
        var ask = new Ask("iris", 0, new Quota(100_000, 1_000_000, 0), Redaction.USUAL, null);
        try (var recorder = Recorder.start(folder, ask, tasks)) {
            for (int i = 0; i < 100; i++) {
                recorder.offer(Exchanges.json(i, "x".repeat(5_000) + i, "y"));
            }
            Awaitility.await().until(recorder::over);
            assertEquals(State.QUOTA, recorder.meta().get().state());
        }
        Recording recording = Recording.open(folder);
        assertTrue(recording.size() > 10 && recording.size() < 20, recording.size() + " exchanges");
        assertTrue(recording.meta().counts().bytes() <= 100_000);
    }

    @Test
    void theNumberOfExchangesEndsItToo() {
        var ask = new Ask("iris", 0, new Quota(1_000_000, 3, 0), Redaction.USUAL, null);
        try (var recorder = Recorder.start(root.resolve("r"), ask, tasks)) {
            IntStream.range(0, 10).forEach(i -> recorder.offer(Exchanges.json(i, "1", "2")));
            Awaitility.await().until(recorder::over);
        }
        assertEquals(3, Recording.open(root.resolve("r")).size());
    }

    @Test
    void aDiskThatGetsTightEndsItBeforeItIsFull() {
        var ask = new Ask("iris", 0, new Quota(1_000_000, 1_000, Long.MAX_VALUE), Redaction.USUAL, null);
        try (var recorder = Recorder.start(root.resolve("r"), ask, tasks)) {
            Awaitility.await().until(recorder::over);
            assertEquals(State.DISK_FULL, recorder.meta().get().state());
        }
    }

    @Test
    void aFullDiskLosesNothingThatWasWritten() throws IOException {
        Path folder = root.resolve("r");
        try (var recorder = Recorder.start(folder, Exchanges.ask(Redaction.USUAL), tasks, Small::new)) {
            for (int i = 0; !recorder.over() && i < 5_000; i++) {
                recorder.offer(Exchanges.json(i, "x".repeat(500) + i, "y" + i));
                if (i % 50 == 49) Awaitility.await().until(() -> recorder.over() || recorder.idle());
            }
            Awaitility.await().until(recorder::over);
            RecordingMeta meta = recorder.meta().get();
            assertEquals(State.DISK_FULL, meta.state());
            assertEquals("No space left on device", meta.why());
            assertTrue(meta.counts().dropped() > 0);
        }
        Recording recording = Recording.open(folder);
        assertTrue(recording.size() >= 50, recording.size() + " exchanges");
        assertEquals(recording.size(), RecordingMeta.read(folder).orElseThrow().counts().exchanges());
        for (Entry entry : entries(recording)) {
            assertEquals("x".repeat(500) + entry.number(), text(recording, entry.request()));
        }
    }

    @Test
    void whatComesFasterThanItIsWrittenIsDroppedAndCounted() throws InterruptedException {
        var held = new CountDownLatch(1);
        Recorder recorder = Recorder.start(root.resolve("r"), Exchanges.ask(Redaction.USUAL), tasks,
                file -> new Held(RecordingWriter.file(file), held));
        int offered = Recorder.QUEUED + 3_000;
        Exchange one = Exchanges.json(0, "x", "y");
        for (int i = 0; i < offered; i++)
            recorder.offer(one);
        held.countDown();
        recorder.close();
        RecordingMeta meta = recorder.meta().get();
        assertTrue(meta.counts().dropped() > 0);
        assertEquals(offered, meta.counts().dropped() + meta.counts().exchanges());
        recorder.offer(one);
        assertEquals(offered, recorder.meta().get().counts().dropped() + meta.counts().exchanges());
    }

    @Test
    void timeEndsIt() {
        var ask = new Ask("iris", 1, new Quota(1_000_000, 3, 0), Redaction.USUAL, null);
        try (var recorder = Recorder.start(root.resolve("r"), ask, tasks)) {
            Awaitility.await().until(recorder::over);
            assertEquals(State.DONE, recorder.meta().get().state());
        }
    }

    @Test
    void aStudioThatEndsWritesWhatItHas() {
        var own = new Tasks();
        Recorder recorder = Recorder.start(root.resolve("r"), Exchanges.ask(Redaction.USUAL), own);
        recorder.offer(Exchanges.json(0, "1", "2"));
        own.close();
        assertTrue(recorder.over());
        assertEquals(1, Recording.open(root.resolve("r")).size());
    }

    @Test
    void anIndexThatEndsAnywhereOpensWithItsWholeLines() throws IOException {
        Path folder = root.resolve("r");
        try (var recorder = Recorder.start(folder, Exchanges.ask(Redaction.USUAL), tasks)) {
            IntStream.range(0, 4).forEach(i -> recorder.offer(Exchanges.json(i, "in" + i, "out" + i)));
        }
        byte[] index = Files.readAllBytes(folder.resolve(RecordingWriter.INDEX));
        for (int length = 0; length <= index.length; length++) {
            byte[] begun = java.util.Arrays.copyOf(index, length);
            Files.write(folder.resolve(RecordingWriter.INDEX), begun);
            long whole = new String(begun, StandardCharsets.UTF_8).chars().filter(c -> c == '\n').count();
            assertEquals(whole, entries(Recording.open(folder)).size(), "cut at " + length);
        }
        Files.write(folder.resolve(RecordingWriter.INDEX), index);
        byte[] bodies = Files.readAllBytes(folder.resolve(RecordingWriter.BODIES));
        for (int length = 0; length <= bodies.length; length++) {
            Files.write(folder.resolve(RecordingWriter.BODIES), java.util.Arrays.copyOf(bodies, length));
            Recording recording = Recording.open(folder);
            for (Entry entry : entries(recording)) {
                assertEquals("out" + entry.number(), text(recording, entry.answer()));
            }
            assertEquals(length / 7, recording.size(), "cut at " + length);
        }
    }

    @Test
    void theyAreListedRenamedAndDeleted() {
        var recordings = new Recordings(root);
        try (var recorder = Recorder.start(recordings.free("one"), Exchanges.ask(Redaction.USUAL), tasks)) {
            assertEquals("record.busy",
                    assertThrows(StudioException.class, () -> recordings.delete("one")).problem().code());
            recorder.offer(Exchanges.json(0, "1", "2"));
        }
        recordings.rename("one", "two");
        assertEquals(List.of("two"), recordings.list().stream().map(Recordings.Summary::name).toList());
        assertEquals(1, recordings.list().getFirst().meta().counts().exchanges());
        assertTrue(recordings.size("two") > 100);
        assertEquals("record.taken",
                assertThrows(StudioException.class, () -> recordings.free("two")).problem().code());
        assertEquals("record.name",
                assertThrows(StudioException.class, () -> recordings.free("../out")).problem().code());
        recordings.delete("two");
        assertEquals(List.of(), recordings.list());
        assertEquals("record.unknown",
                assertThrows(StudioException.class, () -> recordings.open("two")).problem().code());
        assertFalse(Files.exists(root.resolve("two")));
    }

    static List<Entry> entries(Recording recording) {
        try (Stream<Entry> entries = recording.entries()) {
            return entries.toList();
        }
    }

    static String text(Recording recording, Entry.Place place) throws IOException {
        try (InputStream in = recording.body(place)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// A disk of 100 kB for each file, which writes what fits.
    private static final class Small extends OutputStream {
        private final OutputStream out;
        private int left = 100_000;

        Small(Path file) throws IOException {
            out = RecordingWriter.file(file);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[]{(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int fits = Math.min(left, length);
            out.write(bytes, from, fits);
            left -= fits;
            if (fits < length) throw new IOException("No space left on device");
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /// A disk that stands still until it is let go.
    private static final class Held extends OutputStream {
        private final OutputStream out;
        private final CountDownLatch held;

        Held(OutputStream out, CountDownLatch held) {
            this.out = out;
            this.held = held;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[]{(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
