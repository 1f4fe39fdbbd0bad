package slipway.wire;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Cuts a message's body out of the bytes that come: by length, by chunks, or all until the connection ends. One a
/// connection, its event loop only.
public final class BodyReader {
    private static final int LINE = 4096;
    private static final int TRAILERS = 16 * 1024;
    private static final List<Name> HEADS_ONLY = Stream
            .of("content-length", "transfer-encoding", "content-encoding", "content-type", "content-range", "host",
                    "connection", "keep-alive", "upgrade", "trailer", "te", "authorization", "set-cookie", "cookie",
                    "location", "www-authenticate", "proxy-authenticate", "proxy-authorization", "cache-control",
                    "expect", "x-request-id")
            .map(Name::new).toList();

    private enum State {
        NONE, LENGTH, SIZE, DATA, DATA_END, TRAILER, UNTIL_CLOSE
    }

    private State state = State.NONE;
    private long left;
    private int digits;
    private int line;
    private boolean sized;
    private boolean extended;
    private boolean carriage;
    private boolean named;
    private final ByteArrayOutputStream trailers = new ByteArrayOutputStream(0);

    /// Begins a body of `length` bytes, or in chunks.
    public void begin(long length, boolean chunked) {
        trailers.reset();
        if (chunked) {
            state = State.SIZE;
            startLine();
        } else {
            left = length;
            state = length > 0 ? State.LENGTH : State.NONE;
        }
    }

    /// Begins a body that ends with its connection.
    public void beginUntilClose() {
        trailers.reset();
        state = State.UNTIL_CLOSE;
    }

    /// Whether the body is over; one until the close never says so.
    public boolean done() {
        return state == State.NONE;
    }

    public boolean untilClose() {
        return state == State.UNTIL_CLOSE;
    }

    /// The next piece of the body in `in`, retained, not a copy; null where more must come first, or nothing does.
    public @Nullable ByteBuf next(ByteBuf in) throws BadMessage {
        while (in.isReadable()) {
            switch (state) {
                case NONE -> {
                    return null;
                }
                case UNTIL_CLOSE -> {
                    return in.readRetainedSlice(in.readableBytes());
                }
                case LENGTH, DATA -> {
                    return piece(in);
                }
                case SIZE -> size(in);
                case DATA_END -> dataEnd(in);
                case TRAILER -> trailer(in);
            }
        }
        return null;
    }

    /// What stood behind the last chunk, as lines that each end in CR LF; empty mostly.
    public byte[] trailers() {
        return trailers.toByteArray();
    }

    private ByteBuf piece(ByteBuf in) {
        int n = (int) Math.min(left, in.readableBytes());
        left -= n;
        if (left == 0) {
            state = state == State.LENGTH ? State.NONE : State.DATA_END;
            carriage = false;
        }
        return in.readRetainedSlice(n);
    }

    private void startLine() {
        left = 0;
        digits = 0;
        line = 0;
        sized = false;
        extended = false;
        carriage = false;
    }

    /// `1a;extension` CR LF
    private void size(ByteBuf in) throws BadMessage {
        while (in.isReadable()) {
            byte b = in.readByte();
            if (++line > LINE) throw new BadMessage(400, "a chunk's line is too long");
            if (carriage) {
                if (b != '\n') throw new BadMessage(400, "a chunk's line does not end in CR LF");
                if (digits == 0) throw new BadMessage(400, "a chunk without a size");
                carriage = false;
                line = 0;
                state = left == 0 ? State.TRAILER : State.DATA;
                named = false;
                return;
            }
            if (b == '\r') carriage = true;
            else if (sized) extension(b);
            else
                digit(b);
        }
    }

    private void digit(byte b) throws BadMessage {
        int digit = Character.digit(b, 16);
        if (digit >= 0) {
            if (++digits > 15) throw new BadMessage(400, "a chunk's size is too large");
            left = left << 4 | digit;
        } else if (digits > 0 && (b == ';' || b == ' ' || b == '\t')) {
            sized = true;
            extended = b == ';';
        } else {
            throw new BadMessage(400, "a chunk without a size");
        }
    }

    /// Only spaces may stand between the size and the `;` of an extension.
    private void extension(byte b) throws BadMessage {
        if (!HeadReader.isText(b)) throw new BadMessage(400, "a control character in a chunk's line");
        if (extended || b == ' ' || b == '\t') return;
        if (b != ';') throw new BadMessage(400, "a chunk's size with something behind it");
        extended = true;
    }

    private void dataEnd(ByteBuf in) throws BadMessage {
        byte b = in.readByte();
        if (b != (carriage ? '\n' : '\r')) throw new BadMessage(400, "a chunk does not end in CR LF");
        if (carriage) {
            state = State.SIZE;
            startLine();
        } else {
            carriage = true;
        }
    }

    private void trailer(ByteBuf in) throws BadMessage {
        while (in.isReadable()) {
            byte b = in.readByte();
            if (carriage != (b == '\n')) throw new BadMessage(400, "a trailer does not end in CR LF");
            trailers.write(b);
            if (trailers.size() > TRAILERS) throw new BadMessage(431, "the trailers are too long");
            if (b == '\n') {
                carriage = false;
                if (line == 0) {
                    state = State.NONE;
                    keepTrailers();
                    return;
                }
                line = 0;
                named = false;
            } else if (b == '\r') {
                if (line > 0 && !named) throw new BadMessage(400, "a trailer without a colon");
                carriage = true;
            } else {
                line++;
                trailerByte(b);
            }
        }
    }

    private void trailerByte(byte b) throws BadMessage {
        if (named ? HeadReader.isText(b) : HeadReader.isToken(b)) return;
        if (named || b != ':' || line == 1) throw new BadMessage(400, "a trailer that is no header");
        named = true;
    }

    /// Without the empty line that ends them, and without what only a head may say (RFC 9110, 6.5.1).
    private void keepTrailers() throws BadMessage {
        if (trailers.size() == 2) {
            trailers.reset();
            return;
        }
        byte[] all = trailers.toByteArray();
        trailers.reset();
        for (int from = 0; from < all.length - 2;) {
            int colon = from;
            while (all[colon] != ':')
                colon++;
            int next = colon;
            while (all[next] != '\n')
                next++;
            if (mayTrail(all, from, colon)) trailers.write(all, from, next + 1 - from);
            from = next + 1;
        }
    }

    private static boolean mayTrail(byte[] bytes, int from, int to) {
        for (Name name : HEADS_ONLY) {
            if (name.is(bytes, from, to)) return false;
        }
        return true;
    }
}
