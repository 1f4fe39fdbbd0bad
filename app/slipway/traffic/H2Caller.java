package slipway.traffic;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
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
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import slipway.wire.BadMessage;
import slipway.wire.Head;
import slipway.wire.HeadWriter;

/// One stream of a client's connection of h2 (without TLS, by prior knowledge), a passage's caller like a connection
/// of HTTP/1.1. Frames and flow control are Netty's. On its event loop only.
// what these futures would tell comes as events of the channel
@SuppressWarnings("FutureReturnValueIgnored")
final class H2Caller extends ChannelInboundHandlerAdapter implements Caller {
    private static final int STREAMS = 256;
    private static final int STREAM_WINDOW = 1 << 18;

    private final Lane lane;
    private final Channel stream;
    private final Head head = new Head();
    private @Nullable Passage passage;
    private boolean requestDone;
    private boolean answered;
    private boolean told;
    private boolean closed;
    private long expected = -1;
    private long got;

    private H2Caller(Lane lane, Channel stream) {
        this.lane = lane;
        this.stream = stream;
    }

    static void install(ChannelPipeline pipeline, Lane lane) {
        pipeline.addLast(Http2FrameCodecBuilder.forServer().initialSettings(Http2Settings.defaultSettings()
                .maxConcurrentStreams(STREAMS).initialWindowSize(STREAM_WINDOW).maxHeaderListSize(64 * 1024)).build());
        pipeline.addLast(new Http2MultiplexHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline().addLast(new H2Caller(lane, stream));
            }
        }));
        pipeline.addLast(new H2Connection(lane));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (message) {
            case Http2HeadersFrame frame -> headers(frame);
            case Http2DataFrame frame -> data(frame);
            case Http2ResetFrame reset -> lost();
            default -> ReferenceCountUtil.release(message);
        }
    }

    private void headers(Http2HeadersFrame frame) {
        if (passage != null) {
            // trailers of a request are not passed on
            if (frame.isEndStream()) requestEnded();
            return;
        }
        var next = new H2Head(head, frame.headers());
        try {
            next.read(frame.isEndStream());
        } catch (BadMessage e) {
            passage = new Passage(lane, this);
            passage.refuse(e);
            return;
        }
        expected = head.length();
        var begun = new Passage(lane, this);
        passage = begun;
        begun.begin();
        if (frame.isEndStream()) requestEnded();
    }

    private void data(Http2DataFrame frame) {
        Passage now = passage;
        if (now == null || closed) {
            frame.release();
            return;
        }
        ByteBuf piece = frame.content();
        got += piece.readableBytes();
        if (expected >= 0 && got > expected) {
            // what follows the length would be another request to a server of HTTP/1.1
            frame.release();
            now.requestBroke(new BadMessage(400, "more than its content length"));
            return;
        }
        now.requestPiece(piece);
        if (frame.isEndStream()) requestEnded();
    }

    private void requestEnded() {
        Passage now = passage;
        if (requestDone || now == null) return;
        if (expected >= 0 && got != expected) {
            now.requestBroke(new BadMessage(400, "less than its content length"));
            return;
        }
        requestDone = true;
        now.requestEnded();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (passage != null) passage.requestPaused();
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public String peer() {
        return Framing.peer(stream.parent());
    }

    @Override
    public void answer(int status, String reason, HeadWriter lines, long length, boolean empty) {
        Http2Headers headers = new DefaultHttp2Headers(false).status(Integer.toString(status));
        for (String line : new String(lines.toByteArray(), StandardCharsets.ISO_8859_1).split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0)
                headers.add(line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
        }
        if (length >= 0 && status != 204) headers.set("content-length", Long.toString(length));
        answered = empty;
        if (!closed) stream.write(new DefaultHttp2HeadersFrame(headers, empty));
    }

    @Override
    public void piece(ByteBuf piece) {
        if (closed || answered) piece.release();
        else
            stream.write(new DefaultHttp2DataFrame(piece));
    }

    @Override
    public void end(byte[] trailers) {
        if (closed) return;
        boolean asked = requestDone;
        if (answered) {
            flush();
            if (!asked) cutWith(Http2Error.NO_ERROR);
            return;
        }
        answered = true;
        // a client that is still sending is told to stop, though not before it has its answer
        var last = stream.write(new DefaultHttp2DataFrame(true));
        if (!asked) last.addListener(written -> cutWith(Http2Error.NO_ERROR));
        flush();
    }

    @Override
    public void flush() {
        stream.flush();
    }

    @Override
    public boolean ready() {
        return stream.isWritable();
    }

    @Override
    public void hold(boolean hold) {
        if (!closed) stream.config().setAutoRead(!hold);
    }

    @Override
    public void goOn() {
        if (closed || requestDone || told || !head.hasWord(Hops.EXPECT, "100-continue")) return;
        told = true;
        stream.writeAndFlush(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("100")));
    }

    @Override
    public void last() {
        // other streams of the connection are none the worse
    }

    @Override
    public void cut() {
        cutWith(Http2Error.INTERNAL_ERROR);
    }

    private void cutWith(Http2Error error) {
        if (closed) return;
        stream.writeAndFlush(new DefaultHttp2ResetFrame(error));
        lost();
    }

    @Override
    public boolean canTunnel() {
        return false;
    }

    @Override
    public void tunnel(HeadWriter lines) {
        cut();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (passage != null && stream.isWritable()) passage.callerReady();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lost();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        cut();
    }

    private void lost() {
        if (closed) return;
        closed = true;
        Passage now = passage;
        if (now != null && !now.over) now.callerGone();
    }
}
