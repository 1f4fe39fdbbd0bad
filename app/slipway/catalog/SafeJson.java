package slipway.catalog;

import java.io.IOException;
import java.io.InputStream;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads JSON that comes with a model, bounded in depth and in the length of what is kept. Stateless.
final class SafeJson {
    private static final int MAX_DEPTH = 200;
    private static final int LONGEST_TEXT = 4 << 20;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(LONGEST_TEXT).maxNameLength(1 << 16).build())
            .build();
    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY).build();

    private SafeJson() {}

    /// A parser over the `length` bytes from `from`, which throws [JacksonException] where they are no JSON.
    static JsonParser parser(Cursor.Bytes bytes, long from, long length) {
        return FACTORY.createParser(ObjectReadContext.empty(), new Part(bytes, from, length));
    }

    /// The whole of a small JSON text as a tree.
    static JsonNode tree(String text) throws Malformed {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw malformed(e, 0);
        }
    }

    /// As [#tree(String)], of UTF-8.
    static JsonNode tree(byte[] text) throws Malformed {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw malformed(e, 0);
        }
    }

    static Malformed malformed(JacksonException e, long from) {
        long offset = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
        var malformed = new Malformed(e.getOriginalMessage() == null ? "no JSON" : e.getOriginalMessage(),
                from + offset);
        malformed.initCause(e);
        return malformed;
    }

    /// Some bytes of a file as a stream.
    private static final class Part extends InputStream {
        private final Cursor.Bytes bytes;
        private long at;
        private final long end;

        Part(Cursor.Bytes bytes, long from, long length) {
            this.bytes = bytes;
            this.at = from;
            this.end = from + length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (at >= end) return -1;
            byte[] next = new byte[(int) Math.min(length, end - at)];
            int count = bytes.read(at, next);
            if (count <= 0) return -1;
            System.arraycopy(next, 0, into, offset, count);
            at += count;
            return count;
        }
    }
}
