package slipway.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import org.jspecify.annotations.Nullable;

import slipway.wire.BadMessage;
import slipway.wire.BodyReader;
import slipway.wire.Head;
import slipway.wire.HeadReader;
import slipway.wire.HeadWriter;

/// A client's connection of HTTP/1.1: one request after the other, each read only when the one before it is answered.
/// On its event loop only.
// what these futures would tell comes as events of the channel
@SuppressWarnings("FutureReturnValueIgnored")
final class H1Caller extends ChannelInboundHandlerAdapter implements Caller {
    private static final int HEAD_LIMIT = 64 * 1024;
    private static final int LINGER_SECONDS = 30;

    private final Lane lane;
    private final Channel channel;
    private final String peer;
    private final HeadReader reader = HeadReader.requests(HEAD_LIMIT);
    private final BodyReader body = new BodyReader();
    private final Silence silence = new Silence();
    private @Nullable Passage passage;
    private @Nullable ByteBuf pending;
    private @Nullable ByteBuf out;
    private boolean requestDone;
    private boolean answerDone;
    private boolean answerChunked;
    private boolean untilClose;
    private boolean keepAlive;
    private boolean held;
    private boolean tunnel;
    private boolean reading;
    private boolean expecting;
    private boolean closed;
    private boolean lingering;
    private boolean heard;

    H1Caller(Lane lane, Channel channel) {
        this.lane = lane;
        this.channel = channel;
        this.peer = Framing.peer(channel);
    }

    /// A client that neither sends a request nor lets go; one that takes forever over a head; and one that does not take
    /// the last of its answer.
    private final class Silence extends Timed {
        @Override
        long patienceNanos() {
            return reader.begun() ? lane.endpoint.limits.headNanos() : lane.endpoint.limits.idleNanos();
        }

        @Override
        void expire() {
            if (closed) channel.close();
            else if (passage == null || answerDone) close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        await();
    }

    /// Waits for the next request.
    private void await() {
        silence.active = System.nanoTime();
        lane.add(silence);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (closed) {
            heard = true;
            in.release();
            return;
        }
        // a head's time runs from its first byte, however it drips
        if (silence.watched && !reader.begun()) silence.active = System.nanoTime();
        Passage now = passage;
        if (tunnel && now != null) {
            now.fromCaller(in);
            return;
        }
        ByteBuf before = pending;
        pending = before == null ? in : Lane.join(channel.alloc(), before, in);
        process();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (passage != null) passage.requestPaused();
    }

    private void process() {
        if (reading) return;
        reading = true;
        try {
            while (!closed && pending != null && pending.isReadable() && step(pending)) {
                // one head or one piece after the other
            }
        } catch (BadMessage e) {
            broken(e);
        } finally {
            reading = false;
            settle();
        }
    }

    private void broken(BadMessage why) {
        Passage now = passage;
        if (now == null) {
            lane.remove(silence);
            last();
            answerDone = false;
            now = new Passage(lane, this);
            passage = now;
            now.refuse(why);
        } else {
            now.requestBroke(why);
        }
    }

    /// Whether there may be more to do with what is there.
    private boolean step(ByteBuf in) throws BadMessage {
        Passage now = passage;
        if (tunnel && now != null) {
            now.fromCaller(in.readRetainedSlice(in.readableBytes()));
            return false;
        }
        if (now == null) return begin(in);
        if (requestDone || held) return false;
        ByteBuf piece = body.next(in);
        if (piece != null) now.requestPiece(piece);
        if (passage == now && body.done()) requestEnded(now);
        return piece != null || requestDone;
    }

    private boolean begin(ByteBuf in) throws BadMessage {
        if (!reader.read(in)) return false;
        lane.remove(silence);
        Head head = reader.head();
        keepAlive = head.minor() == 1
                ? !head.hasWord(Hops.CONNECTION, "close")
                : head.hasWord(Hops.CONNECTION, "keep-alive");
        body.begin(head.length(), head.chunked());
        expecting = head.minor() == 1 && head.hasWord(Hops.EXPECT, "100-continue");
        requestDone = false;
        answerDone = false;
        held = false;
        var next = new Passage(lane, this);
        passage = next;
        next.begin();
        if (passage == next && body.done()) requestEnded(next);
        return true;
    }

    private void requestEnded(Passage of) {
        requestDone = true;
        of.requestEnded();
        over();
    }

    private void settle() {
        ByteBuf rest = pending;
        if (rest != null && (closed || !rest.isReadable())) {
            rest.release();
            pending = null;
            rest = null;
        }
        if (closed) return;
        boolean read = !held && (passage == null || !requestDone || tunnel || rest == null);
        if (channel.config().isAutoRead() != read) channel.config().setAutoRead(read);
    }

