package slipway.engine.docker;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.engine.ContainerSettings;

/// The network that containers of one workspace join. Any thread; calls block shortly.
///
/// `none` is a network of ours without a way out, not the engine's: that one has no address to send a test request
/// to. Containers in it cannot reach the internet, nor one another; services of this machine that listen on all its
/// addresses they can.
final class Networks {
    private static final String HOST = "host";

    private final DockerLink link;
    private final ContainerLabels labels;
    private final ReentrantLock making = new ReentrantLock();

    Networks(DockerLink link, ContainerLabels labels) {
        this.link = link;
        this.labels = labels;
    }

    /// Whether containers in it are asked at their own address and not at a published port.
    static boolean closed(String network) {
        return network.equals(ContainerSettings.NETWORK_NONE) || ContainerNames.isLedger(network);
    }

    /// What to join for `network` of the settings, made where it is ours and not there; null for the default.
    @Nullable
    String join(String network) throws InterruptedException {
        check(network);
        if (network.equals(ContainerSettings.NETWORK_DEFAULT)) return null;
        if (!closed(network)) return network;
        reachable();
        if (ContainerNames.isLedger(network)) return network;
        making.lockInterruptibly();
        try {
            String name = ContainerNames.closedNetwork(labels.workspace());
            if (ours().stream().noneMatch(one -> name.equals(one.getName()))) make(name, false);
            return name;
        } finally {
            making.unlock();
        }
    }

    /// Refuses what a container could not be reached in. In `host` two revisions would want the same port, and nothing
    /// would keep others of the network from it.
    static void check(String network) {
        if (network.equals(HOST)) throw StudioException.of("docker.host-network");
    }

    /// A closed network of its own for a ledger, in which containers reach one another.
    String ledger() throws InterruptedException {
        String name = ContainerNames.ledgerNetwork();
        make(name, true);
        return name;
    }

    /// Of ours; one that is gone is no failure.
    void remove(String name) throws InterruptedException {
        for (Network one : ours()) {
            if (name.equals(one.getName())) remove(link, one.getId());
        }
    }

    private void make(String name, boolean together) throws InterruptedException {
        link.call("docker network create", client -> {
            try {
                return client.createNetworkCmd().withName(name).withInternal(true).withCheckDuplicate(true)
                        .withOptions(Map.of("com.docker.network.bridge.enable_icc", String.valueOf(together)))
                        .withLabels(labels.network()).exec();
            } catch (ConflictException e) {
                return null;
            }
        });
    }

    /// Only an engine of this very Linux machine, or of the one that ssh leads to, has its containers' addresses
    /// within our reach.
    private void reachable() throws InterruptedException {
        boolean reached = link.address().ssh() ? !inVirtualMachine() : sameMachine();
        if (!reached) throw StudioException.of("docker.closed-network");
    }

    /// Whether containers run on this very machine and not in a virtual one beside it.
    boolean sameMachine() throws InterruptedException {
        URI host = link.address().host();
        boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
        boolean here = "unix".equals(host.getScheme());
        return linux && here && !inVirtualMachine();
    }

    private boolean inVirtualMachine() throws InterruptedException {
        return link.call("docker info", client -> String.valueOf(client.infoCmd().exec().getOperatingSystem()))
                .contains("Desktop");
    }

    private List<Network> ours() throws InterruptedException {
        return link.call("docker network ls", client -> client.listNetworksCmd()
                .withFilter("label", List.of(ContainerLabels.WORKSPACE + "=" + labels.workspace())).exec());
    }

    /// Removes those of ours that no container is in.
    void removeEmpty() throws InterruptedException {
        making.lockInterruptibly();
        try {
            for (Network one : ours())
                remove(link, one.getId());
        } finally {
            making.unlock();
        }
    }

    /// Whether it is gone; the engine keeps one that has containers.
    static boolean remove(DockerLink link, String id) throws InterruptedException {
        return link.call("docker network rm", client -> {
            try {
                if (hasContainers(client.inspectNetworkCmd().withNetworkId(id).exec())) return false;
                client.removeNetworkCmd(id).exec();
            } catch (NotFoundException e) {
                return true;
            }
            return true;
        });
    }

    private static boolean hasContainers(Network network) {
        return network.getContainers() != null && !network.getContainers().isEmpty();
    }
}
