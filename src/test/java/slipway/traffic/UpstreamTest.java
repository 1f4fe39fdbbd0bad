package slipway.traffic;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.Epoll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import slipway.wire.Head;
import slipway.wire.Loops;

import static org.junit.jupiter.api.Assertions.assertEquals;

class UpstreamTest {
    private static final Upstream.User NOBODY = new Upstream.User() {
        @Override
        public void connected(Upstream upstream) {}

        @Override
        public void refused() {}

        @Override
        public void answered(Head head) {}

        @Override
        public void answerPiece(io.netty.buffer.ByteBuf piece) {
            piece.release();
        }

        @Override
        public void answerEnded(byte[] trailers) {}

        @Override
        public void answerPaused() {}

        @Override
        public void upstreamReady() {}

        @Override
        public void upstreamGone(boolean begun) {}
    };

    @Test
    void aLargeBodyMakesItPatientForItsOwnRequestOnly() throws Exception {
        Assumptions.assumeTrue(Epoll.isAvailable());
        try (var loops = new Loops("upstream-test", 1);
                var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Channel channel = Loops.client(loops.next(), Duration.ofSeconds(5), Duration.ofSeconds(2))
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(server.getInetAddress(), server.getLocalPort()).sync().channel();
            var lane = new Lane(new Endpoint("iris", Limits.DEFAULT, new TrafficPolicy(Map.of("blue", 100),
                    null, 0, null)), loops.next(), loops
                            .next());
            var replica = new Replica(URI.create("http://127.0.0.1:" + server.getLocalPort()), false);
            var upstream = new Upstream(new Pool(lane, replica), channel);
            upstream.take(NOBODY, false);
            upstream.expect(100);
            assertEquals(2000, Loops.silence(channel));
            upstream.expect(1 << 20);
            upstream.mayTunnel();
            assertEquals(0, Loops.silence(channel));
            upstream.take(NOBODY, false);
            assertEquals(2000, Loops.silence(channel));
            upstream.expect(-1);
            assertEquals(0, Loops.silence(channel));
            channel.close().sync();
        }
    }
}
