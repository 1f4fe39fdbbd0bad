package slipway.traffic;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import slipway.network.Ledger;
import slipway.network.Party;
import slipway.network.Purpose;
import slipway.network.Way;

/// One server of a deployment: where it listens and how many requests it has under way. Shared by the event loops.
final class Replica {
    private static final long SHUN_NANOS = 1_000_000_000L;
    /// One that stays out of reach is tried again after one second, two, four, then every eight.
    private static final int DOUBLED = 3;

    final String host;
    final int port;
    final boolean tls;
    /// What stands before every path, without a slash at its end; mostly empty.
    final String prefix;
    /// As it stands in every request to it.
    final byte[] hostLine;
    /// Whether its deployment has no other: what does not reach it has nowhere else to go.
    final boolean alone;
    /// Counts the connections to it; nothing is asked per request.
    final Way way;
    private final AtomicInteger outstanding = new AtomicInteger();
    /// Times in a row that nothing came back from its machine.
    private final AtomicInteger lost = new AtomicInteger();
    private volatile long shunnedUntil = System.nanoTime();

    Replica(URI uri, boolean alone) {
        this.alone = alone;
        String name = uri.getHost();
        this.host = name == null ? "127.0.0.1" : name;
        this.tls = "https".equalsIgnoreCase(uri.getScheme());
        this.port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        this.way = Ledger.OURS.way(Purpose.GATEWAY, Party.at(host, port));
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
        // of one that was lost, one request at a time finds out whether it is back
        if (isLost()) shun();
    }

    void end() {
        outstanding.decrementAndGet();
    }

    /// A server that is down has nothing outstanding and would be chosen first: it is shunned for a second.
    void refused() {
        if (!isLost()) shun();
    }

    /// Nothing comes back from its machine: it is shunned, the longer the more often that happens.
    void lost() {
        // what else was under way there says nothing new
        if (isLost() && shunned()) return;
        lost.incrementAndGet();
        shun();
    }

    boolean isLost() {
        return lost.get() > 0;
    }

    /// It has taken a connection, or answered.
    void reached() {
        if (!isLost()) return;
        lost.set(0);
        shunnedUntil = System.nanoTime();
    }

    private void shun() {
        shunnedUntil = System.nanoTime() + (SHUN_NANOS << Math.clamp(lost.get() - 1, 0, DOUBLED));
    }

    boolean shunned() {
        return System.nanoTime() - shunnedUntil < 0;
    }
}
