package slipway.traffic;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;

/// Vert.x's request decoder, but a request with both `Content-Length` and `Transfer-Encoding` is answered 400
/// (RFC 9112, 6.1: it ought to be handled as an error) rather than mended.
final class StrictDecoder extends VertxHttpRequestDecoder {
    private static final String NAME = "httpDecoder";

    private StrictDecoder(HttpServerOptions options) {
        super(options);
    }

    static void install(ChannelPipeline pipeline, HttpServerOptions options) {
        if (pipeline.get(NAME) != null) pipeline.replace(NAME, NAME, new StrictDecoder(options));
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }
}
