package slipway.requests;

import java.nio.ByteBuffer;
import java.util.BitSet;

/// Lines as they came, long ones in pieces. One thread.
final class LineWalk extends RowWalk {
    private static final BitSet NONE = new BitSet(0);

    LineWalk(ByteBuffer bytes) {
        super(bytes);
    }

    @Override
    boolean next() {
        length = 0;
        if (at >= end) return false;
        while (at < end) {
            byte each = bytes.get(at);
            if (each == '\n') {
                at++;
                break;
            }
            if (full(each)) break;
            at++;
            if (each != '\r') put(each);
        }
        return true;
    }

    @Override
    Mark mark() {
        return new Mark(at, 0, (byte) 0, NONE);
    }

    @Override
    void go(Mark mark) {
        at = mark.at();
    }

    @Override
    boolean goesOn() {
        return false;
    }

    @Override
    boolean open() {
        return false;
    }

    @Override
    int fault() {
        return -1;
    }
}
