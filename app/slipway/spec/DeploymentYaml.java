package slipway.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

import slipway.base.ReplicaLimit;
import slipway.spec.DeploymentSpec.Code;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.spec.DeploymentSpec.Route;
import slipway.spec.DeploymentSpec.Routes;

/// Reads a deployment file by Azure ML's online deployment schemas (reference-yaml-deployment-managed-online and
/// -kubernetes-online).
final class DeploymentYaml {
    private static final Set<String> KEYS = Set.of("$schema", "name", "endpoint_name", "description", "tags", "type",
            "properties", "model", "model_mount_path", "code_configuration", "environment", "environment_variables",
            "instance_type", "instance_count", "app_insights_enabled", "scale_settings", "request_settings",
            "liveness_probe", "readiness_probe", "egress_public_network_access", "data_collector", "resources",
            "x-slipway");
    private static final Set<String> ENVIRONMENT_KEYS = Set.of("$schema", "name", "version", "description", "tags",
            "image", "conda_file", "build", "inference_config", "os_type", "properties");
    /// Azure's longest request: managed and Kubernetes, ms.
    private static final int LONGEST_MANAGED = 180_000;
    private static final int LONGEST_KUBERNETES = 300_000;
    private static final int DAY_SECONDS = 86_400;

    private DeploymentYaml() {}

    /// The spec, or null where `problems` holds why not; `endpoint` is whose folder it stands in.
    static @Nullable DeploymentSpec read(MappingNode root, Path file, String endpoint, SpecProblems problems) {
        YamlMap map = YamlMap.of(root, problems);
        map.noteUnknown(KEYS);
        String name = map.required("name");
        EndpointYaml.checkName(map.value("name"), name, problems);
        checkEndpoint(map, endpoint, problems);
        Path folder = file.toAbsolutePath().normalize().getParent();
        ModelRef model = ModelYaml.read(map, folder, problems);
        YamlMap environment = environment(map);
        environment.noteUnknown(ENVIRONMENT_KEYS);
        var slipway = ExtensionYaml.read(map.map("x-slipway"), folder, problems);
        var routes = routes(environment);
        var code = code(map, environment, folder, problems);
        Integer count = map.integer("instance_count", 1, ReplicaLimit.MOST);
        RequestSettings requests = requests(map);
        ProbeSpec liveness = probe(map.map("liveness_probe"));
        ProbeSpec readiness = probe(map.map("readiness_probe"));
        var variables = map.textMap("environment_variables");
        String image = environment.text("image");
        boolean runs = image != null || code.environmentRef() != null || code.buildFolder() != null
                || slipway.url() != null || !slipway.command().isEmpty();
        if (problems.good() && model.equals(ModelRef.NONE) && !runs) problems.add(map.node(), "spec.nothing-to-run");
        if (!problems.good() || name == null) return null;
        return new DeploymentSpec(name, endpoint, model, image, variables, count == null ? 1 : count, requests,
                liveness, readiness, slipway, routes, code);
    }

    /// Whether a file of an endpoint's folder is a deployment: by its schema, or by keys that only those have.
    static boolean isOne(MappingNode root) {
        YamlMap map = YamlMap.of(root, new SpecProblems(Path.of("")));
        String schema = map.text("$schema");
        if (schema != null) return schema.contains("OnlineDeployment");
        return map.keys().stream().anyMatch(Set.of("endpoint_name", "model", "x-slipway", "instance_count",
                "instance_type", "environment_variables", "request_settings")::contains);
    }

    private static void checkEndpoint(YamlMap map, String endpoint, SpecProblems problems) {
        // Azure's command line may give the endpoint itself, so a file without is whole
        String said = map.text("endpoint_name");
        if (said == null || said.equals(endpoint)) return;
        String placeholder = Placeholders.inAngles(said.strip());
        if (placeholder != null) problems.add(map.value("endpoint_name"), "spec.placeholder", placeholder);
        else
            problems.add(map.value("endpoint_name"), "spec.endpoint-mismatch", said, endpoint);
    }

