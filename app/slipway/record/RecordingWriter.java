package slipway.record;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

import slipway.record.Entry.Place;
import slipway.record.RecordingMeta.Counts;

/// Appends to the files of one recording, redacted. One thread at a time.
///
/// A line reaches the index only after the bodies it names have reached theirs, so whoever finds a whole line finds its
/// bodies too. Identical bodies are written once, as long as the first is among the last [#REMEMBERED] different ones.
final class RecordingWriter implements AutoCloseable {
    static final String INDEX = "index.jsonl";
    static final String BODIES = "bodies.bin";
    static final int REMEMBERED = 100_000;
    private static final int WAITING = 1 << 18;

    private final Path folder;
    private final Redactor redactor;
    private final OutputStream index;
    private final OutputStream bodies;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private final Map<String, Long> places = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };
    private long indexBytes;
    private long bodyBytes;
    private long lost;
    private Counts counts = Counts.NONE;
    private Counts written = Counts.NONE;

    /// How its files are opened, for appending.
    interface Opening {
        OutputStream open(Path file) throws IOException;
    }

    RecordingWriter(Path folder, Redaction rules, Opening opening) throws IOException {
        this.folder = folder;
        redactor = new Redactor(rules);
        Files.createDirectories(folder);
        index = opening.open(folder.resolve(INDEX));
        bodies = new BufferedOutputStream(opening.open(folder.resolve(BODIES)), 1 << 16);
    }

    /// A stream and not a channel: a channel closes itself when its thread is interrupted.
    static OutputStream file(Path file) throws IOException {
        return new FileOutputStream(file.toFile(), true);
    }

    /// Writes one exchange, `offset` nanoseconds after the beginning; it may wait in memory until [#flush].
    void append(Exchange exchange, long offset) throws IOException {
        Redactor.Kept request = redactor.body(exchange.request(), exchange.requestHeaders());
        Redactor.Kept answer = redactor.body(exchange.answer(), exchange.answerHeaders());
        var cleaned = new Exchange(exchange.startNanos(), exchange.epochMillis(), exchange.requestId(),
                exchange.method(), redactor.target(exchange.target()), redactor.headers(exchange.requestHeaders()),
                request.body(), exchange.deployment(), exchange.revision(), exchange.copy(), exchange.status(),
                redactor.headers(exchange.answerHeaders()), answer.body(), exchange.totalNanos(),
                exchange.upstreamNanos(), exchange.error());
        Place first;
        Place second;
        try {
            first = place(request);
            second = place(answer);
        } catch (IOException e) {
            giveUp();
            lost++;
            throw e;
        }
        Entry entry = Entry.of(cleaned, counts.exchanges(), offset, first, second);
        waiting.writeBytes(JsonMapper.shared().writeValueAsBytes(entry));
        waiting.write('\n');
        counts = new Counts(counts.exchanges() + 1, indexBytes + waiting.size() + bodyBytes, 0,
                counts.cut() + count(first.cut()) + count(second.cut()),
                counts.redacted() + count(first.redacted()) + count(second.redacted()),
                counts.withheld() + count(first.withheld()) + count(second.withheld()));
        if (waiting.size() >= WAITING) flush();
    }

    private static int count(boolean is) {
        return is ? 1 : 0;
    }

    private Place place(Redactor.Kept kept) throws IOException {
        Exchange.Body body = kept.body();
        int length = body.kept().length();
        if (length == 0) return new Place(0, 0, body.size(), "", kept.redacted(), kept.withheld());
        String sha256 = body.kept().sha256();
        Long known = places.get(sha256);
        long at = known == null ? bodyBytes : known;
        if (known == null) {
            body.kept().writeTo(bodies);
            places.put(sha256, at);
            bodyBytes += length;
        }
        return new Place(at, length, body.size(), sha256, kept.redacted(), kept.withheld());
    }

    /// Everything so far reaches the files. A failure is the end of this writer: what was only begun is taken back.
    void flush() throws IOException {
        if (waiting.size() == 0) return;
        try {
            bodies.flush();
            waiting.writeTo(index);
            index.flush();
        } catch (IOException e) {
            giveUp();
            throw e;
        }
        indexBytes += waiting.size();
        waiting.reset();
        written = counts;
    }

    /// What stands in the files whole.
    Counts written() {
        return written;
    }

    /// What it will have written after the next flush.
    Counts counts() {
        return counts;
    }

    /// Exchanges that were taken back.
    long lost() {
        return lost;
    }

    private void giveUp() {
        lost = counts.exchanges() - written.exchanges();
        waiting.reset();
        counts = written;
        try (var file = new RandomAccessFile(folder.resolve(INDEX).toFile(), "rw")) {
            if (file.length() > indexBytes) file.setLength(indexBytes);
        } catch (IOException e) {
            // readers leave out a line without an end all the same
            System.getLogger(RecordingWriter.class.getName()).log(System.Logger.Level.INFO, folder.toString(), e);
        }
    }

    @Override
    public void close() throws IOException {
        try (index; bodies) {
            flush();
        }
    }
}
