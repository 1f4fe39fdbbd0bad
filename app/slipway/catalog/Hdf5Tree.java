package slipway.catalog;

import java.io.IOException;

/// Walks a B-tree of version 2, node by node. A tree that leads in circles ends at a bound. One walk, one thread.
final class Hdf5Tree {
    private static final int MOST_NODES = 5_000;
    private static final int DEEPEST = 8;
    /// Signature, version, type and checksum of a node.
    private static final int NODE_OVERHEAD = 10;

    private final Hdf5Cursor file;
    private final Visitor visitor;
    private final int[] countBytes = new int[DEEPEST + 1];
    private int recordBytes;
    private int leafCountBytes;
    private long most;
    private int nodes;

    /// Asked at each record; it may move the cursor.
    interface Visitor {
        void record(long at) throws IOException;
    }

    private Hdf5Tree(Hdf5Cursor file, Visitor visitor) {
        this.file = file;
        this.visitor = visitor;
    }

    /// Shows the records of the tree of `type` at `address`, which are `width` bytes each.
    static void walk(Hdf5Cursor file, long address, int type, int width, Visitor visitor) throws IOException {
        new Hdf5Tree(file, visitor).walk(address, type, width);
    }

    private void walk(long address, int type, int width) throws IOException {
        file.expect(address, "BTHD");
        if (file.in.u8() != type) throw new Malformed("another kind of tree", address);
        long nodeBytes = file.in.u32();
        recordBytes = file.in.u16();
        int depth = file.in.u16();
        file.in.skip(2);
        long root = file.offset();
        int records = file.in.u16();
        if (recordBytes != width || nodeBytes < NODE_OVERHEAD + width || depth > DEEPEST) {
            throw new Malformed("impossible tree", address);
        }
        if (records == 0) return;
        sizes(nodeBytes, depth);
        node(file.within(root), records, depth);
    }

    /// How wide the counts in the nodes are follows from how much a node can hold.
    private void sizes(long nodeBytes, int depth) {
        most = (nodeBytes - NODE_OVERHEAD) / recordBytes;
        leafCountBytes = encoded(most);
        long below = most;
        for (int level = 1; level <= depth; level++) {
            long pointer = (long) file.offsetBytes + leafCountBytes + countBytes[level - 1];
            long here = Math.max(0, (nodeBytes - NODE_OVERHEAD - pointer) / (recordBytes + pointer));
            below = Math.min(Long.MAX_VALUE >> 32, (here + 1) * below + here);
            countBytes[level] = encoded(below);
        }
    }

    private static int encoded(long highest) {
        return (63 - Long.numberOfLeadingZeros(Math.max(1, highest))) / 8 + 1;
    }

    private void node(long address, long records, int depth) throws IOException {
        if (++nodes > MOST_NODES) throw new Malformed("too many nodes, or nodes in a circle", address);
        if (records > most) throw new Malformed("more records than a node holds", address);
        file.expect(address, depth == 0 ? "BTLF" : "BTIN");
        long first = file.in.position() + 1;
        for (long i = 0; i < records; i++)
            visitor.record(first + i * recordBytes);
        if (depth == 0) return;
        long pointer = first + records * recordBytes;
        for (long i = 0; i <= records; i++) {
            file.in.at(pointer);
            long child = file.address();
            long count = file.in.number(leafCountBytes);
            node(child, count, depth - 1);
            pointer += (long) file.offsetBytes + leafCountBytes + countBytes[depth - 1];
        }
    }
}
