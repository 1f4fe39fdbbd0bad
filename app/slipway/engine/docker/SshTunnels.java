package slipway.engine.docker;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// The ssh connections of one [DockerLink], one for each address; they outlive the connections to the engine, so that
/// the ports of containers stay where they are. Any thread.
final class SshTunnels implements AutoCloseable {
    private final SshProgram program;
    private final Map<URI, SshTunnel> open = new HashMap<>();
    private boolean closed;

    SshTunnels(SshProgram program) {
        this.program = program;
    }

    /// The one to `address`, begun by whoever uses it; null for an address that needs none.
    synchronized @Nullable SshTunnel to(DockerAddress address) {
        if (!address.ssh() || closed) return null;
        return open.computeIfAbsent(address.host(), host -> new SshTunnel(SshTarget.of(host), program));
    }

    /// Ends all but the one to `address`.
    synchronized void only(DockerAddress address) {
        open.entrySet().removeIf(each -> {
            if (each.getKey().equals(address.host())) return false;
            each.getValue().close();
            return true;
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(SshTunnel::close);
        open.clear();
    }
}
