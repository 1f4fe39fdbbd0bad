package slipway.requests;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// A body in rows for people, none of them built before it is asked for: an index remembers where every
/// [#STEP]th row begins, and a row is laid out from there. So 50 MB of JSON on one line are shown without being copied.
/// Immutable; any thread.
public final class BodyRows {
    static final int STEP = 64;

    private final ByteBuffer bytes;
    private final Kind kind;
    private final Charset charset;
    private final List<RowWalk.Mark> marks;
    private final int rows;
    private final int fault;
    private final boolean open;
    private final boolean malformed;
    private final boolean whole;

    /// How the rows are laid out.
    public enum Kind {
        /// One or several JSON values, laid out anew.
        JSON,
        /// Lines as they came.
        TEXT,
        /// Sixteen bytes a row.
        HEX
    }

    /// `goesOn`: it begins within a string that began in a row before.
    public record Row(String text, boolean goesOn) {}

    private BodyRows(ByteBuffer bytes, Kind kind, Charset charset, Index index, int fault, boolean malformed) {
        this.bytes = bytes;
        this.kind = kind;
        this.charset = charset;
        this.marks = index.marks;
        this.rows = index.rows;
        this.open = index.open;
        this.fault = fault;
        this.malformed = malformed;
        this.whole = index.whole;
    }

    private record Index(List<RowWalk.Mark> marks, int rows, boolean open, int fault, boolean whole) {}

    /// The whole of `exchange`’s body.
    public static ByteBuffer bytes(Exchange exchange) throws IOException {
        Path file = exchange.received().file();
        return file == null ? ByteBuffer.wrap(exchange.body().toArray()) : mapped(file);
    }

