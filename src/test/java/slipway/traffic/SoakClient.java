package slipway.traffic;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;

import slipway.wire.BadMessage;
import slipway.wire.BodyReader;
import slipway.wire.HeadReader;
import slipway.wire.Loops;

/// Clients that ask `total` times over connections they keep, several requests ahead, every third a GET, and count what
/// became of each. Requests behind one whose answer was cut are asked again.
@SuppressWarnings({"FutureReturnValueIgnored", "AddressSelection"})
final class SoakClient {
    private static final int AHEAD = 8;
    private static final ByteBuf GET = bytes("GET /score HTTP/1.1\r\nhost: gateway\r\n\r\n");
    private static final ByteBuf POST = bytes(
            "POST /score HTTP/1.1\r\nhost: gateway\r\ncontent-type: application/json\r\n"
                    + "content-length: 120\r\n\r\n" + "x".repeat(120));

    final AtomicLong good = new AtomicLong();
    /// GETs without a good answer.
    final AtomicLong lost = new AtomicLong();
    /// POSTs that the gateway answered 502 since their server cut them.
    final AtomicLong cut = new AtomicLong();
    /// Everything else that was not good.
    final AtomicLong other = new AtomicLong();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final long total;
    private final int port;
    private final Loops loops;
    private final CountDownLatch done = new CountDownLatch(1);

    SoakClient(Loops loops, int port, int connections, long total) {
        this.loops = loops;
        this.port = port;
        this.total = total;
        for (int i = 0; i < connections; i++)
            connect();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII)));
    }

    CountDownLatch done() {
        return done;
    }

    long ended() {
        return ended.get();
    }

    private void connect() {
        Loops.client(loops.next(), java.time.Duration.ofSeconds(5)).handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Connection());
            }
        }).connect(new InetSocketAddress("127.0.0.1", port));
    }

    private void ended(AtomicLong how) {
        how.incrementAndGet();
        if (ended.incrementAndGet() == total) done.countDown();
    }

    /// One connection.
    private final class Connection extends ChannelInboundHandlerAdapter {
        private final HeadReader reader = HeadReader.answers(65_536);
        private final BodyReader body = new BodyReader();
        private final ArrayDeque<Boolean> gets = new ArrayDeque<>();
        private boolean inBody;

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ask(ctx);
        }

        private void ask(ChannelHandlerContext ctx) {
            while (gets.size() < AHEAD) {
                long number = begun.incrementAndGet();
                if (number > total) {
                    begun.decrementAndGet();
                    break;
                }
                boolean get = number % 3 == 0;
                gets.add(get);
                ctx.write((get ? GET : POST).duplicate(), ctx.voidPromise());
            }
            ctx.flush();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) throws BadMessage {
            ByteBuf in = (ByteBuf) message;
            try {
                while (in.isReadable() || (inBody && body.done())) {
                    if (!inBody) {
                        if (!reader.read(in)) return;
                        body.begin(reader.head().length(), reader.head().chunked());
                        inBody = true;
                    }
                    for (ByteBuf piece = body.next(in); piece != null; piece = body.next(in))
                        piece.release();
                    if (!body.done()) return;
                    inBody = false;
                    answered(reader.head().status(), gets.remove());
                }
            } finally {
                in.release();
            }
        }

        private void answered(int status, boolean get) {
            if (status == 200) ended(good);
            else if (get) ended(lost);
            else
                ended(status == 502 ? cut : other);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ask(ctx);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (gets.isEmpty()) return;
            ended(gets.remove() && !inBody ? lost : other);
            begun.addAndGet(-gets.size());
            if (done.getCount() > 0) connect();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
