package slipway.requests;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.BitSet;

/// Lays out one row after the other from a place in a body. One thread.
abstract class RowWalk {
    /// Longer lines go on in the next row; in bytes.
    static final int CUT = 400;

    final ByteBuffer bytes;
    final int end;
    int at;
    private byte[] row = new byte[CUT + 200];
    int length;

    RowWalk(ByteBuffer bytes) {
        this.bytes = bytes;
        this.end = bytes.limit();
    }

    /// All that a walk needs to go on from a row’s beginning.
    record Mark(int at, int depth, byte mode, BitSet kinds) {}

    /// Lays out the next row; false at the end, or where it cannot go on.
    abstract boolean next();

    abstract Mark mark();

    abstract void go(Mark mark);

    abstract boolean goesOn();

    abstract boolean open();

    abstract int fault();

    String row(Charset charset) {
        return new String(row, 0, length, charset);
    }

    void put(int each) {
        if (length == row.length) row = Arrays.copyOf(row, length * 2);
        row[length++] = (byte) each;
    }

    /// Whether the row is full and a letter begins here.
    boolean full(byte each) {
        return length >= CUT && (each & 0xc0) != 0x80;
    }
}
