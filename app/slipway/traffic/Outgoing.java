package slipway.traffic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import slipway.wire.HeadWriter;
import slipway.wire.Name;

/// The way of one request's bytes to its server: head and first piece in one write, chunks framed anew. Same event loop
/// as its passage.
final class Outgoing {
    static final Name[] NOTHING = {};
    private static final byte[] CHUNKED = ascii("transfer-encoding: chunked\r\n");
    private static final byte[] UPGRADE = ascii("connection: upgrade\r\nupgrade: websocket\r\n");

    private final Passage passage;
    private final Caller caller;
    private final long length;
    private final boolean chunked;
    private final ArrayDeque<ByteBuf> early = new ArrayDeque<>(0);
    private @Nullable ByteBuf out;
    private boolean begun;
    private byte @Nullable [] forwarded;

    Outgoing(Passage passage) {
        this.passage = passage;
        this.caller = passage.caller;
        this.length = caller.head().length();
        this.chunked = caller.head().chunked();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// The head without what frames the body, in the lane's writer.
    HeadWriter head(Replica to, String path, Name[] without) {
        HeadWriter lines = passage.lane.lines;
        lines.clear();
        lines.request(passage.method, to.prefix + path).raw(to.hostLine);
        byte[] known = forwarded;
        if (known != null && without.length == 0) return lines.raw(known);
        forward(lines, without);
        return lines;
    }

    /// What its server gets of the client's headers, for who sends them more than once.
    byte[] forwarded() {
        byte[] known = forwarded;
        if (known == null) {
            HeadWriter lines = passage.lane.lines;
            lines.clear();
            forward(lines, NOTHING);
            known = lines.toByteArray();
            forwarded = known;
        }
        return known;
    }

    private void forward(HeadWriter lines, Name[] without) {
        Hops.forward(caller.head(), lines, caller.peer(), passage.routing.policy.access() != null, without,
                passage.requestId);
    }

    /// Whether its pieces can be passed on.
    boolean begun() {
        return begun;
    }

    /// Begins a request whose body comes in pieces.
    void begin(Upstream upstream, HeadWriter lines) {
        begun = true;
        if (chunked) lines.raw(CHUNKED);
        else if (length >= 0 || passage.method.equals("POST")) lines.line(Hops.CONTENT_LENGTH, Math.max(0, length));
        if (isTunnel()) {
            lines.raw(UPGRADE);
            upstream.mayTunnel();
        }
        upstream.expect(chunked ? -1 : Math.max(0, length));
        lines.end();
        ByteBuf head = upstream.channel().alloc()
                .directBuffer(lines.size() + Math.clamp(length, 0, Framing.SMALL) + 16);
        lines.writeTo(head);
        out = head;
        for (ByteBuf piece = early.poll(); piece != null; piece = early.poll())
            pass(upstream, piece);
    }

    /// Sends one with a body that is there, or none.
    void whole(Upstream upstream, HeadWriter lines, byte[] body) {
        begun = true;
        upstream.expect(body.length);
        lines.end();
        ByteBuf all = upstream.channel().alloc().directBuffer(lines.size() + body.length);
        lines.writeTo(all);
        upstream.write(all.writeBytes(body));
        upstream.sent();
    }

    private boolean isTunnel() {
        return caller.canTunnel() && passage.method.equals("GET")
                && caller.head().hasWord(Hops.UPGRADE, "websocket")
                && caller.head().hasWord(Hops.CONNECTION, "upgrade");
    }

    /// A piece that came before there was a connection.
    void keep(ByteBuf piece) {
        early.add(piece);
    }

    /// What came whole before the server was let go.
    void keep(byte[] body) {
        early.add(Unpooled.wrappedBuffer(body));
    }

    /// Copies what is kept; how many bytes that are.
    long copyTo(Copies copies) {
        long bytes = 0;
        for (ByteBuf piece : early) {
            bytes += piece.readableBytes();
            copies.add(piece);
        }
        return bytes;
    }

    /// Gives away what is kept.
    void moveTo(Collected whole) {
        for (ByteBuf piece = early.poll(); piece != null; piece = early.poll())
            whole.add(piece);
    }

    void pass(Upstream upstream, ByteBuf piece) {
        out = Framing.piece(upstream.channel(), out, piece, chunked);
    }

    void end(Upstream upstream) {
        if (chunked) {
            ByteBuf end = out == null ? upstream.channel().alloc().directBuffer(8) : out;
            out = Framing.end(end);
        }
        writeOut(upstream);
        upstream.sent();
    }

    /// Nothing more has come for now.
    void pause(Upstream upstream) {
        writeOut(upstream);
        passage.lane.flushSoon(upstream.channel());
    }

    private void writeOut(Upstream upstream) {
        ByteBuf head = out;
        out = null;
        if (head != null) upstream.write(head);
    }

    /// Back to before it began, with what has come of the body so far; one that is sent whole comes whole again.
    void again(List<ByteBuf> body) {
        if (begun) {
            release();
            early.addAll(body);
        }
        begun = false;
    }

    void release() {
        ReferenceCountUtil.release(out);
        out = null;
        early.forEach(ByteBuf::release);
        early.clear();
    }
}
