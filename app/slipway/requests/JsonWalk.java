package slipway.requests;

import java.nio.ByteBuffer;
import java.util.BitSet;

/// JSON laid out in rows, one value after the other; short containers without containers inside stay on their row.
/// Walks the bytes once, keeps only the open brackets, and stops where it is no JSON ([#fault]). One thread.
final class JsonWalk extends RowWalk {
    private static final int INLINE = 72;
    private static final String SCALARS = "-0123456789tfnNI";
    private static final int DEEPEST_INDENT = 40;
    private static final byte ITEM = 0;
    private static final byte IN_VALUE = 1;
    private static final byte IN_KEY = 2;

    private BitSet objects = new BitSet();
    private int depth;
    private byte mode = ITEM;
    private boolean goesOn;
    private boolean open;
    private int fault = -1;

    JsonWalk(ByteBuffer bytes) {
        super(bytes);
        // a byte order mark
        if (end >= 3 && bytes.get(0) == (byte) 0xef && bytes.get(1) == (byte) 0xbb) at = 3;
    }

    @Override
    Mark mark() {
        return new Mark(at, depth, mode, (BitSet) objects.clone());
    }

    @Override
    void go(Mark mark) {
        at = mark.at();
        depth = mark.depth();
        mode = mark.mode();
        objects = (BitSet) mark.kinds().clone();
    }

    @Override
    boolean goesOn() {
        return goesOn;
    }

    @Override
    boolean open() {
        return open;
    }

    @Override
    int fault() {
        return fault;
    }

    @Override
    boolean next() {
        length = 0;
        goesOn = mode != ITEM;
        if (goesOn) {
            string(mode);
            return fault < 0;
        }
        space();
        if (at >= end) {
            open |= depth > 0;
            return false;
        }
        byte each = bytes.get(at);
        if (each == '}' || each == ']') {
            close(each);
            return fault < 0;
        }
        indent();
        if (depth > 0 && objects.get(depth - 1)) {
            if (each != '"') return stop();
            put(each);
            at++;
            string(IN_KEY);
        } else {
            value();
        }
        return fault < 0;
    }

    private boolean stop() {
        fault = at;
        return false;
    }

    private void indent() {
        for (int i = 0; i < 2 * Math.min(depth, DEEPEST_INDENT); i++)
            put(' ');
    }

    private void close(byte bracket) {
        if (depth == 0 || objects.get(depth - 1) != (bracket == '}')) {
            stop();
            return;
        }
        depth--;
        indent();
        put(bracket);
        at++;
        after();
    }

    private void value() {
        if (at >= end) {
            open = true;
            return;
        }
        byte each = bytes.get(at);
        if (each == '"') {
            put(each);
            at++;
            string(IN_VALUE);
        } else if (each == '{' || each == '[') {
            if (inline()) {
                after();
                return;
            }
            put(each);
            at++;
            objects.set(depth++, each == '{');
        } else if (SCALARS.indexOf(each) >= 0) {
            while (at < end && !delimits(bytes.get(at)) && length < CUT)
                put(bytes.get(at++));
            after();
        } else {
            stop();
        }
    }

    /// Copies a string up to its end or the row’s; `where` tells what comes behind it.
    private void string(byte where) {
        mode = where;
        while (at < end) {
            byte each = bytes.get(at);
            if (full(each)) return;
            put(each);
            at++;
            if (each == '\\' && at < end) put(bytes.get(at++));
            if (each == '"') {
                mode = ITEM;
                if (where == IN_KEY) key();
                else
                    after();
                return;
            }
        }
        mode = ITEM;
        open = true;
    }

    private void key() {
        space();
        if (at >= end) {
            open = true;
            return;
        }
        if (bytes.get(at) != ':') {
            stop();
            return;
        }
        at++;
        put(':');
        put(' ');
        space();
        value();
    }

    /// A comma belongs to the row it follows.
    private void after() {
        space();
        if (at >= end) return;
        byte each = bytes.get(at);
        if (each == ',' && depth > 0) {
            put(each);
            at++;
        } else if (depth > 0 && each != '}' && each != ']') {
            stop();
        }
    }

    /// Puts a whole container into the row where it is short and holds none; else leaves everything as it was.
    private boolean inline() {
        int from = at;
        int before = length;
        byte close = bytes.get(at) == '{' ? (byte) '}' : (byte) ']';
        put(bytes.get(at++));
        boolean object = close == '}';
        boolean name = object;
        boolean item = false;
        while (at < end && length - before <= INLINE) {
            byte each = bytes.get(at);
            if (white(each)) {
                at++;
            } else if (each == close) {
                if (object && name && item) break;
                put(each);
                at++;
                return true;
            } else if (each == ',' || each == ':') {
                boolean colon = each == ':';
                if (!item || name != colon) break;
                name = object && !colon;
                item = false;
                put(each);
                put(' ');
                at++;
            } else {
                if (item || !piece(name)) break;
                item = true;
            }
        }
        at = from;
        length = before;
        return false;
    }

    /// A string, or where none is `asked` for any plain value; false where neither is here, or it is too long.
    private boolean piece(boolean asked) {
        int from = at;
        byte first = bytes.get(at);
        if (first == '"') {
            do {
                put(bytes.get(at));
                if (bytes.get(at++) == '\\' && at < end) put(bytes.get(at++));
            } while (at < end && bytes.get(at) != '"' && at - from <= INLINE);
            if (at >= end || bytes.get(at) != '"') return false;
            put(bytes.get(at++));
            return true;
        }
        if (asked || SCALARS.indexOf(first) < 0) return false;
        while (at < end && !delimits(bytes.get(at)) && at - from <= INLINE)
            put(bytes.get(at++));
        return true;
    }

    private void space() {
        while (at < end && white(bytes.get(at)))
            at++;
    }

    private static boolean white(byte each) {
        return each == ' ' || each == '\n' || each == '\r' || each == '\t';
    }

    private static boolean delimits(byte each) {
        return each == ',' || each == ']' || each == '}' || each == ':' || white(each);
    }
}
