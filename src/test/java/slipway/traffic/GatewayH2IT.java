package slipway.traffic;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import org.junit.jupiter.api.Test;

import slipway.testkit.RawHttp;
import slipway.wire.Loops;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Clients of h2 that say what HTTP/1.1 would read as something else, and those that leave.
@SuppressWarnings({"FutureReturnValueIgnored", "AddressSelection"})
class GatewayH2IT extends TortureGround {

    /// A client of h2 that checks nothing.
    private static final class Client implements AutoCloseable {
        private final Loops loops = new Loops("h2-torture", 1);
        private final Channel connection;

        Client(int port) {
            // not the gateway's, whose buffers are counted
            connection = Loops.client(loops.next(), Duration.ofSeconds(2))
                    .option(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(
                                    Http2FrameCodecBuilder.forClient().validateHeaders(false).build(),
                                    new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
                        }
                    }).connect(new InetSocketAddress("127.0.0.1", port)).syncUninterruptibly().channel();
        }

        /// A stream; `said` gets `status body`, or how it ended.
        Http2StreamChannel stream(CompletableFuture<String> said) {
            return new Http2StreamChannelBootstrap(connection).handler(new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Reader(said));
                }
            }).open().syncUninterruptibly().getNow();
        }

        String ask(Http2Headers headers, String body) throws Exception {
            var said = new CompletableFuture<String>();
            Http2StreamChannel stream = stream(said);
            stream.write(new DefaultHttp2HeadersFrame(headers, body.isEmpty()));
            if (!body.isEmpty())
                stream.write(new DefaultHttp2DataFrame(
                        Unpooled.copiedBuffer(body, StandardCharsets.ISO_8859_1), true));
            stream.flush();
            return said.get(5, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            loops.close();
        }
    }

    /// What comes of one stream.
    private static final class Reader extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<String> said;
        private final StringBuilder text = new StringBuilder();

        Reader(CompletableFuture<String> said) {
            this.said = said;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            boolean end = false;
            if (message instanceof Http2HeadersFrame frame) {
                text.append(frame.headers().status()).append(' ');
                end = frame.isEndStream();
            } else if (message instanceof Http2DataFrame frame) {
                text.append(frame.content().toString(StandardCharsets.ISO_8859_1));
                end = frame.isEndStream();
            }
            ReferenceCountUtil.release(message);
            if (end) said.complete(text.toString());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof io.netty.handler.codec.http2.Http2ResetFrame) said.complete("reset " + text);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            said.complete("closed");
        }
    }

    private static Http2Headers post(String... more) {
        Http2Headers headers = new DefaultHttp2Headers(false).method("POST").path("/score").scheme("http")
                .authority("a");
        for (int i = 0; i < more.length; i += 2)
            headers.add(more[i], more[i + 1]);
        return headers;
    }

    @Test
    void connectionsAreCountedByWhatTheySpeak() throws Exception {
        try (var blue = RawUpstream.ok()) {
            int port = open(blue);
            try (var two = new Client(port); var one = new Socket("127.0.0.1", port)) {
                two.ask(post(), "{}");
                one.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
                await().until(() -> gateway.connections("iris").equals(new Connections(2, 1)));
            }
            await().until(() -> gateway.connections("iris").equals(Connections.NONE));
        }
    }

    @Test
    void whatHttp1WouldReadOtherwiseReachesNobody() throws Exception {
        String evil = "GET /evil HTTP/1.1\r\nhost: a\r\nazureml-model-deployment: green\r\n\r\n";
        List<Http2Headers> bad = List.of(post("content-length", "0"), post("content-length", "3"),
                post("content-length", "9999"), post("content-length", "+5"), post("content-length", "5, 5"),
                post("content-length", "5", "content-length", "5"), post("transfer-encoding", "chunked"),
                post("connection", "close"), post("upgrade", "websocket"), post("x", "a\r\nevil: 1"),
                post("x", "a\r\n\r\n" + evil), post("x", "a\nb"), post("x", "a\0b"), post("x\r\ny", "a"),
                post("x y", "a"), post("x:y", "a"), post("", "a"), post("X", "a"), post("host", "a", "host", "b"),
                post().path("/score HTTP/1.1\r\nx: y\r\n\r\n" + evil), post().path(""), post().path("score"),
                post().path("*"), post().method("GET /evil HTTP/1.1\r\nhost:a\r\n\r\nPOST"), post().method(""),
                post().method("CONNECT"), post("x", "y".repeat(100_000)), post(":path", "/evil"));
        try (var blue = RawUpstream.ok(); var green = RawUpstream.ok()) {
            int port = open(blue);
            offer("green", green);
            for (Http2Headers headers : bad) {
                try (var client = new Client(port)) {
                    String said = client.ask(headers, evil);
                    assertTrue(said.matches("(?s)(4\\d\\d .*|reset.*|closed)"), headers + " -> " + said);
                }
            }
            assertEquals(List.of(), blue.seen);
            assertEquals(List.of(), green.seen);
        }
    }

    @Test
    void streamsOfOneConnectionGoBesideEachOther() throws Exception {
        try (var server = new RawUpstream((socket, request) -> RawUpstream.write(socket,
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + Integer.toHexString(request.body().length())
                        + "\r\n" + request.body() + "\r\n0\r\nx: y\r\n\r\n"));
                var client = new Client(open(server))) {
            String big = "0123456789".repeat(150_000);
            for (int i = 0; i < 5; i++) {
                assertEquals("200 hello", client.ask(post("content-length", "5"), "hello"));
                assertEquals("200 hello", client.ask(post(), "hello"));
            }
            // more than any window
            assertEquals("200 " + big, client.ask(post(), big));
            assertEquals("200 ", client.ask(post().method("HEAD"), ""));
            assertEquals(12, gateway.requestCount("iris"));
        }
    }

    @Test
    void aStreamHeldBackDoesNotStopTheOthers() throws Exception {
        try (var server = new RawUpstream((socket, request) -> {
            if (request.line().contains("stuck")) return;
            RawUpstream.write(socket, "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok");
            socket.close();
        }, true); var client = new Client(open(server))) {
            for (int i = 0; i < 2; i++) {
                Http2StreamChannel stuck = client.stream(new CompletableFuture<>());
                stuck.write(new DefaultHttp2HeadersFrame(post().path("/stuck")));
                for (int n = 0; n < 16; n++)
                    stuck.write(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(new byte[16_384])));
                stuck.flush();
            }
            await().until(() -> server.seen.size() == 2);
            assertEquals("200 ok", client.ask(post().method("GET"), ""));
            assertEquals("200 ok", client.ask(post().method("GET"), ""));
        }
    }

    @Test
    void aResetEndsTheServersWork() throws Exception {
        try (var server = new RawUpstream((socket, request) -> {}); var client = new Client(open(server))) {
            Http2StreamChannel stream = client.stream(new CompletableFuture<>());
            stream.writeAndFlush(new DefaultHttp2HeadersFrame(post().method("GET"), true));
            await().until(() -> server.seen.size() == 1);
            stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL));
            await().atMost(Duration.ofSeconds(1)).until(() -> server.ended.get() == 1);
            assertEquals(499, gateway.recent("iris", 1).getFirst().status());
        }
    }

    @Test
    void idleConnectionsAndHalfHeadsAreClosedAndAnEndpointDoesNotWaitForThem() throws Exception {
        try (var server = RawUpstream.ok();
                var idle = new Client(open(server));
                Socket half = RawHttp.open(gateway.endpoints().get().getFirst().port())) {
            assertEquals("200 ok", idle.ask(post(), "hello"));
            send(half, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0\0\0\1\1\0\0\0\0\1\u0082");
            rest(half);
            await().atMost(Duration.ofSeconds(6)).until(() -> !idle.connection.isOpen());
            try (var other = new Client(gateway.endpoints().get().getFirst().port())) {
                assertEquals("200 ok", other.ask(post(), "hello"));
                long begun = System.nanoTime();
                gateway.remove("iris");
                assertTrue(System.nanoTime() - begun < 2_500_000_000L, "an idle client is waited for");
            }
        }
    }
}