    /// After both the request and its answer, the next.
    private void over() {
        if (passage == null || !answerDone) return;
        if (!requestDone && keepAlive) {
            // what is left of its body is read and thrown away
            await();
            return;
        }
        lane.remove(silence);
        passage = null;
        if (!keepAlive) {
            close();
            return;
        }
        await();
        if (pending != null) process();
    }

    @Override
    public Head head() {
        return reader.head();
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public void answer(int status, String reason, HeadWriter lines, long length, boolean empty) {
        if (closed) return;
        // a client that was not told to go on may send its next request where its body would stand
        if (lane.endpoint.closing() || (expecting && !requestDone)) keepAlive = false;
        HeadWriter first = lane.first;
        first.clear();
        first.status(status, reason);
        boolean old = reader.head().minor() == 0;
        answerChunked = length < 0 && !empty && !old;
        untilClose = length < 0 && !empty && old;
        if (untilClose) keepAlive = false;
        if (length >= 0 && status != 204) lines.line(Hops.CONTENT_LENGTH, length);
        if (answerChunked) lines.raw(Framing.CHUNKED);
        if (!keepAlive) lines.raw(Framing.CLOSE);
        else if (old) lines.raw(Framing.KEEP_ALIVE);
        lines.end();
        ByteBuf head = channel.alloc().directBuffer(first.size() + lines.size() + Framing.SMALL / 4);
        first.writeTo(head);
        lines.writeTo(head);
        out = head;
    }

    @Override
    public void piece(ByteBuf piece) {
        if (closed) {
            piece.release();
            return;
        }
        if (tunnel) {
            channel.writeAndFlush(piece, channel.voidPromise());
            return;
        }
        int size = piece.readableBytes();
        if (size == 0) {
            piece.release();
            return;
        }
        out = Framing.piece(channel, out, piece, answerChunked);
    }

    @Override
    public void end(byte[] trailers) {
        if (closed) return;
        if (answerChunked) {
            ByteBuf last = out == null ? channel.alloc().directBuffer(trailers.length + 16) : out;
            out = Framing.end(last, trailers);
        }
        flush();
        answerDone = true;
        over();
    }

    private void writeOut() {
        ByteBuf head = out;
        out = null;
        if (head != null) channel.write(head, channel.voidPromise());
    }

    @Override
    public void flush() {
        if (closed) return;
        writeOut();
        lane.flushSoon(channel);
    }

    @Override
    public boolean ready() {
        return channel.isWritable();
    }

    @Override
    public void hold(boolean hold) {
        if (held == hold) return;
        held = hold;
        if (hold) {
            channel.config().setAutoRead(false);
            return;
        }
        process();
        if (passage != null) passage.requestPaused();
    }

    @Override
    public void goOn() {
        if (!expecting || closed) return;
        expecting = false;
        channel.writeAndFlush(channel.alloc().directBuffer(Framing.CONTINUE.length).writeBytes(Framing.CONTINUE),
                channel.voidPromise());
    }

    @Override
    public void last() {
        keepAlive = false;
        requestDone = true;
        lingering = true;
    }

    @Override
    public void cut() {
        // the plain end of a connection would be the plain end of such an answer
        if (closed) return;
        writeOut();
        if (untilClose) channel.config().setOption(ChannelOption.SO_LINGER, 0);
        close();
    }

    @Override
    public boolean canTunnel() {
        Head head = reader.head();
        return head.minor() == 1 && head.length() <= 0 && !head.chunked();
    }

    @Override
    public void tunnel(HeadWriter lines) {
        tunnel = true;
        ByteBuf head = channel.alloc().directBuffer(lines.size());
        lines.writeTo(head);
        channel.writeAndFlush(head, channel.voidPromise());
        process();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (passage != null && channel.isWritable()) passage.callerReady();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == Door.Leaving.NOW) {
            keepAlive = false;
            if (passage == null || answerDone) close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lost();
        lane.remove(silence);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        close();
    }

    /// Closes when all that was written is out. A client that is still sending would lose its answer to a plain close:
    /// it gets the end of our side first, and the time to say the rest.
    private void close() {
        if (closed) return;
        var written = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
        if ((lingering || (answerDone && !requestDone)) && channel instanceof DuplexChannel duplex) {
            written.addListener(done -> {
                duplex.shutdownOutput();
                linger(LINGER_SECONDS);
            });
            channel.config().setAutoRead(true);
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
        lost();
        if (channel.isOpen()) await();
    }

    /// Lets go when the client has said nothing for a second, or has talked on for half a minute.
    private void linger(int seconds) {
        lane.later(() -> {
            if (!heard || seconds == 0) channel.close();
            heard = false;
            if (channel.isOpen()) linger(seconds - 1);
        }, 1_000_000_000L);
    }

    private void lost() {
        if (closed) return;
        closed = true;
        lane.remove(silence);
        Passage now = passage;
        passage = null;
        if (now != null) now.callerGone();
        ByteBuf head = out;
        out = null;
        if (head != null) head.release();
        if (!reading) settle();
    }
}
