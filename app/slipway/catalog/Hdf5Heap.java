package slipway.catalog;

import java.io.IOException;

/// A fractal heap, as far as finding one object by its id: in a block, or, where it is huge, by itself. Heaps with
/// filters are refused. One reading, one thread.
final class Hdf5Heap {
    private static final int HUGE_TREE = 1;
    private static final int HUGE_ID = 1;
    private static final int MOST_HUGE = 100;
    private static final int DEEPEST = 64;

    private final Hdf5Cursor file;
    private final int idBytes;
    private final long hugeTree;
    private final int width;
    private final long start;
    private final int directRows;
    private final int offsetBytes;
    private final int sizeBytes;
    private final long root;
    private final int rows;
    private int sought;

    /// Where an object lies.
    record Place(long from, long to) {}

    Hdf5Heap(Hdf5Cursor file, long address) throws IOException {
        this.file = file;
        Cursor in = file.in;
        file.expect(address, "FRHP");
        idBytes = in.u16();
        if (in.u16() != 0) throw new Malformed("a heap with filters", address);
        in.skip(1);
        long mostManaged = in.u32();
        file.length();
        hugeTree = file.offset();
        file.length();
        file.offset();
        in.skip(8L * file.lengthBytes);
        width = in.u16();
        start = file.length();
        long mostDirect = file.length();
        int bits = in.u16();
        in.skip(2);
        root = file.offset();
        rows = in.u16();
        if (!power(width) || !power(start) || !power(mostDirect) || mostDirect < start || mostManaged < 1 || bits < 1
                || bits > 63) {
            throw new Malformed("impossible heap", address);
        }
        directRows = log(mostDirect) - log(start) + 2;
        offsetBytes = (bits + 7) / 8;
        sizeBytes = Math.min((log(mostDirect) + 7) / 8, log(mostManaged) / 8 + 1);
    }

    private static boolean power(long number) {
        return number > 0 && Long.bitCount(number) == 1;
    }

    private static int log(long number) {
        return 63 - Long.numberOfLeadingZeros(number);
    }

    /// Where the object lies whose id stands at `id`.
    Place place(long id) throws IOException {
        int kind = file.in.at(id).u8() >> 4 & 3;
        if (kind == HUGE_ID) return huge();
        if (kind != 0 || 1 + offsetBytes + sizeBytes > idBytes) throw new Malformed("unknown kind of id", id);
        long offset = file.in.number(offsetBytes);
        long size = file.in.number(sizeBytes);
        return place(rows == 0 ? file.within(root) + offset : managed(offset), size);
    }

    private Place place(long from, long size) throws Malformed {
        if (from < 0 || size < 0 || size > file.in.size() - from) throw new Malformed("object beyond the end", from);
        return new Place(from, from + size);
    }

    /// Follows the table of blocks, each row of which has blocks of twice the size, down to the block with `offset`.
    private long managed(long offset) throws IOException {
        long block = file.within(root);
        long rest = offset;
        int count = rows;
        for (int depth = 0; depth < DEEPEST; depth++) {
            long rowBytes = start * width;
            int row = rest < rowBytes ? 0 : log(rest / rowBytes) + 1;
            if (row >= count || row > 62 - log(rowBytes)) throw new Malformed("object outside its heap", block);
            long blockBytes = row < 2 ? start : start << (row - 1);
            if (row > 0) rest -= rowBytes << (row - 1);
            long column = rest / blockBytes;
            rest -= column * blockBytes;
            file.expect(block, "FHIB");
            file.in.skip((long) file.offsetBytes + offsetBytes);
            file.in.skip(((long) row * width + column) * file.offsetBytes);
            block = file.address();
            if (row < directRows) return block + rest;
            count = log(blockBytes) - log(rowBytes) + 1;
        }
        throw new Malformed("a heap without end", block);
    }

    private Place huge() throws IOException {
        int known = file.offsetBytes + file.lengthBytes;
        if (known < idBytes) return place(file.address(), file.length());
        // each is sought in the whole tree
        if (++sought > MOST_HUGE) throw new Malformed("too many huge objects", hugeTree);
        long wanted = file.in.number(Math.min(8, idBytes - 1));
        long[] found = {-1, 0};
        Hdf5Tree.walk(file, file.within(hugeTree), HUGE_TREE, known + file.lengthBytes, at -> {
            file.in.at(at);
            long address = file.offset();
            long size = file.length();
            if (file.length() != wanted) return;
            found[0] = file.within(address);
            found[1] = size;
        });
        if (found[0] < 0) throw new Malformed("object not in its heap", hugeTree);
        return place(found[0], found[1]);
    }
}
