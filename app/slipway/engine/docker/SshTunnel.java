package slipway.engine.docker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;

/// One ssh connection to the machine of an engine, over which the engine's socket and the ports of its containers are
/// brought to this machine's loopback. Owned by [DockerLink]; any thread, one at a time begins or changes it.
///
/// When it dies it is begun anew by the next [#open], every port where it was before.
final class SshTunnel implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SshTunnel.class.getName());
    private static final int TRIES = 5;

    private final SshTarget target;
    private final SshMaster master;
    /// The ports of this machine that lead to ports over there.
    private final Map<Far, Integer> ports = new ConcurrentHashMap<>();
    private final ReentrantLock turn = new ReentrantLock();
    private boolean closed;

    /// A port as the other machine reaches it.
    record Far(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /// @param program how ssh is started
    SshTunnel(SshTarget target, SshProgram program) {
        this.target = target;
        this.master = new SshMaster(target, program);
    }

    SshTarget target() {
        return target;
    }

    /// Where the engine answers on this machine.
    URI engine() {
        return URI.create("unix://" + engineSocket());
    }

    private Path engineSocket() {
        return master.folder().resolve("d.sock");
    }

    /// Begins the connection where there is none; at most some seconds. Nothing is ever asked of the person.
    ///
    /// @throws StudioException with what ssh said
    void open() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            if (closed) throw StudioException.of("docker.searching");
            if (master.alive()) return;
            master.begin();
            String refused = master.forward(engineSocket() + ":" + target.socket());
            if (refused != null) throw StudioException.of("docker.ssh-forward", target.login(), refused);
            for (Map.Entry<Far, Integer> each : ports.entrySet())
                again(each.getKey(), each.getValue());
        } finally {
            turn.unlock();
        }
    }

    /// A port that somebody took meanwhile must not keep the others from coming back.
    private void again(Far far, int port) throws InterruptedException {
        String refused = forward(far, port);
        if (refused != null) LOG.log(System.Logger.Level.WARNING, "not forwarded again: " + port + ": " + refused);
    }

    private @Nullable String forward(Far far, int port) throws InterruptedException {
        return master.forward("127.0.0.1:" + port + ":" + far);
    }

    /// The port of this machine's loopback that leads to `far`, the same each time.
    ///
    /// @param wanted 0 for any that is free; one that is taken is refused
    int port(Far far, int wanted) throws InterruptedException {
        Integer known = ports.get(far);
        if (known != null) return known;
        turn.lockInterruptibly();
        try {
            known = ports.get(far);
            if (known != null) return known;
            String refused = "";
            for (int i = 0; i < TRIES; i++) {
                int port = wanted == 0 ? free() : wanted;
                refused = forward(far, port);
                if (refused == null) {
                    ports.put(far, port);
                    return port;
                }
                if (wanted != 0 && taken(wanted)) throw StudioException.of("docker.port-allocated", wanted);
            }
            throw StudioException.of("docker.ssh-forward", target.login(), refused);
        } finally {
            turn.unlock();
        }
    }

    private static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StudioException(Problem.of("docker.failed", String.valueOf(e.getMessage())), e);
        }
    }

    private static boolean taken(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return !socket.isBound();
        } catch (IOException e) {
            return true;
        }
    }

    /// Nobody needs `port` of this machine any more; one that is not of this tunnel is left alone.
    void release(int port) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            for (Map.Entry<Far, Integer> each : Map.copyOf(ports).entrySet()) {
                if (each.getValue() != port) continue;
                ports.remove(each.getKey());
                if (master.alive()) master.cancel("127.0.0.1:" + port + ":" + each.getKey());
            }
        } finally {
            turn.unlock();
        }
    }

    /// What is wrong where the connection stands and the engine behind it does not answer; null where ssh knows of
    /// nothing.
    @Nullable
    Problem refusal() {
        String last = SshErrors.last(master.said());
        return master.alive() && SshErrors.SOCKET.matcher(last).find()
                ? Problem.of("docker.ssh-socket", target.login(), target.socket(), last)
                : null;
    }

    /// Ends ssh, and with it every port.
    @Override
    public void close() {
        turn.lock();
        try {
            closed = true;
            ports.clear();
            master.close();
        } finally {
            turn.unlock();
        }
    }
}
