package slipway.engine.docker;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.network.Ledger;

/// How the ports of an engine’s containers are reached from this machine. Immutable.
///
/// On this machine, and over ssh, nothing leaves a loopback: over ssh the port is published on that machine’s and
/// brought to ours. An engine that is reached over the network publishes on the address by which the person named it,
/// since there is no other way to its containers; [LinkInfo] warns of that.
///
/// @param tunnel the way to the engine where that is ssh; else null
record EngineReach(DockerAddress engine, @Nullable SshTunnel tunnel) {
    private static final String LOOPBACK = "127.0.0.1";

    /// Whether what is published can be reached by others than this machine and the engine’s.
    boolean open() {
        return !engine.ssh() && engine.elsewhere();
    }

    /// The address of the engine’s machine that ports are published on.
    ///
    /// @throws StudioException when the name of that machine is not known (any more)
    String bind() {
        if (!open()) return LOOPBACK;
        if (!Ledger.mayLookUp(engine.host().getHost())) throw StudioException.of("docker.unreachable", engine.host());
        try {
            return InetAddress.getByName(engine.host().getHost()).getHostAddress();
        } catch (UnknownHostException e) {
            throw new StudioException(Problem.of("docker.unreachable", engine.host()), e);
        }
    }

    /// Where a port that was published there is reached from here.
    ///
    /// @param wanted the port of this machine that was asked for; 0 for any
    URI published(int port, int wanted) throws InterruptedException {
        if (tunnel != null) return loopback(tunnel.port(new SshTunnel.Far(LOOPBACK, port), wanted));
        return open() ? at(bind(), port) : loopback(port);
    }

    /// Where a port at a container’s own address is reached from here.
    URI own(String address, int port) throws InterruptedException {
        return tunnel == null ? at(address, port) : loopback(tunnel.port(new SshTunnel.Far(address, port), 0));
    }

    /// Nobody needs what [#published] or [#own] answered any more.
    void release(URI url) throws InterruptedException {
        if (tunnel != null) tunnel.release(url.getPort());
    }

    /// What is to be known before it is used; null where nothing is.
    @Nullable
    Problem warning() {
        return open()
                ? Problem.of("docker.leaves-loopback", String.valueOf(engine.host().getHost()), engine.source())
                : null;
    }

    private static URI loopback(int port) {
        return at(LOOPBACK, port);
    }

    private static URI at(String address, int port) {
        return URI.create("http://" + (address.contains(":") ? "[" + plain(address) + "]" : address) + ":" + port);
    }

    /// Without the zone of a link-local address, which has no place in a URL.
    private static String plain(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }
}
