package slipway.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Reads one answer after the other off a connection, as tolerant as it can be: a load must not fail on what a
/// browser would take. One event loop.
final class AnswerReader {
    private static final int LONGEST_LINE = 64 * 1024;
    private static final byte[] DEPLOYMENT = bytes("x-slipway-deployment");
    private static final byte[] LENGTH = bytes("content-length");
    private static final byte[] ENCODING = bytes("transfer-encoding");
    private static final byte[] CONNECTION = bytes("connection");

    /// Where reading an answer stands.
    enum Step {
        MORE, DONE, BAD
    }

    private enum State {
        STATUS, HEADERS, BODY, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILERS, UNTIL_CLOSE, DONE
    }

    private State state = State.STATUS;
    private byte[] line = new byte[256];
    private int filled;
    private boolean head;
    private boolean chunked;
    private long left;
    private long length;
    private Answer.@Nullable Draft draft;

    private int status;
    private boolean keepAlive;
    private String deployment = "";

    int status() {
        return status;
    }

    /// Whether the connection can take another request.
    boolean keepAlive() {
        return keepAlive;
    }

    /// Empty where nobody said.
    String deployment() {
        return deployment;
    }

    /// Begins the next answer.
    ///
    /// @param toHead it answers a HEAD request and so has no body
    /// @param into gets headers and body too, where somebody wants them
    void begin(boolean toHead, Answer.@Nullable Draft into) {
        head = toHead;
        draft = into;
        restart();
    }

    private void restart() {
        state = State.STATUS;
        filled = 0;
        status = 0;
        chunked = false;
        length = -1;
        deployment = "";
    }

    /// Takes from `in` what belongs to this answer.
    Step read(ByteBuf in) {
        while (true) {
            switch (state) {
                case STATUS, HEADERS, CHUNK_SIZE, CHUNK_END, TRAILERS -> {
                    int end = line(in);
                    if (end == -1) return filled > LONGEST_LINE ? Step.BAD : Step.MORE;
                    if (!take(end)) return Step.BAD;
                }
                case BODY, CHUNK -> {
                    left -= skip(in, (int) Math.min(left, in.readableBytes()));
                    if (left > 0) return Step.MORE;
                    state = state == State.BODY ? State.DONE : State.CHUNK_END;
                }
                case UNTIL_CLOSE -> {
                    skip(in, in.readableBytes());
                    return Step.MORE;
                }
                case DONE -> {
                    return Step.DONE;
                }
            }
        }
    }

    /// What the end of the connection makes of the answer.
    Step closed() {
        return state == State.UNTIL_CLOSE || state == State.DONE ? Step.DONE : Step.BAD;
    }

    private int skip(ByteBuf in, int bytes) {
        if (draft != null) draft.body(in, bytes);
        in.skipBytes(bytes);
        return bytes;
    }

    /// Copies up to a line’s end into [#line]; answers the line’s length, or -1 where its end has not come.
    private int line(ByteBuf in) {
        int readable = in.readableBytes();
        int at = in.bytesBefore((byte) '\n');
        int bytes = at < 0 ? readable : at;
        if (filled + bytes > line.length) {
            if (filled + bytes > LONGEST_LINE) {
                filled = LONGEST_LINE + 1;
                return -1;
            }
            line = Arrays.copyOf(line, Math.max(line.length * 2, filled + bytes));
        }
        in.readBytes(line, filled, bytes);
        filled += bytes;
        if (at < 0) return -1;
        in.skipBytes(1);
        int end = filled > 0 && line[filled - 1] == '\r' ? filled - 1 : filled;
        filled = 0;
        return end;
    }

    private boolean take(int end) {
        return switch (state) {
            case STATUS -> end == 0 || status(end);
            case HEADERS -> end == 0 ? body() : header(end);
            case CHUNK_SIZE -> chunk(end);
            case CHUNK_END -> {
                state = State.CHUNK_SIZE;
                yield end == 0;
            }
            case TRAILERS -> {
                if (end == 0) state = State.DONE;
                yield true;
            }
            case BODY, CHUNK, UNTIL_CLOSE, DONE -> throw new IllegalStateException(state.name());
        };
    }

    /// `HTTP/1.1 200 OK`
    private boolean status(int end) {
        if (end < 12 || line[0] != 'H' || line[4] != '/' || line[8] != ' ') return false;
        status = 0;
        for (int i = 9; i < 12; i++) {
            if (line[i] < '0' || line[i] > '9') return false;
            status = status * 10 + line[i] - '0';
        }
        keepAlive = line[7] != '0';
        state = State.HEADERS;
        return status >= 100;
    }

    private boolean header(int end) {
        int colon = 0;
        while (colon < end && line[colon] != ':')
            colon++;
        if (draft != null) draft.header(new String(line, 0, colon, StandardCharsets.ISO_8859_1), text(colon, end));
        if (is(LENGTH, colon)) {
            length = number(text(colon, end), 10);
            return length >= 0;
        }
        if (is(ENCODING, colon)) chunked = contains(colon, end, "chunked");
        else if (is(CONNECTION, colon)) {
            if (contains(colon, end, "close")) keepAlive = false;
            else if (contains(colon, end, "keep-alive")) keepAlive = true;
        } else if (is(DEPLOYMENT, colon)) deployment = text(colon, end);
        return true;
    }

    /// The headers are over: how does the body end?
    private boolean body() {
        if (status < 200 && status != 101) {
            restart();
            return true;
        }
        if (status == 101) keepAlive = false;
        if (head || status == 101 || status == 204 || status == 304) state = State.DONE;
        else if (chunked) state = State.CHUNK_SIZE;
        else if (length >= 0) {
            left = length;
            state = left == 0 ? State.DONE : State.BODY;
        } else {
            keepAlive = false;
            state = State.UNTIL_CLOSE;
        }
        return true;
    }

    private boolean chunk(int end) {
        int digits = 0;
        while (digits < end && line[digits] != ';' && line[digits] != ' ')
            digits++;
        left = number(new String(line, 0, digits, StandardCharsets.ISO_8859_1), 16);
        state = left == 0 ? State.TRAILERS : State.CHUNK;
        return left >= 0;
    }

    private static long number(String text, int radix) {
        try {
            return text.startsWith("-") || text.startsWith("+") ? -1 : Long.parseLong(text, radix);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private String text(int colon, int end) {
        return colon >= end ? "" : new String(line, colon + 1, end - colon - 1, StandardCharsets.ISO_8859_1).strip();
    }

    private boolean contains(int colon, int end, String word) {
        return text(colon, end).toLowerCase(Locale.ROOT).contains(word);
    }

    private boolean is(byte[] name, int colon) {
        if (colon != name.length) return false;
        for (int i = 0; i < colon; i++)
            if ((line[i] | 0x20) != name[i] && line[i] != name[i]) return false;
        return true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
