package slipway.engine.docker;

import java.net.URI;
import java.util.Map;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ContainerNetwork;

import slipway.engine.ContainerSettings;

/// Where a running container is reached from this machine. `pid` is 0 where it is not known.
record ContainerAddress(URI url, URI health, long pid) {
    static ContainerAddress of(InspectContainerResponse seen, ContainerSettings settings) {
        Long pid = seen.getState().getPidLong();
        return new ContainerAddress(uri(seen, settings, settings.port()), uri(seen, settings, settings.healthPort()),
                pid == null ? 0 : pid);
    }

    private static URI uri(InspectContainerResponse seen, ContainerSettings settings, int port) {
        if (Networks.closed(settings.network())) return URI.create("http://" + own(seen) + ":" + port);
        int published = ContainerFound.published(seen.getNetworkSettings().getPorts(), port).orElse(1);
        return URI.create("http://127.0.0.1:" + published);
    }

    private static String own(InspectContainerResponse seen) {
        Map<String, ContainerNetwork> networks = seen.getNetworkSettings().getNetworks();
        return networks.values().stream().map(ContainerNetwork::getIpAddress)
                .filter(address -> address != null && !address.isEmpty()).findFirst().orElse("127.0.0.1");
    }
}
