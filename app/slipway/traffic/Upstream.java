package slipway.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

import slipway.wire.BadMessage;
import slipway.wire.BodyReader;
import slipway.wire.Head;
import slipway.wire.HeadReader;
import slipway.wire.Loops;

/// One connection to a replica, used by one request at a time. On its pool's event loop only.
// what these futures would tell comes as events of the channel
@SuppressWarnings({"FutureReturnValueIgnored", "ReferenceEquality"})
final class Upstream extends ChannelInboundHandlerAdapter {
    private static final int HEAD_LIMIT = 64 * 1024;
    /// So much is taken by a server’s system while the server itself reads nothing.
    private static final int UNREAD = 16 * 1024;

    private final Pool pool;
    private final Channel channel;
    private final HeadReader reader = HeadReader.answers(HEAD_LIMIT);
    private final BodyReader body = new BodyReader();
    private @Nullable User user;
    private @Nullable ByteBuf pending;
    private boolean toHead;
    private boolean mayTunnel;
    private boolean sent;
    private boolean answering;
    private boolean keepAlive;
    private boolean held;
    private boolean tunnel;
    private boolean reading;
    private boolean closed;
    private long idleSince;
    /// What its lane gave it, while it is patient for one user; else 0.
    private int silence;

    /// Who has the connection.
    interface User {
        /// It is this user's from now on; nothing was sent yet.
        void connected(Upstream upstream);

        /// There is none to be had.
        void refused();

        /// The head of the answer, good during the call.
        void answered(Head head);

        /// The next piece of its body, which is the user's.
        void answerPiece(ByteBuf piece);

        /// The answer is whole, the connection no longer the user's.
        void answerEnded(byte[] trailers);

        /// Nothing more has come for now.
        void answerPaused();

        /// It takes more again.
        void upstreamReady();

        /// It broke, the connection is no longer the user's. `begun` where some of an answer had come.
        void upstreamGone(boolean begun);
    }

    Upstream(Pool pool, Channel channel) {
        this.pool = pool;
        this.channel = channel;
    }

    void take(User next, boolean head) {
        user = next;
        toHead = head;
        if (silence > 0) Loops.silence(channel, silence);
        silence = 0;
        mayTunnel = false;
        sent = false;
        answering = false;
    }

    Channel channel() {
        return channel;
    }

    /// The request asks for a plain stream of bytes; nobody gets one unasked.
    void mayTunnel() {
        mayTunnel = true;
        patient();
    }

    /// A body of so many bytes comes, -1 where nobody knows.
    void expect(long body) {
        if (body < 0 || body > UNREAD) patient();
    }

    /// Until the next user takes it.
    private void patient() {
        if (silence > 0) return;
        silence = Loops.silence(channel);
        Loops.silence(channel, 0);
    }

    void write(ByteBuf out) {
        channel.write(out, channel.voidPromise());
    }

    /// The request is whole; the answer may still not have begun.
    void sent() {
        sent = true;
        pool.flushSoon(channel);
    }

    boolean ready() {
        return channel.isWritable();
    }

    void hold(boolean hold) {
        if (held == hold) return;
        held = hold;
        if (hold) {
            channel.config().setAutoRead(false);
            return;
        }
        process();
        if (user != null && answering) user.answerPaused();
    }

    /// Its user no longer wants it: nobody else can have it either, unless nothing was sent.
    void abandon() {
        user = null;
        // what the client said last in a plain stream is still on its way
        if (tunnel) pool.closeWritten(channel);
        else
            channel.close();
        if (!reading) drop();
    }

    private void drop() {
        if (pending != null) pending.release();
        pending = null;
    }

    /// Nothing was sent on it: the next may have it.
    void giveBack() {
        user = null;
        idle();
    }

    boolean isIdleSince(long nanos) {
        return idleSince - nanos < 0;
    }

    boolean alive() {
        return channel.isActive();
    }

    private void idle() {
        idleSince = System.nanoTime();
        held = false;
        if (!channel.config().isAutoRead()) channel.config().setAutoRead(true);
        pool.idle(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (user == null) {
            // nobody asked for it
            in.release();
            channel.close();
            return;
        }
        if (tunnel) {
            user.answerPiece(in);
            return;
        }
        ByteBuf before = pending;
        pending = before == null ? in : Lane.join(channel.alloc(), before, in);
        process();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (user != null && answering) user.answerPaused();
    }

    private void process() {
        if (reading) return;
        reading = true;
        try {
            while (!held && user != null && pending != null && pending.isReadable() && step(pending, user)) {
                // one head or one piece after the other
            }
        } catch (BadMessage e) {
            gone();
            channel.close();
        } finally {
            reading = false;
            settle();
        }
    }

    private void settle() {
        ByteBuf rest = pending;
        if (rest != null && (!rest.isReadable() || user == null)) {
            boolean unasked = rest.isReadable();
            rest.release();
            pending = null;
            if (unasked) channel.close();
        }
        if (closed && !held) conclude();
        else if (channel.config().isAutoRead() == held) channel.config().setAutoRead(!held);
    }

    /// All that came before the close has been read.
    private void conclude() {
        User asker = user;
        if (asker != null && answering && body.untilClose() && !tunnel) end(asker);
        else
            gone();
    }

    private boolean step(ByteBuf in, User asker) throws BadMessage {
        if (!answering) {
            if (!reader.read(in)) return false;
            return begin(reader.head(), asker);
        }
        ByteBuf piece = body.next(in);
        if (piece != null) asker.answerPiece(piece);
        if (user == asker && body.done()) end(asker);
        return piece != null && user == asker;
    }

    private boolean begin(Head head, User asker) throws BadMessage {
        int status = head.status();
        if (status < 200 && status != 101) return true;
        if (status == 101 && !mayTunnel) throw new BadMessage(502, "a stream that nobody asked for");
        answering = true;
        pool.answered();
        keepAlive = head.minor() == 1
                ? !head.hasWord(Hops.CONNECTION, "close")
                : head.hasWord(Hops.CONNECTION, "keep-alive");
        if (status == 101) {
            tunnel = true;
            asker.answered(head);
            ByteBuf rest = pending;
            pending = null;
            if (rest != null && user != null) user.answerPiece(rest);
            else if (rest != null) rest.release();
            return false;
        }
        if (toHead || status == 204 || status == 304) body.begin(0, false);
        else if (head.chunked() || head.length() >= 0) body.begin(head.length(), head.chunked());
        else
            body.beginUntilClose();
        asker.answered(head);
        if (user == asker && body.done()) end(asker);
        return user == asker;
    }

    private void end(User asker) {
        user = null;
        boolean again = keepAlive && sent && channel.isActive() && (pending == null || !pending.isReadable());
        if (again) {
            answering = false;
            idle();
        } else {
            channel.close();
        }
        asker.answerEnded(body.trailers());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (user != null && channel.isWritable()) user.upstreamReady();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        pool.closed(this);
        closed = true;
        process();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        pool.broke(cause);
        gone();
        channel.close();
    }

    private void gone() {
        User asker = user;
        user = null;
        drop();
        if (asker != null) asker.upstreamGone(answering);
    }
}
