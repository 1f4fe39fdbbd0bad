package slipway.engine.docker;

import java.util.List;

import tools.jackson.databind.JsonNode;

import slipway.base.StudioException;
import slipway.engine.ContainerSettings;
import slipway.engine.SwarmNode;
import slipway.engine.Workload;

/// Says before anything is started what a swarm cannot do for a workload. Stateless.
final class SwarmRefusals {
    private SwarmRefusals() {}

    /// @param elsewhere whether its manager is on another machine
    static void check(Workload workload, ContainerSettings settings, List<SwarmNode> nodes, boolean elsewhere) {
        String key = workload.key();
        if (settings.network().equals(ContainerSettings.NETWORK_NONE)) throw StudioException.of("swarm.closed", key);
        // a path of this machine is, on another node, nothing or something else
        if (elsewhere && workload.modelFolder() != null)
            throw StudioException.of("swarm.model-elsewhere", key, workload.modelFolder());
        if (nodes.size() < 2) return;
        if (workload.modelFolder() != null)
            throw StudioException.of("swarm.model-here", key, workload.modelFolder(), nodes.size());
        if (!settings.image().contains("@"))
            throw StudioException.of("swarm.image-here", key, settings.image(), nodes.size());
    }

    /// The name that GPUs are asked for by.
    static String gpuKind(Workload workload, ContainerSettings settings, List<JsonNode> nodes) {
        String asked = String.valueOf(settings.gpus());
        if (!asked.matches("[1-9]\\d{0,3}")) throw StudioException.of("swarm.gpu-count", workload.key(), asked);
        return SwarmReading.gpuKind(nodes).orElseThrow(() -> StudioException.of("swarm.gpu-none", workload.key()));
    }
}