    private static YamlMap environment(YamlMap map) {
        // `environment: azureml:my-env:1` names a registered one: a text, not a map
        return map.value("environment") instanceof ScalarNode ? map.map("") : map.map("environment");
    }

    private static Code code(YamlMap map, YamlMap environment, @Nullable Path folder, SpecProblems problems) {
        YamlMap code = map.map("code_configuration");
        String ref = environment.node() == null ? map.text("environment") : null;
        return new Code(local(code, "code", folder, problems), code.text("scoring_script"), ref,
                local(environment, "conda_file", folder, problems),
                local(environment.map("build"), "path", folder, problems), map.text("model_mount_path"),
                map.text("instance_type"));
    }

    /// A path of the file made absolute; null for what is not on this machine (`azureml://…`, `https://…`).
    static @Nullable Path local(YamlMap map, String key, @Nullable Path folder, SpecProblems problems) {
        String text = map.text(key);
        if (text == null || text.contains("://") || text.startsWith("azureml:")) return null;
        try {
            String plain = text.strip();
            Path path = Path.of(plain);
            return folder == null ? path : folder.resolve(path).normalize();
        } catch (InvalidPathException e) {
            problems.add(map.value(key), "spec.path", text, e.getReason());
            return null;
        }
    }

    private static @Nullable Routes routes(YamlMap environment) {
        YamlMap config = environment.map("inference_config");
        if (config.node() == null) return null;
        Route live = route(config, "liveness_route");
        Route ready = route(config, "readiness_route");
        Route score = route(config, "scoring_route");
        return live == null || ready == null || score == null ? null : new Routes(live, ready, score);
    }

    private static @Nullable Route route(YamlMap config, String key) {
        YamlMap map = config.requiredMap(key);
        if (map.node() == null) return null;
        String path = map.required("path");
        map.required("port");
        Integer port = map.integer("port", 1, 65_535);
        return path == null || port == null ? null : new Route(path, port);
    }

    private static RequestSettings requests(YamlMap map) {
        YamlMap settings = map.map("request_settings");
        String schema = map.text("$schema");
        boolean kubernetes = schema != null && schema.contains("kubernetes");
        Integer timeout = settings.integer("request_timeout_ms", 1, kubernetes ? LONGEST_KUBERNETES : LONGEST_MANAGED);
        Integer concurrent = settings.integer("max_concurrent_requests_per_instance", 1, 100_000);
        Integer wait = settings.integer("max_queue_wait_ms", 0, LONGEST_KUBERNETES);
        RequestSettings usual = RequestSettings.DEFAULT;
        if (timeout == null && concurrent == null && wait == null) return usual;
        return new RequestSettings(timeout == null ? usual.timeout() : Duration.ofMillis(timeout),
                concurrent == null ? usual.maxConcurrentPerInstance() : concurrent,
                wait == null ? usual.maxQueueWait() : Duration.ofMillis(wait));
    }

    private static ProbeSpec probe(YamlMap map) {
        ProbeSpec usual = ProbeSpec.DEFAULT;
        Integer delay = map.integer("initial_delay", 0, DAY_SECONDS);
        Integer period = map.integer("period", 1, DAY_SECONDS);
        Integer timeout = map.integer("timeout", 1, DAY_SECONDS);
        Integer success = map.integer("success_threshold", 1, 1_000);
        Integer failure = map.integer("failure_threshold", 1, 10_000);
        return new ProbeSpec(delay == null ? usual.initialDelay() : Duration.ofSeconds(delay),
                period == null ? usual.period() : Duration.ofSeconds(period),
                timeout == null ? usual.timeout() : Duration.ofSeconds(timeout),
                success == null ? usual.successThreshold() : success,
                failure == null ? usual.failureThreshold() : failure);
    }
}