    /// Unmapped when nobody holds it any more.
    static ByteBuffer mapped(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = Math.min(channel.size(), Integer.MAX_VALUE);
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto()).asByteBuffer();
        }
    }

    /// Indexes `bytes`, which nobody changes from then on.
    ///
    /// @param pretty JSON laid out anew where it is JSON; else lines as they came; bytes where it is no text
    public static BodyRows of(ByteBuffer bytes, Charset charset, boolean pretty) {
        boolean malformed = charset.equals(StandardCharsets.UTF_8) && !binary(bytes) && !wellFormed(bytes);
        return of(bytes, charset, pretty, malformed, Integer.MAX_VALUE);
    }

    /// At most its first `most` rows, which are there at once however long it is; as [#of] has them, unless it turns out
    /// further on to be no JSON.
    public static BodyRows beginning(ByteBuffer bytes, Charset charset, boolean pretty, int most) {
        return of(bytes, charset, pretty, false, most);
    }

    private static BodyRows of(ByteBuffer bytes, Charset charset, boolean pretty, boolean malformed, int most) {
        if (binary(bytes)) {
            return new BodyRows(bytes, Kind.HEX, charset, new Index(List.of(), (bytes.limit() + 15) / 16,
                    false, -1, true), -1, false);
        }
        int fault = -1;
        if (pretty && beginsJson(bytes)) {
            Index index = index(new JsonWalk(bytes), most);
            if (index.fault < 0) return new BodyRows(bytes, Kind.JSON, charset, index, -1, malformed);
            fault = index.fault;
        }
        return new BodyRows(bytes, Kind.TEXT, charset, index(new LineWalk(bytes), most), fault, malformed);
    }

    private static Index index(RowWalk walk, int most) {
        var marks = new ArrayList<RowWalk.Mark>();
        int rows = 0;
        while (true) {
            if (rows % STEP == 0) marks.add(walk.mark());
            if (rows == most) return new Index(List.copyOf(marks), rows, false, -1, false);
            if (!walk.next()) break;
            rows++;
        }
        return new Index(List.copyOf(marks), rows, walk.open(), walk.fault(), true);
    }

    public int size() {
        return rows;
    }

    public Kind kind() {
        return kind;
    }

    /// Whether these are all rows of the body.
    public boolean whole() {
        return whole;
    }

    /// Where it stops being JSON, in bytes, though it began as such; -1 where it did not begin or does not stop.
    public int fault() {
        return fault;
    }

    /// The JSON ends before its last bracket.
    public boolean open() {
        return open;
    }

    /// Some bytes are no UTF-8; they are shown as the replacement character.
    public boolean malformed() {
        return malformed;
    }

    public Row get(int row) {
        if (row < 0 || row >= rows) throw new IndexOutOfBoundsException(row);
        if (kind == Kind.HEX) return new Row(hex(row), false);
        RowWalk walk = walkTo(row);
        walk.next();
        return new Row(walk.row(charset), walk.goesOn());
    }

    /// The row that shows the byte at `offset`.
    public int rowAt(int offset) {
        if (kind == Kind.HEX) return offset / 16;
        int low = 0;
        int high = marks.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (marks.get(middle).at() <= offset) low = middle;
            else
                high = middle - 1;
        }
        int row = low * STEP;
        RowWalk walk = walkTo(row);
        while (row < rows - 1 && walk.next() && walk.mark().at() <= offset)
            row++;
        return row;
    }

    private RowWalk walkTo(int row) {
        RowWalk walk = kind == Kind.JSON ? new JsonWalk(bytes) : new LineWalk(bytes);
        walk.go(marks.get(row / STEP));
        for (int i = 0; i < row % STEP; i++)
            walk.next();
        return walk;
    }

    /// Offsets of the first `max` places that hold `words`, letters of ASCII in any case.
    public List<Integer> find(String words, int max) throws InterruptedException {
        return BodySearch.find(bytes, words.getBytes(charset), max);
    }

    private String hex(int row) {
        var text = new StringBuilder(String.format("%08x  ", row * 16));
        var letters = new StringBuilder();
        for (int i = row * 16; i < row * 16 + 16; i++) {
            if (i < bytes.limit()) {
                int each = bytes.get(i) & 0xff;
                text.append(String.format("%02x ", each));
                letters.append(each >= 32 && each < 127 ? (char) each : '.');
            } else {
                text.append("   ");
            }
            if (i % 8 == 7) text.append(' ');
        }
        return text.append(letters).toString();
    }

    private static boolean beginsJson(ByteBuffer bytes) {
        int at = bytes.limit() >= 3 && bytes.get(0) == (byte) 0xef ? 3 : 0;
        while (at < bytes.limit() && Character.isWhitespace(bytes.get(at)))
            at++;
        return at < bytes.limit() && "{[\"-0123456789tfn".indexOf(bytes.get(at)) >= 0;
    }

    /// A zero byte, or many control characters, near the beginning.
    private static boolean binary(ByteBuffer bytes) {
        int odd = 0;
        int looked = Math.min(bytes.limit(), 4_096);
        for (int i = 0; i < looked; i++) {
            int each = bytes.get(i) & 0xff;
            if (each == 0) return true;
            if (each < 32 && each != '\n' && each != '\r' && each != '\t' && each != 27 && each != '\f') odd++;
        }
        return odd * 20 > looked;
    }

    private static boolean wellFormed(ByteBuffer bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer room = CharBuffer.allocate(16_384);
        ByteBuffer in = bytes.duplicate().rewind();
        while (true) {
            CoderResult result = decoder.decode(in, room, true);
            if (result.isError()) return false;
            if (result.isUnderflow()) return true;
            room.clear();
        }
    }

    /// What a content type names, UTF-8 where it names none that is known and has one byte a letter.
    public static Charset charset(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(java.util.Locale.ROOT);
        if (type.contains("charset=iso-8859-1") || type.contains("charset=latin1")) return StandardCharsets.ISO_8859_1;
        return type.contains("charset=windows-1252") ? Charset.forName("windows-1252") : StandardCharsets.UTF_8;
    }
}
