package slipway.engine.docker;

import java.nio.charset.StandardCharsets;

/// Walks the fields of one protobuf message in memory. A message that is cut or damaged ends where it can no longer be
/// read: its readers only show what they understand. One thread.
final class ProtoFields {
    private final byte[] bytes;
    private final int end;
    private int at;
    private int number;
    private long value;
    private int from;
    private int to;

    ProtoFields(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private ProtoFields(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /// Moves to the next field; whether there is one.
    boolean next() {
        if (at >= end) return false;
        long tag = varint();
        number = (int) (tag >>> 3);
        from = at;
        switch ((int) (tag & 7)) {
            case 0 -> value = varint();
            case 1 -> at += 8;
            case 2 -> {
                long length = varint();
                if (length < 0 || length > end - at) return cut();
                from = at;
                at += (int) length;
            }
            case 5 -> at += 4;
            default -> {
                return cut();
            }
        }
        to = at;
        return at <= end || cut();
    }

    int number() {
        return number;
    }

    long value() {
        return value;
    }

    String text() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    ProtoFields message() {
        return new ProtoFields(bytes, from, to);
    }

    private boolean cut() {
        at = end;
        return false;
    }

    private long varint() {
        long result = 0;
        for (int shift = 0; shift < 64 && at < end; shift += 7) {
            int one = bytes[at++];
            result |= (long) (one & 0x7f) << shift;
            if (one >= 0) break;
        }
        return result;
    }
}
