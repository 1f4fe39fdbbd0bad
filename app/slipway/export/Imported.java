package slipway.export;

import java.util.List;

import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;

/// What a platform’s files are here.
///
/// @param endpoint    its traffic names `deployments` only
/// @param deployments in the files’ order, at least one
/// @param differences what could not be taken over
public record Imported(EndpointSpec endpoint, List<DeploymentSpec> deployments, List<Difference> differences) {
    public Imported {
        deployments = List.copyOf(deployments);
        differences = List.copyOf(differences);
    }
}
