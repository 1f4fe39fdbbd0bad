package slipway.serve;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/// One question to a name server, as RFC 1035 writes it. Immutable.
final class SinkQuestion {
    static final int A = 1;
    static final int PTR = 12;
    private static final int AAAA = 28;
    private static final int HEADER = 12;
    private static final int SECONDS = 5;

    private final short id;
    private final String name;
    private final int type;
    /// The question as it stood in the message, which the answer repeats.
    private final byte[] raw;

    private SinkQuestion(short id, String name, int type, byte[] raw) {
        this.id = id;
        this.name = name;
        this.type = type;
        this.raw = raw;
    }

    String name() {
        return name;
    }

    /// What is asked of the name: an address, or the name of an address.
    int type() {
        return type;
    }

    /// Null for what is no single question.
    static @Nullable SinkQuestion read(byte[] message, int length) {
        if (length < HEADER + 5 || (message[2] & 0x80) != 0 || message[4] != 0 || message[5] != 1) return null;
        var name = new StringBuilder();
        int at = HEADER;
        while (at < length && message[at] != 0) {
            int size = message[at] & 0xFF;
            // a question points nowhere
            if (size > 63 || at + 1 + size >= length) return null;
            if (!name.isEmpty()) name.append('.');
            name.append(new String(message, at + 1, size, StandardCharsets.ISO_8859_1));
            at += 1 + size;
        }
        int end = at + 5;
        if (end > length) return null;
        byte[] raw = new byte[end - HEADER];
        System.arraycopy(message, HEADER, raw, 0, raw.length);
        var buffer = ByteBuffer.wrap(message);
        return new SinkQuestion(buffer.getShort(0), SinkNames.plain(name.toString()), buffer.getShort(at + 1) & 0xFFFF,
                raw);
    }

    String typeName() {
        return switch (type) {
            case A -> "A";
            case AAAA -> "AAAA";
            default -> String.valueOf(type);
        };
    }

    /// Every name has this address and nothing else; no address has a name.
    byte[] answer(byte[] address) {
        boolean found = type == A;
        var out = ByteBuffer.allocate(HEADER + raw.length + (found ? 12 + address.length : 0));
        // an answer, recursion wished and had; 3: no such name
        out.putShort(id).putShort((short) (type == PTR ? 0x8183 : 0x8180));
        out.putShort((short) 1).putShort((short) (found ? 1 : 0)).putInt(0).put(raw);
        if (found) {
            // the name stands in the question
            out.putShort((short) (0xC000 | HEADER)).putShort((short) A).putShort((short) 1).putInt(SECONDS);
            out.putShort((short) address.length).put(address);
        }
        return out.array();
    }
}
