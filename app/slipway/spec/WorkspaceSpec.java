package slipway.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// Everything the files of a workspace say, as last read. A file that cannot be read or breaks a rule stands in
/// `problems`; what it said when it was last good stays in `endpoints`. `notes` break no rule: unknown keys, files
/// that are no deployment.
///
/// @param registry `HOST/PATH` where images for the nodes of a swarm are pushed; null where none is named
public record WorkspaceSpec(Path root, String name, List<Path> modelRoots, String defaultEngine,
        List<EndpointFolder> endpoints, List<SpecProblem> problems, List<SpecProblem> notes, Quotas quotas,
        @Nullable String registry) {
    /// `registry:5000/team`: a host, which a point, a port or the name localhost tells from a path, and a path.
    public static final String REGISTRY_FORM = "(?:localhost|[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+|[A-Za-z0-9.-]+(?=:))"
            + "(?::\\d{1,5})?(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*";

    public WorkspaceSpec {
        modelRoots = List.copyOf(modelRoots);
        endpoints = List.copyOf(endpoints);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /// A spec without a registry.
    public WorkspaceSpec(Path root, String name, List<Path> modelRoots, String defaultEngine,
            List<EndpointFolder> endpoints, List<SpecProblem> problems, List<SpecProblem> notes, Quotas quotas) {
        this(root, name, modelRoots, defaultEngine, endpoints, problems, notes, quotas, null);
    }

    /// A spec with nothing to note.
    public WorkspaceSpec(Path root, String name, List<Path> modelRoots, String defaultEngine,
            List<EndpointFolder> endpoints, List<SpecProblem> problems) {
        this(root, name, modelRoots, defaultEngine, endpoints, problems, List.of(), Quotas.USUAL);
    }

    /// One `endpoints/NAME/` folder; `spec` is null until its `endpoint.yml` was good once. `name` is what its
    /// endpoint file says, else the folder's.
    ///
    /// @param carried Azure’s own keys that change nothing here, by the name of the deployment whose file says them, those
    ///                of the endpoint’s by the empty name: texts, flags, numbers, and lists and maps of them
    public record EndpointFolder(String name, Path folder, @Nullable EndpointSpec spec,
            List<DeploymentSpec> deployments, Map<String, Map<String, Object>> carried) {
        public EndpointFolder {
            carried = Map.copyOf(carried);
        }

        /// One whose files say nothing that is only passed on.
        public EndpointFolder(String name, Path folder, @Nullable EndpointSpec spec, List<DeploymentSpec> deployments) {
            this(name, folder, spec, deployments, Map.of());
        }
    }

    /// Where imported models go: the root called `models` where there is one, else the first.
    public Path importRoot() {
        return modelRoots.stream().filter(each -> each.endsWith("models")).findFirst().orElse(modelRoots.getFirst());
    }

    public Optional<EndpointFolder> endpoint(String name) {
        return endpoints.stream().filter(folder -> folder.name.equals(name)).findFirst();
    }

    public Optional<DeploymentSpec> deployment(String endpoint, String deployment) {
        return endpoint(endpoint).stream().flatMap(folder -> folder.deployments.stream())
                .filter(spec -> spec.name().equals(deployment)).findFirst();
    }
}
