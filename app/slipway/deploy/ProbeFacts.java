package slipway.deploy;

import java.util.Optional;

import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.HealthPolicy;
import slipway.contract.ServingContract;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.ServerPorts;
import slipway.spec.ServerRoutes;

/// How a deployment is probed, against what its platform does. Immutable.
///
/// @param port     where probes go, as the server counts it; 0 while that is not known
/// @param platform the platform's name
/// @param policy   how the platform itself probes
public record ProbeFacts(String alivePath, ProbeSpec alive, String readyPath, ProbeSpec ready, int port,
        String platform, HealthPolicy policy) {

    /// Empty for a contract that is not known.
    public static Optional<ProbeFacts> of(Deployment deployment) {
        DeploymentSpec spec = deployment.spec();
        return Contracts.byId(deployment.contract()).map(contract -> {
            ServerRoutes routes = ServerRoutes.of(contract, spec, modelName(deployment));
            return new ProbeFacts(routes.live(), spec.liveness(), routes.ready(), spec.readiness(),
                    port(deployment, contract), contract.title(), contract.health());
        });
    }

    private static String modelName(Deployment deployment) {
        Model model = deployment.model();
        String named = deployment.spec().model().name();
        return model != null ? model.name() : named != null ? named : deployment.spec().name();
    }

    private static int port(Deployment deployment, ServingContract contract) {
        DeploymentSpec spec = deployment.spec();
        if (deployment.image() != null) return ServerPorts.of(contract.port(), spec).health();
        Integer health = spec.slipway().healthPort();
        Integer own = spec.slipway().port();
        if (health != null) return health;
        if (own != null && own != 0) return own;
        return deployment.urls().isEmpty() ? 0 : deployment.urls().getFirst().getPort();
    }
}
