package slipway.requests;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.List;
import java.util.Map;

/// The body of one answer as its head frames it: by chunks, by length, or by the end of the connection. Counts what
/// came. One thread.
final class FramedBody extends InputStream {
    private final InputStream in;
    private final boolean chunked;
    /// Left of the body or of the chunk; -1 while unknown.
    private long left;
    private final long told;
    private long count;
    private boolean ended;
    private Map<String, List<String>> trailers = Map.of();

    /// The connection ended before the body did; `told` is -1 where no length was named.
    static final class Half extends IOException {
        private static final long serialVersionUID = 1;
        private final long came;
        private final long told;

        Half(long came, long told) {
            super("the connection ended after " + came + " bytes of " + (told < 0 ? "an open body" : told));
            this.came = came;
            this.told = told;
        }

        long came() {
            return came;
        }

        long told() {
            return told;
        }
    }

    FramedBody(InputStream in, String method, AnswerHead head) throws ProtocolException {
        this.in = in;
        int status = head.status();
        boolean none = "HEAD".equals(method) || status == 204 || status == 304 || status < 200;
        chunked = !none && head.value("transfer-encoding").toLowerCase(java.util.Locale.ROOT).endsWith("chunked");
        told = none ? 0 : chunked ? -1 : length(head);
        left = chunked ? 0 : told;
        ended = none;
    }

    private static long length(AnswerHead head) throws ProtocolException {
        List<String> values = head.headers().getOrDefault("content-length", List.of());
        if (values.isEmpty()) return -1;
        if (values.stream().distinct().count() > 1 || !values.getFirst().matches("\\d{1,18}")) {
            throw new ProtocolException("Content-Length: " + String.join(", ", values));
        }
        return Long.parseLong(values.getFirst());
    }

    /// Bytes of the body so far.
    long count() {
        return count;
    }

    /// What Content-Length says, -1 without one.
    long told() {
        return told;
    }

    /// Bytes that lie behind the end of a body of a told length.
    long surplus() throws IOException {
        return ended && told > 0 ? in.available() : 0;
    }

    Map<String, List<String>> trailers() {
        return trailers;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (!ended && left == 0) {
            if (chunked) nextChunk();
            else
                ended = true;
        }
        if (ended) return -1;
        int n = in.read(to, offset, left < 0 ? length : (int) Math.min(length, left));
        if (n < 0) {
            if (told < 0 && !chunked) {
                ended = true;
                return -1;
            }
            throw new Half(count, told);
        }
        count += n;
        if (left > 0) left -= n;
        if (left == 0) finish();
        return n;
    }

    /// A body of a told length ends with its last byte; a chunk is followed by an empty line.
    private void finish() throws IOException {
        if (!chunked) ended = true;
        else if (!line().isEmpty()) throw new ProtocolException("a chunk is longer than its length");
    }

    private void nextChunk() throws IOException {
        String size = line();
        int semicolon = size.indexOf(';');
        String digits = (semicolon < 0 ? size : size.substring(0, semicolon)).strip();
        if (!digits.matches("[0-9a-fA-F]{1,15}")) throw new ProtocolException("no length of a chunk: " + size);
        left = Long.parseLong(digits, 16);
        if (left > 0) return;
        try {
            trailers = AnswerHead.fields(in, new int[]{64_000});
        } catch (java.io.EOFException e) {
            throw new Half(count, -1);
        }
        ended = true;
    }

    private String line() throws IOException {
        try {
            return AnswerHead.line(in, new int[]{4_096});
        } catch (java.io.EOFException e) {
            throw new Half(count, -1);
        }
    }
}
