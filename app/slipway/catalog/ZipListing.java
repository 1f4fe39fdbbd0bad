package slipway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

import org.jspecify.annotations.Nullable;

/// The entries of a zip by its central directory, read where they lie. Flags and checksums are looked past on purpose:
/// libraries of models do so too, and archives are made to make readers stop there. One thread.
final class ZipListing {
    static final int MOST_ENTRIES = 10_000;
    private static final int END = 22;
    private static final int LOCATOR = 20;
    private static final int MOST_COMMENT = 1 << 16;
    private static final long BIG_END_MARK = 0x06064b50L;
    private static final long LOCATOR_MARK = 0x07064b50L;
    private static final long ENTRY_MARK = 0x02014b50L;
    private static final long LOCAL_MARK = 0x04034b50L;
    private static final long IN_EXTRA = 0xffffffffL;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    /// One entry: `packed` bytes in the file make `size` bytes, as far as the directory is to be trusted.
    record Entry(String name, int method, long packed, long size, long at) {}

    private final Cursor.Bytes bytes;
    private final Cursor cursor;
    private final List<Entry> entries = new ArrayList<>();
    private long count;

    private ZipListing(Cursor.Bytes bytes) {
        this.bytes = bytes;
        this.cursor = new Cursor(bytes);
    }

    /// The entries of the zip that `bytes` are, the first [#MOST_ENTRIES] of them.
    ///
    /// @throws Malformed where the directory is damaged or missing
    static ZipListing of(Cursor.Bytes bytes) throws IOException {
        var listing = new ZipListing(bytes);
        listing.readDirectory();
        return listing;
    }

    List<Entry> entries() {
        return entries;
    }

    /// Whether the archive has more entries than were read.
    boolean cut() {
        return count > entries.size();
    }

    Optional<Entry> named(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /// The content of `entry`.
    ///
    /// @throws Malformed where it does not lie where the directory says, or is packed in an unknown way
    Source source(Entry entry) throws IOException {
        cursor.at(entry.at());
        if (cursor.u32() != LOCAL_MARK) throw new Malformed("no entry where the directory says", entry.at());
        cursor.at(entry.at() + 26);
        int name = cursor.u16();
        int extra = cursor.u16();
        long from = entry.at() + 30 + name + extra;
        if (entry.packed() < 0 || from + entry.packed() > bytes.size()) throw new Malformed("cut off", entry.at());
        Source packed = Source.part(bytes, from, entry.packed());
        return switch (entry.method()) {
            case STORED -> packed;
            case DEFLATED -> inflated(packed);
            default -> throw new Malformed("unknown packing " + entry.method(), entry.at());
        };
    }

    /// The first `most` bytes of `entry`, nothing where it cannot be read.
    byte[] head(Entry entry, int most) {
        try {
            return Source.head(source(entry), most);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /// The text of `entry`, null where it is larger than `most` bytes or cannot be read.
    @Nullable
    String text(Entry entry, int most) {
        byte[] content = head(entry, most + 1);
        return content.length > most ? null : new String(content, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Source inflated(Source packed) {
        return new Source() {
            @Override
            public InputStream open() throws IOException {
                var inflater = new Inflater(true);
                InputStream in = new InflaterInputStream(packed.open(), inflater) {
                    @Override
                    public void close() throws IOException {
                        super.close();
                        inflater.end();
                    }
                };
                return new Inflated.Bounded(in);
            }

            @Override
            public long size() {
                return -1;
            }
        };
    }

    private void readDirectory() throws IOException {
        long end = findEnd();
        cursor.at(end + 10);
        count = cursor.u16();
        long length = cursor.u32();
        long start = cursor.u32();
        long big = bigEnd(end);
        long directoryEnd = big < 0 ? end : big;
        if (big >= 0) {
            cursor.at(big + 32);
            count = cursor.u64();
            length = cursor.u64();
            start = cursor.u64();
        }
        if (length < 0 || length > directoryEnd) throw new Malformed("directory beyond the end", end);
        // what stands before the archive (a start script, say) moves all offsets
        long moved = directoryEnd - length - start;
        cursor.at(directoryEnd - length);
        while (entries.size() < MOST_ENTRIES && cursor.position() < directoryEnd)
            entries.add(entry(moved));
        count = Math.max(count, cursor.position() < directoryEnd ? entries.size() + 1L : entries.size());
    }

    private long findEnd() throws IOException {
        long from = Math.max(0, bytes.size() - END - MOST_COMMENT);
        byte[] tail = cursor.at(from).bytes(bytes.size() - from);
        for (int at = tail.length - END; at >= 0; at--)
            if (tail[at] == 'P' && tail[at + 1] == 'K' && tail[at + 2] == 5 && tail[at + 3] == 6) return from + at;
        throw new Malformed("no directory at the end of the zip", bytes.size());
    }

    private long bigEnd(long end) throws IOException {
        if (end < LOCATOR) return -1;
        cursor.at(end - LOCATOR);
        if (cursor.u32() != LOCATOR_MARK) return -1;
        cursor.skip(4);
        long at = cursor.u64();
        if (at < 0 || at + 56 > end) return -1;
        cursor.at(at);
        return cursor.u32() == BIG_END_MARK ? at : -1;
    }

    private Entry entry(long moved) throws IOException {
        long at = cursor.position();
        if (cursor.u32() != ENTRY_MARK) throw new Malformed("no entry of the directory", at);
        cursor.skip(6);
        int method = cursor.u16();
        cursor.skip(8);
        long packed = cursor.u32();
        long size = cursor.u32();
        int nameLength = cursor.u16();
        int extraLength = cursor.u16();
        int commentLength = cursor.u16();
        cursor.skip(8);
        long offset = cursor.u32();
        String name = cursor.text(nameLength);
        long after = cursor.position() + extraLength;
        long[] wide = {size, packed, offset};
        wide(wide, after);
        cursor.at(after).skip(commentLength);
        return new Entry(name, method, wide[1], wide[0], wide[2] + moved);
    }

    /// Replaces the numbers that are too large for 32 bits by those of the extra field.
    private void wide(long[] numbers, long end) throws IOException {
        while (cursor.position() + 4 <= end) {
            int kind = cursor.u16();
            int length = cursor.u16();
            long next = Math.min(end, cursor.position() + length);
            for (int i = 0; kind == 1 && i < numbers.length; i++)
                if (numbers[i] == IN_EXTRA && cursor.position() + 8 <= next) numbers[i] = cursor.u64();
            cursor.at(next);
        }
    }
}
