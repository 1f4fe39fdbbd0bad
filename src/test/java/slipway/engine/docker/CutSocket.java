package slipway.engine.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A socket in front of the engine's: closed, the engine is gone as if it had been stopped; opened, it is back.
final class CutSocket implements AutoCloseable {
    private static final UnixDomainSocketAddress ENGINE = UnixDomainSocketAddress.of("/var/run/docker.sock");

    private final Path file;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile ServerSocketChannel server;

    CutSocket(Path file) throws IOException {
        this.file = file;
        this.server = listen();
    }

    DockerAddress address() {
        return new DockerAddress(URI.create("unix://" + file), "test", null);
    }

    private ServerSocketChannel listen() throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(file));
        Thread.ofVirtual().start(() -> accept(channel));
        return channel;
    }

    private void accept(ServerSocketChannel channel) {
        try {
            while (true) {
                SocketChannel near = channel.accept();
                SocketChannel far = SocketChannel.open(ENGINE);
                open.add(near);
                open.add(far);
                Thread.ofVirtual().start(() -> pump(near, far));
                Thread.ofVirtual().start(() -> pump(far, near));
            }
        } catch (IOException e) {
            // cut
        }
    }

    private void pump(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try (from; to) {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining())
                    to.write(buffer);
            }
        } catch (IOException e) {
            // the other way ended
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    void cut() throws IOException {
        server.close();
        Files.deleteIfExists(file);
        for (SocketChannel channel : open)
            channel.close();
    }

    void restore() throws IOException {
        server = listen();
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}
