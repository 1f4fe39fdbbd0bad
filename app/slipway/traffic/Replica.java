package slipway.traffic;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// One server of a deployment: where it listens and how many requests it has under way. Shared by the event loops.
final class Replica {
    private static final long SHUN_NANOS = 1_000_000_000L;

    final String host;
    final int port;
    final boolean tls;
    /// What stands before every path, without a slash at its end; mostly empty.
    final String prefix;
    /// As it stands in every request to it.
    final byte[] hostLine;
    private final AtomicInteger outstanding = new AtomicInteger();
    private volatile long refusedAt = System.nanoTime() - SHUN_NANOS;

    Replica(URI uri) {
        String name = uri.getHost();
        this.host = name == null ? "127.0.0.1" : name;
        this.tls = "https".equalsIgnoreCase(uri.getScheme());
        this.port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        this.hostLine = ("host: " + authority(uri) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        this.prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private String authority(URI uri) {
        String plain = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return uri.getPort() > 0 ? plain + ":" + port : plain;
    }

    int outstanding() {
        return outstanding.get();
    }

    void begin() {
        outstanding.incrementAndGet();
    }

    void end() {
        outstanding.decrementAndGet();
    }

    /// A server that is down has nothing outstanding and would be chosen first: it is shunned for a second.
    void refused() {
        refusedAt = System.nanoTime();
    }

    boolean shunned() {
        return System.nanoTime() - refusedAt < SHUN_NANOS;
    }
}
