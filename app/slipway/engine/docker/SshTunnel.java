package slipway.engine.docker;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.network.Ledger;
import slipway.network.Purpose;
import slipway.network.Way;

/// One ssh connection to the machine of an engine, over which the engine's socket and the ports of its containers are
/// brought to this machine's loopback. Owned by [DockerLink]; any thread, one at a time begins or changes it.
///
/// When it dies it is begun anew by the next [#open], every port where it was before: those of this machine are held
/// all the time, so that nobody else can take one and be sent what was meant for a container.
final class SshTunnel implements AutoCloseable {
    private final SshTarget target;
    private final SshMaster master;
    private final Way way;
    /// The ports of this machine that lead to ports over there.
    private final Map<Far, SshPort> ports = new ConcurrentHashMap<>();
    private final ReentrantLock turn = new ReentrantLock();
    private int opened;
    /// Whether all that is to be brought here is, over the connection that stands.
    private boolean ready;
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
        this.way = Ledger.OURS.way(Purpose.TUNNEL, target.party());
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

    /// Begins the connection where there is none; at most some seconds. Nothing is ever asked of the person. One that
    /// does not bring everything here is ended, for the next time to begin anew.
    ///
    /// @throws StudioException with what ssh said
    void open() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            if (closed) throw StudioException.of("docker.searching");
            if (ready && master.alive() && way.free()) return;
            // offline, one that stands is ended too
            ready = false;
            way.open();
            master.begin();
            bring(engineSocket() + ":" + target.socket());
            for (Map.Entry<Far, SshPort> each : ports.entrySet())
                bring(way(each.getKey(), each.getValue()));
            ready = true;
        } finally {
            if (!ready && !closed) master.end();
            turn.unlock();
        }
    }

    private void bring(String way) throws InterruptedException {
        String refused = master.forward(way);
        if (refused != null) throw StudioException.of("docker.ssh-forward", target.login(), refused);
    }

    private static String way(Far far, SshPort port) {
        return port.socket() + ":" + far;
    }

    /// The port of this machine's loopback that leads to `far`, the same each time.
    ///
    /// @param wanted 0 for any that is free; one that is taken is refused
    int port(Far far, int wanted) throws InterruptedException {
        SshPort known = ports.get(far);
        if (known != null) return known.number();
        turn.lockInterruptibly();
        try {
            known = ports.get(far);
            if (known != null) return known.number();
            SshPort port = SshPort.open(wanted, master.folder().resolve("p" + ++opened),
                    Ledger.OURS.way(Purpose.FORWARD, target.at(far.port())));
            boolean good = false;
            try {
                bring(way(far, port));
                ports.put(far, port);
                good = true;
                return port.number();
            } finally {
                if (!good) port.close();
            }
        } finally {
            turn.unlock();
        }
    }

    /// Nobody needs `port` of this machine any more; one that is not of this tunnel is left alone.
    void release(int port) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            for (Map.Entry<Far, SshPort> each : Map.copyOf(ports).entrySet()) {
                if (each.getValue().number() != port) continue;
                ports.remove(each.getKey());
                each.getValue().close();
                if (master.alive()) master.cancel(way(each.getKey(), each.getValue()));
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
            ports.values().forEach(SshPort::close);
            ports.clear();
            master.close();
        } finally {
            turn.unlock();
        }
    }
}
