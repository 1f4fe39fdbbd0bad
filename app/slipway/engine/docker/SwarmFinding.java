package slipway.engine.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import tools.jackson.databind.JsonNode;

import slipway.base.StudioException;
import slipway.engine.SwarmNode;

/// What a look at the swarm of an engine found, once; plain facts for people. Immutable.
///
/// @param role  what the engine is to it
/// @param nodes machines that it has, as far as the engine may ask, with `ready` those that take tasks
/// @param mesh  whether the kernel can do the routing mesh, which Slipway does without
public record SwarmFinding(Role role, int nodes, int ready, Mesh mesh) {
    static final SwarmFinding NONE = new SwarmFinding(Role.NONE, 0, 0, Mesh.UNKNOWN);

    private static final Path IPVS = Path.of("/proc/net/ip_vs");

    /// The words of scripts are these in small letters.
    public enum Role {
        NONE, WORKER, MANAGER
    }

    /// By whether the kernel balances connections (IPVS); of another machine that cannot be told.
    public enum Mesh {
        PRESENT, ABSENT, UNKNOWN
    }

    /// @param info what the engine says of itself
    static SwarmFinding of(DockerLink link, JsonNode info) throws InterruptedException {
        JsonNode swarm = info.path("Swarm");
        if (!swarm.path("LocalNodeState").asString("").equals("active")) return NONE;
        Mesh mesh = mesh(link.address(), info);
        if (!swarm.path("ControlAvailable").asBoolean(false)) return new SwarmFinding(Role.WORKER, 0, 0, mesh);
        try {
            List<SwarmNode> nodes = new SwarmApi(link).nodes().stream().map(SwarmReading::node).toList();
            return new SwarmFinding(Role.MANAGER, nodes.size(),
                    (int) nodes.stream().filter(SwarmNode::usable).count(), mesh);
        } catch (StudioException e) {
            // a manager without a majority of managers answers nothing
            return new SwarmFinding(Role.MANAGER, swarm.path("Nodes").asInt(0), 0, mesh);
        }
    }

    /// Only an engine of this machine, and of no virtual one on it, has this kernel.
    private static Mesh mesh(DockerAddress address, JsonNode info) {
        boolean here = address.socket() != null
                && info.path("KernelVersion").asString("").equals(System.getProperty("os.version"));
        if (!here) return Mesh.UNKNOWN;
        return Files.exists(IPVS) ? Mesh.PRESENT : Mesh.ABSENT;
    }
}
