package slipway.engine.docker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.network.Way;

/// One port of this machine’s loopback, from which everything is handed on to a socket that ssh listens on. It is held
/// until it is closed, also while there is no ssh: who connects then is hung up on. Owned by [SshTunnel]; any thread,
/// two threads of its own for each connection.
final class SshPort implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SshPort.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int PIECE = 1 << 14;

    private final ServerSocketChannel door;
    private final int number;
    private final Path socket;
    private final Way way;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    private SshPort(ServerSocketChannel door, Path socket, Way way) throws IOException {
        this.door = door;
        this.socket = socket;
        this.way = way;
        this.number = ((InetSocketAddress) door.getLocalAddress()).getPort();
    }

    /// @param wanted 0 for any that is free; one that is taken is refused
    /// @param socket where ssh listens, now or later
    /// @param way    asked before each connection is handed on
    static SshPort open(int wanted, Path socket, Way way) {
        try {
            ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.INET);
            try {
                door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
                var port = new SshPort(door, socket, way);
                var _ = Tasks.beside("port " + port.number, () -> {
                    port.accept();
                    return true;
                });
                return port;
            } catch (IOException e) {
                door.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StudioException(wanted == 0
                    ? Problem.of("docker.failed", String.valueOf(e.getMessage()))
                    : Problem.of("docker.port-allocated", wanted), e);
        }
    }

    int number() {
        return number;
    }

    Path socket() {
        return socket;
    }

    private void accept() throws InterruptedException {
        while (door.isOpen()) {
            try {
                SocketChannel near = door.accept();
                open.add(near);
                var _ = Tasks.beside("port " + number + " in", () -> {
                    serve(near);
                    return true;
                });
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "port " + number, e);
                // too many open files do not become fewer by asking again at once
                if (door.isOpen()) Tasks.pause(PAUSE);
            }
        }
    }

    private void serve(SocketChannel near) {
        try (near; SocketChannel far = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            if (!way.begin()) return;
            open.add(far);
            try {
                far.connect(UnixDomainSocketAddress.of(socket));
                var back = Tasks.beside("port " + number + " out", () -> {
                    copy(far, near);
                    return true;
                });
                copy(near, far);
                var _ = back.get();
            } finally {
                open.remove(far);
            }
        } catch (Exception e) {
            // ssh is not there, or one of both hung up
            LOG.log(System.Logger.Level.DEBUG, "port " + number, e);
        } finally {
            open.remove(near);
        }
    }

    /// Everything until the end of `from`, and then that end; a failure ends both directions.
    private static void copy(SocketChannel from, SocketChannel to) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        try {
            while (from.read(piece) >= 0) {
                piece.flip();
                while (piece.hasRemaining())
                    to.write(piece);
                piece.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            from.close();
            to.close();
            throw e;
        }
    }

    /// Lets go of the port, and hangs up on who is connected.
    @Override
    public void close() {
        close(door);
        open.forEach(SshPort::close);
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "left: " + socket, e);
        }
    }

    private static void close(java.nio.channels.Channel one) {
        try {
            one.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing", e);
        }
    }
}
