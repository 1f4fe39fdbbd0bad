package slipway.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// A table of a FlatBuffer, fields by number; each offset is checked against the size of the file. One thread.
final class FlatTable {
    private static final int LONGEST_TEXT = 1 << 16;

    private final Cursor in;
    private final long at;
    private final long vtable;
    private final int vtableBytes;

    private FlatTable(Cursor in, long at) throws IOException {
        this.in = in;
        this.at = at;
        this.vtable = at - (int) in.at(at).u32();
        this.vtableBytes = in.at(vtable).u16();
        if (vtableBytes < 4) throw new Malformed("impossible table", at);
        in.at(vtable).skip(vtableBytes);
    }

    /// The table that the file begins with.
    static FlatTable root(Cursor.Bytes bytes) throws IOException {
        var in = new Cursor(bytes);
        return new FlatTable(in, in.u32());
    }

    long u32(int field, long absent) throws IOException {
        long place = place(field);
        return place == 0 ? absent : in.at(place).u32();
    }

    int u8(int field, int absent) throws IOException {
        long place = place(field);
        return place == 0 ? absent : in.at(place).u8();
    }

    @Nullable
    String text(int field) throws IOException {
        long place = target(field);
        if (place == 0) return null;
        long length = in.at(place).u32();
        if (length > in.size() - in.position()) throw new Malformed("text beyond the end", place);
        return in.text(Math.min(length, LONGEST_TEXT));
    }

    /// Elements of a vector.
    long count(int field) throws IOException {
        long place = target(field);
        return place == 0 ? 0 : in.at(place).u32();
    }

    /// A vector of 32-bit numbers.
    List<Long> integers(int field, int most) throws IOException {
        var all = new ArrayList<Long>();
        long start = vector(field, most);
        long count = start == 0 ? 0 : in.at(start - 4).u32();
        for (long i = 0; i < count; i++)
            all.add((long) (int) in.u32());
        return all;
    }

    /// A vector of tables.
    List<FlatTable> tables(int field, int most) throws IOException {
        var all = new ArrayList<FlatTable>();
        long start = vector(field, most);
        long count = start == 0 ? 0 : in.at(start - 4).u32();
        for (long i = 0; i < count; i++) {
            long place = start + 4 * i;
            all.add(new FlatTable(in, place + in.at(place).u32()));
        }
        return all;
    }

    /// Where the elements of a vector of 4 bytes each begin, 0 where there is none.
    private long vector(int field, int most) throws IOException {
        long place = target(field);
        if (place == 0) return 0;
        long count = in.at(place).u32();
        if (count > most || count * 4 > in.size() - in.position()) throw new Malformed("impossible length", place);
        return in.position();
    }

    /// Where a field lies, 0 where it is not there.
    private long place(int field) throws IOException {
        int slot = 4 + 2 * field;
        if (slot + 2 > vtableBytes) return 0;
        int offset = in.at(vtable + slot).u16();
        return offset == 0 ? 0 : at + offset;
    }

    private long target(int field) throws IOException {
        long place = place(field);
        return place == 0 ? 0 : place + in.at(place).u32();
    }
}
