package slipway.record;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.record.Entry.Place;
import slipway.record.RecordingMeta.Counts;

/// A recording to be read: everything up to the last whole line, whatever became of its writer. Blocking; any thread.
///
/// In memory stand 32 bytes for each exchange and the one that is being read; bodies are streams.
public final class Recording {
    /// The longest line that is taken for one.
    private static final int LINE = 16 << 20;

    private final Path folder;
    private final RecordingMeta meta;
    private final List<Spot> spots;

    /// Where a line of the index stands.
    private record Spot(long offset, long at, int length) {}

    private Recording(Path folder, RecordingMeta meta, List<Spot> spots) {
        this.folder = folder;
        this.meta = meta;
        this.spots = spots;
    }

    /// Opens the recording in `folder`.
    ///
    /// @throws StudioException `record.unreadable` where there is none or it cannot be read
    public static Recording open(Path folder) {
        RecordingMeta meta = RecordingMeta.read(folder)
                .orElseThrow(() -> StudioException.of("record.unreadable", folder.getFileName()));
        try {
            List<Spot> spots = spots(folder);
            Counts old = meta.counts();
            var counts = new Counts(spots.size(), size(folder.resolve(RecordingWriter.INDEX))
                    + size(folder.resolve(RecordingWriter.BODIES)), old.dropped(), old.cut(), old.redacted(),
                    old.withheld());
            return new Recording(folder, meta.seenNow().with(counts), spots);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    private static StudioException failed(Path folder, IOException e) {
        return new StudioException(Problem.of("record.unreadable", folder.getFileName()), e);
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static List<Spot> spots(Path folder) throws IOException {
        var spots = new ArrayList<Spot>();
        long bodies = size(folder.resolve(RecordingWriter.BODIES));
        Path index = folder.resolve(RecordingWriter.INDEX);
        if (!Files.exists(index)) return spots;
        try (var in = new BufferedInputStream(Files.newInputStream(index), 1 << 16)) {
            long at = 0;
            byte[] line = line(in);
            while (line != null) {
                Entry entry = JsonMapper.shared().readValue(line, Entry.class);
                if (end(entry.request()) > bodies || end(entry.answer()) > bodies) break;
                spots.add(new Spot(entry.offset(), at, line.length));
                at += line.length + 1L;
                line = line(in);
            }
        } catch (JacksonException e) {
            // a line that a power cut left half written ends the recording as a missing one does
            System.getLogger(Recording.class.getName()).log(System.Logger.Level.INFO, folder.toString(), e);
        }
        spots.sort(Comparator.comparingLong(Spot::offset));
        return spots;
    }

    private static long end(Place place) {
        return place.at() + place.length();
    }

    /// The next whole line, null where none follows.
    private static byte @org.jspecify.annotations.Nullable [] line(InputStream in) throws IOException {
        var line = new java.io.ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') return line.toByteArray();
            if (line.size() >= LINE) return null;
            line.write(next);
        }
        return null;
    }

    public String name() {
        return folder.getFileName().toString();
    }

    public Path folder() {
        return folder;
    }

    /// With the counts as they stand in its files.
    public RecordingMeta meta() {
        return meta;
    }

    public int size() {
        return spots.size();
    }

    /// Its exchanges by the time of their requests, read one by one; to be closed.
    ///
    /// @throws StudioException `record.unreadable`, while it is read too
    public Stream<Entry> entries() {
        try {
            var file = new RandomAccessFile(folder.resolve(RecordingWriter.INDEX).toFile(), "r");
            return spots.stream().map(spot -> read(file, spot)).onClose(() -> {
                try {
                    file.close();
                } catch (IOException e) {
                    throw failed(folder, e);
                }
            });
        } catch (IOException e) {
            if (spots.isEmpty()) return Stream.empty();
            throw failed(folder, e);
        }
    }

    private Entry read(RandomAccessFile file, Spot spot) {
        try {
            file.seek(spot.at);
            byte[] line = new byte[spot.length];
            file.readFully(line);
            return JsonMapper.shared().readValue(line, Entry.class);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /// The body that stands at `place`; to be closed.
    public InputStream body(Place place) throws IOException {
        if (place.length() == 0) return InputStream.nullInputStream();
        var file = new RandomAccessFile(folder.resolve(RecordingWriter.BODIES).toFile(), "r");
        file.seek(place.at());
        return new Part(Channels.newInputStream(file.getChannel()), place.length());
    }

    /// The first `left` bytes of a stream.
    private static final class Part extends InputStream {
        private final InputStream in;
        private long left;

        Part(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (left <= 0) return -1;
            int read = in.read(into, from, (int) Math.min(length, left));
            if (read > 0) left -= read;
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
