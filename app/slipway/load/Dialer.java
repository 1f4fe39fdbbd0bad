package slipway.load;

import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.net.ssl.SSLException;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import org.jspecify.annotations.Nullable;

import slipway.wire.Loops;

/// Opens connections to one destination; any event loop.
final class Dialer {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Destination to;
    private final @Nullable SslContext tls;

    Dialer(Destination to, Trust trust) {
        this.to = to;
        this.tls = to.tls() ? tls(trust) : null;
    }

    /// Opens a connection; then `open` makes its wire, which is free at once; or else `refused` gets the word of
    /// [LoadResult#errors] for it. On `loop`.
    void dial(EventLoop loop, Function<Channel, Wire> open, Consumer<String> refused) {
        if (!to.way().begin()) {
            refused.accept("connect");
            return;
        }
        var _ = Loops.client(loop, LIMIT).handler(new ChannelInboundHandlerAdapter()).connect(to.address())
                .addListener(done -> {
                    Channel channel = ((ChannelFuture) done).channel();
                    if (!done.isSuccess()) {
                        to.way().failed();
                        refused.accept("connect");
                    } else if (tls == null) ready(channel, open);
                    else
                        handshake(tls, channel, open, refused);
                });
    }

    private void handshake(SslContext context, Channel channel, Function<Channel, Wire> open,
            Consumer<String> refused) {
        SslHandler handler = context.newHandler(channel.alloc(), to.host(), to.port());
        handler.setHandshakeTimeoutMillis(LIMIT.toMillis());
        channel.pipeline().addFirst(handler);
        var _ = handler.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                ready(channel, open);
            } else {
                var _ = channel.close();
                refused.accept(isDistrust(done.cause()) ? "certificate" : "connect");
            }
        });
    }

    private static void ready(Channel channel, Function<Channel, Wire> open) {
        Wire wire = open.apply(channel);
        channel.pipeline().addLast(wire);
        wire.ready();
    }

    private static boolean isDistrust(@Nullable Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof CertificateException) return true;
        }
        return false;
    }

    private static SslContext tls(Trust trust) {
        try {
            SslContextBuilder client = SslContextBuilder.forClient();
            return switch (trust) {
                case AUTHORITIES -> client.build();
                case ANYBODY -> client.trustManager(InsecureTrustManagerFactory.INSTANCE)
                        .endpointIdentificationAlgorithm(null).build();
            };
        } catch (SSLException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }
}
