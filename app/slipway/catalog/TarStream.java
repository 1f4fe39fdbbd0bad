package slipway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/// Walks the members of a tar from a stream; names and sizes are bounded before they are read. One stream, one thread;
/// whoever opened the stream closes it.
final class TarStream {
    private static final int BLOCK = 512;
    private static final int MOST_NAME = 1 << 16;
    private static final int SIZE_AT = 124;
    private static final int SIZE_BYTES = 12;
    private static final int KIND_AT = 156;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX_BYTES = 155;
    private static final int NAME_BYTES = 100;

    /// A member: `file` where it is a plain file, `folder` where it is a folder, neither for links and devices.
    record Member(String name, long size, boolean file, boolean folder) {}

    private final Bytes in;
    private long rest;

    TarStream(InputStream stream) {
        in = new Bytes(stream, -1);
    }

    /// The next member, null at the end; what was not read of the last one is passed over.
    ///
    /// @throws Malformed where the archive is cut off or no tar
    @Nullable
    Member next() throws IOException {
        String longName = null;
        while (true) {
            in.skip(rest);
            rest = 0;
            if (in.peek() < 0) return null;
            byte[] header = block();
            if (blank(header)) return null;
            if (header[257] != 'u' || header[258] != 's') throw new Malformed("no tar header", in.position() - BLOCK);
            long size = number(header);
            char kind = (char) header[KIND_AT];
            rest = size + (BLOCK - size % BLOCK) % BLOCK;
            if (kind == 'L' || kind == 'x') {
                byte[] said = content(MOST_NAME, size);
                String stated = kind == 'L' ? text(said, 0, said.length) : path(said);
                if (stated != null) longName = stated;
            } else if (kind != 'g' && kind != 'K') {
                boolean file = kind == '0' || kind == 0 || kind == '7';
                String name = longName == null ? name(header) : longName;
                return new Member(name, size, file && !name.endsWith("/"), kind == '5' || (file && name.endsWith("/")));
            }
        }
    }

    /// Up to `most` first bytes of the present member, which is `size` bytes long.
    byte[] content(int most, long size) throws IOException {
        byte[] content = new byte[(int) Math.min(most, size)];
        int count = 0;
        for (int next = 0; count < content.length && (next = in.read()) >= 0; count++)
            content[count] = (byte) next;
        rest -= count;
        if (count < content.length) throw new Malformed("cut off", in.position());
        return content;
    }

    private byte[] block() throws IOException {
        byte[] block = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++)
            block[i] = (byte) in.next();
        return block;
    }

    private static boolean blank(byte[] block) {
        for (byte one : block)
            if (one != 0) return false;
        return true;
    }

    private long number(byte[] header) throws IOException {
        long number = 0;
        boolean binary = (header[SIZE_AT] & 0x80) != 0;
        for (int i = SIZE_AT + (binary ? 4 : 0); i < SIZE_AT + SIZE_BYTES; i++) {
            if (binary) number = (number << 8) | (header[i] & 0xff);
            else if (header[i] >= '0' && header[i] <= '7') number = number * 8 + header[i] - '0';
            else if (header[i] == 0 && i > SIZE_AT) break;
        }
        if (number < 0 || number > 1L << 60) throw new Malformed("no size", in.position());
        return number;
    }

    private static String name(byte[] header) {
        String prefix = text(header, PREFIX_AT, PREFIX_BYTES);
        String name = text(header, 0, NAME_BYTES);
        // GNU keeps times where POSIX keeps the prefix
        return prefix.isEmpty() || header[262] == ' ' ? name : prefix + "/" + name;
    }

    private static String text(byte[] bytes, int from, int most) {
        int end = from;
        while (end < from + most && end < bytes.length && bytes[end] != 0)
            end++;
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private static @Nullable String path(byte[] records) {
        for (String line : new String(records, StandardCharsets.UTF_8).split("\n", -1)) {
            int at = line.indexOf(" path=");
            if (at > 0) return line.substring(at + " path=".length());
        }
        return null;
    }
}
