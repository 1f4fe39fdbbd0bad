package slipway.export;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import slipway.catalog.Model;
import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;

/// What is exported: an endpoint with its deployments as the files say, or one of them.
///
/// @param contracts the contract that each deployment is served by, by its name: what the file says, else what follows
///                  from its model
/// @param models    the model of each deployment that has one in the catalog, by its name
/// @param images    the image that each deployment runs, by its name, with its digest where it is known
///                  (`repo/iris:2@sha256:…`): what the file says, else what was built; none for a server without one
/// @param folders   where the model of each deployment lies in the workspace’s folder, with `/`, by its name; none for
///                  one that is not in it
/// @param carried   Azure’s own keys that change nothing here, as
///                  [slipway.spec.WorkspaceSpec.EndpointFolder#carried] has them
public record ExportSource(EndpointSpec endpoint, List<DeploymentSpec> deployments, Map<String, String> contracts,
        Map<String, Model> models, Map<String, String> images, Map<String, String> folders,
        Map<String, Map<String, Object>> carried) {
    public ExportSource {
        deployments = List.copyOf(deployments);
        contracts = Map.copyOf(contracts);
        models = Map.copyOf(models);
        images = Map.copyOf(images);
        folders = Map.copyOf(folders);
        carried = Map.copyOf(carried);
    }

    /// One whose models lie nowhere in a workspace’s folder, and whose files say nothing that is only passed on.
    public ExportSource(EndpointSpec endpoint, List<DeploymentSpec> deployments, Map<String, String> contracts,
            Map<String, Model> models, Map<String, String> images) {
        this(endpoint, deployments, contracts, models, images, Map.of(), Map.of());
    }

    public Optional<Model> model(DeploymentSpec deployment) {
        return Optional.ofNullable(models.get(deployment.name()));
    }

    public Optional<String> image(DeploymentSpec deployment) {
        return Optional.ofNullable(images.get(deployment.name()));
    }

    /// Azure’s own keys of a deployment’s file, by its name; of the endpoint’s for the empty name.
    Map<String, Object> carried(String deployment) {
        return carried.getOrDefault(deployment, Map.of());
    }

    /// The same with what is written of it as it is.
    ExportSource with(EndpointSpec nextEndpoint, Map<String, Map<String, Object>> nextCarried) {
        return new ExportSource(nextEndpoint, deployments, contracts, models, images, folders, nextCarried);
    }

    Optional<String> folder(DeploymentSpec deployment) {
        return Optional.ofNullable(folders.get(deployment.name()));
    }
}
