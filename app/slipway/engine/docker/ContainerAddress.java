package slipway.engine.docker;

import java.net.URI;
import java.util.Map;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ContainerNetwork;

import slipway.engine.ContainerSettings;

/// Where a running container is reached from this machine. `pid` is 0 where it is not known.
record ContainerAddress(URI url, URI health, long pid) {
    /// @param wanted the port of this machine that was asked for; 0 for any
    static ContainerAddress of(InspectContainerResponse seen, ContainerSettings settings, int wanted,
            EngineReach reach) throws InterruptedException {
        Long pid = seen.getState().getPidLong();
        URI url = uri(seen, settings, settings.port(), wanted, reach);
        URI health = settings.healthPort() == settings.port()
                ? url
                : uri(seen, settings, settings.healthPort(), 0, reach);
        return new ContainerAddress(url, health, pid == null ? 0 : pid);
    }

    private static URI uri(InspectContainerResponse seen, ContainerSettings settings, int port, int wanted,
            EngineReach reach) throws InterruptedException {
        if (Networks.closed(settings.network())) return reach.own(own(seen), port);
        return reach.published(ContainerFound.published(seen.getNetworkSettings().getPorts(), port).orElse(1), wanted);
    }

    private static String own(InspectContainerResponse seen) {
        Map<String, ContainerNetwork> networks = seen.getNetworkSettings().getNetworks();
        return networks.values().stream().map(ContainerNetwork::getIpAddress)
                .filter(address -> address != null && !address.isEmpty()).findFirst().orElse("127.0.0.1");
    }
}
