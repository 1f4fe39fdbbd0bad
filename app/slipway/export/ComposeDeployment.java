package slipway.export;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.base.ReplicaLimit;
import slipway.catalog.SafeYaml;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.export.Difference.Kind;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Code;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.spec.DeploymentSpec.Route;
import slipway.spec.DeploymentSpec.Routes;

/// Reads one service of a compose file as a deployment; what it cannot carry is added to the differences. Not shared
/// between threads.
final class ComposeDeployment {
    /// What is read here, and what the studio does by itself (`restart`, `init`).
    private static final Set<String> READ = Set.of("image", "build", "command", "entrypoint", "environment", "ports",
            "expose", "healthcheck", "deploy", "scale", "cpus", "mem_limit", "gpus", "volumes", "x-slipway", "restart",
            "init");
    /// What is read of what stands deeper.
    private static final Map<String, Set<String>> INNER = Map.of("deploy", Set.of("replicas", "resources"),
            "deploy/resources", Set.of("limits", "reservations"), "deploy/resources/limits", Set.of("cpus", "memory"),
            "deploy/resources/reservations", Set.of("devices", "generic_resources"), "healthcheck", Set.of("test",
                    "interval", "timeout", "retries", "start_period", "disable"));
    /// What our own export says of a stack beyond the deployment.
    private static final Set<String> OURS = Set.of("labels", "networks", "secrets");
    /// Where a container finds its secrets.
    private static final String SECRETS = "/run/secrets/";
    private static final String FILE = "_FILE";
    private static final int LEAST_PORT = 1024;
    private static final int MOST_PORT = 65_535;

    private final String endpoint;
    private final String name;
    private final String service;
    private final Map<String, Object> values;
    private final Map<String, Object> own;
    private final List<Difference> notes;

    ComposeDeployment(String endpoint, String name, String service, Map<String, Object> values,
            List<Difference> notes) {
        this.endpoint = endpoint;
        this.name = name;
        this.service = service;
        this.values = values;
        this.own = SafeYaml.asMap(values.get("x-slipway"));
        this.notes = notes;
    }

    DeploymentSpec read() {
        ServingContract contract = contract();
        Integer port = port();
        Map<String, String> environment = environment();
        Routes routes = routes();
        Integer asked = port == null && routes != null ? Integer.valueOf(routes.scoring().port()) : port;
        if (contract != null) ImportFields.withoutPlatform(environment, contract, endpoint, name, asked);
        List<String> command = words("command");
        List<String> entrypoint = words("entrypoint");
        if (contract != null && entrypoint.isEmpty() && command.equals(contract.arguments())) command = List.of();
        Map<String, Object> resources = SafeYaml.asMap(SafeYaml.asMap(values.get("deploy")).get("resources"));
        Map<String, Object> limits = SafeYaml.asMap(resources.get("limits"));
        ImageName image = ImageName.of(image());
        Object cpus = limits.getOrDefault("cpus", values.get("cpus"));
        Object memory = limits.getOrDefault("memory", values.get("mem_limit"));
        var extension = new Extension(contract == null ? null : contract.id(), "docker", null, port, ComposeValues
                .whole(own.get("health_port"), LEAST_PORT).orElse(null), entrypoint, command,
                taken("x-slipway.cpus", cpus, ComposeValues.amount(cpus)),
                taken("x-slipway.memory", memory, ComposeValues
                        .bytes(memory)),
                gpus(resources),
                image.digest().isEmpty() ? null : image.digest(), null);
        rest();
        ProbeSpec liveness = liveness();
        return new DeploymentSpec(name, endpoint, ModelRef.NONE, image.tagged(), environment, instances(), requests(),
                liveness, probe(SafeYaml.asMap(own.get("readiness_probe")), liveness), extension, routes, Code.NONE);
    }

    /// All three, or none.
    private @Nullable Routes routes() {
        Map<String, Object> said = SafeYaml.asMap(own.get("inference_config"));
        Route live = route(said.get("liveness_route"));
        Route ready = route(said.get("readiness_route"));
        Route predict = route(said.get("scoring_route"));
        return live == null || ready == null || predict == null ? null : new Routes(live, ready, predict);
    }

    private static @Nullable Route route(@Nullable Object said) {
        Map<String, Object> route = SafeYaml.asMap(said);
        String path = SafeYaml.text(route.get("path"));
        int port = ComposeValues.whole(route.get("port"), 1).orElse(0);
        return path == null || port == 0 || port > MOST_PORT ? null : new Route(path, port);
    }

    private @Nullable ServingContract contract() {
        String said = SafeYaml.text(own.get("contract"));
        ServingContract found = said == null ? null : Contracts.byId(said).orElse(null);
        if (found == null) note(Kind.BY_HAND, "x-slipway.contract", "export.import.contract");
        return found;
    }

    /// A service that is only built is called as compose calls what it builds.
    private String image() {
        String said = SafeYaml.text(values.get("image"));
        String image = said == null ? null : ComposeValues.filled(said);
        if (values.containsKey("build") || image == null) {
            String built = image == null ? endpoint + "-" + service : image;
            note(Kind.BY_HAND, "environment.image", "export.import.build", built);
            return built;
        }
        return image;
    }

    private Map<String, String> environment() {
        var all = new LinkedHashMap<String, String>();
        Object said = values.get("environment");
        for (Object line : ComposeValues.list(said)) {
            String text = String.valueOf(line);
            int is = text.indexOf('=');
            variable(is < 0 ? text : text.substring(0, is), is < 0 ? "${" + text + "}" : text.substring(is + 1), all);
        }
        SafeYaml.asMap(said).forEach((key, value) -> {
            // what a file of somebody else leaves empty, compose takes from the shell
            boolean shell = own.isEmpty() && SafeYaml.text(value) == null;
            variable(key, shell ? "${" + key + "}" : String.valueOf(value), all);
        });
        return all;
    }

    private void variable(String key, String value, Map<String, String> all) {
        String filled = ComposeValues.filled(value);
        // in a stack, the file of a secret stands for the variable
        boolean file = own.containsKey("deployment") && key.endsWith(FILE)
                && value.equals(SECRETS + key.substring(0, key.length() - FILE.length()));
        if (file) variable(key.substring(0, key.length() - FILE.length()), "${" + key + "}", all);
        else if (filled != null) all.put(key, filled);
        else
            note(Kind.BY_HAND, "environment_variables." + key, "export.import.variable", key);
    }

    private List<String> words(String key) {
        List<String> words = ComposeValues.words(values.get(key));
        if (words != null) return words;
        note(Kind.BY_HAND, key, "export.import.variable", key);
        return List.of();
    }

    /// What our own export says, else the first port of the container that is published.
    private @Nullable Integer port() {
        List<?> ports = ComposeValues.list(values.getOrDefault("ports", values.get("expose")));
        Integer said = ComposeValues.whole(own.get("port"), LEAST_PORT).orElse(null);
        if (values.containsKey("ports")) note(Kind.NO_EQUAL, "ports", "export.import.ports");
        if (said != null || ports.isEmpty()) return said;
        Object first = ports.getFirst();
        Object target = first instanceof Map<?, ?> map
                ? map.get("target")
                : String.valueOf(first).replaceAll("/.*$", "").replaceAll("^.*:", "");
        Integer port = ComposeValues.whole(target, 1).orElse(null);
        if (port != null && port >= LEAST_PORT && port <= MOST_PORT) return port;
        note(Kind.LIMIT, "x-slipway.port", "export.import.port", String.valueOf(target));
        return null;
    }

    private int instances() {
        Object said = SafeYaml.asMap(values.get("deploy")).getOrDefault("replicas", values.get("scale"));
        Integer read = taken("instance_count", said, ComposeValues.whole(said, 1));
        int wanted = read == null ? 1 : read;
        if (wanted <= ReplicaLimit.MOST) return wanted;
        note(Kind.LIMIT, "instance_count", "export.import.instances", String.valueOf(wanted),
                String.valueOf(ReplicaLimit.MOST));
        return ReplicaLimit.MOST;
    }

    private @Nullable String gpus(Map<String, Object> resources) {
        Object devices = SafeYaml.asMap(resources.get("reservations")).get("devices");
        for (Object each : ComposeValues.list(devices)) {
            Map<String, Object> device = SafeYaml.asMap(each);
            if (!ComposeValues.list(device.get("capabilities")).contains("gpu")) continue;
            List<?> ids = ComposeValues.list(device.get("device_ids"));
            if (!ids.isEmpty()) return String.join(",", ids.stream().map(String::valueOf).toList());
            String count = SafeYaml.text(device.get("count"));
            return count == null ? "all" : count;
        }
        for (Object each : ComposeValues.list(SafeYaml.asMap(resources.get("reservations")).get("generic_resources"))) {
            Map<String, Object> kind = SafeYaml.asMap(SafeYaml.asMap(each).get("discrete_resource_spec"));
            String called = SafeYaml.text(kind.get("kind"));
            if (called != null && called.toUpperCase(Locale.ROOT).contains("GPU"))
                return SafeYaml.text(kind.get("value"));
        }
        for (Object each : ComposeValues.list(values.get("gpus"))) {
            Map<String, Object> device = SafeYaml.asMap(each);
            List<?> ids = ComposeValues.list(device.get("device_ids"));
            String count = SafeYaml.text(device.get("count"));
            if (!ids.isEmpty()) return String.join(",", ids.stream().map(String::valueOf).toList());
            return count == null ? "all" : count;
        }
        return SafeYaml.text(values.get("gpus"));
    }

    /// What was read of `said`; one that says something which cannot be read is noted.
    private <T> @Nullable T taken(String field, @Nullable Object said, Optional<T> read) {
        String text = SafeYaml.text(said);
        if (text != null && read.isEmpty()) note(Kind.BY_HAND, field, "export.import.unread", text);
        return read.orElse(null);
    }

    private ProbeSpec liveness() {
        Map<String, Object> check = SafeYaml.asMap(values.get("healthcheck"));
        if (check.isEmpty()) return ProbeSpec.DEFAULT;
        if ("true".equals(SafeYaml.text(check.get("disable"))))
            note(Kind.NO_EQUAL, "healthcheck.disable", "export.import.key", "healthcheck.disable");
        else if (!own.containsKey("contract")) note(Kind.NO_EQUAL, "healthcheck", "export.import.test");
        ProbeSpec usual = ProbeSpec.DEFAULT;
        return new ProbeSpec(seconds(check, "start_period", 0, usual.initialDelay()),
                seconds(check, "interval", 1, usual
                        .period()),
                seconds(check, "timeout", 1, usual.timeout()), 1, Objects.requireNonNullElse(taken(
                        "liveness_probe.failure_threshold", check.get("retries"), ComposeValues.whole(check.get(
                                "retries"), 1)),
                        usual.failureThreshold()));
    }

    private Duration seconds(Map<String, Object> check, String key, long least, Duration usual) {
        Duration said = taken("healthcheck." + key, check.get(key), ComposeValues.time(check.get(key)));
        if (said == null) return usual;
        // the workspace's files have whole seconds
        Duration whole = Duration.ofSeconds(Math.max(least, said.plusNanos(999_999_999).toSeconds()));
        if (!whole.equals(said)) {
            note(Kind.LIMIT, "liveness_probe", "export.import.seconds", key, whole.toSeconds() + "s");
        }
        return whole;
    }

    private static ProbeSpec probe(Map<String, Object> said, ProbeSpec otherwise) {
        if (said.isEmpty()) return otherwise;
        return new ProbeSpec(Duration.ofSeconds(number(said, "initial_delay", otherwise.initialDelay().toSeconds())),
                Duration.ofSeconds(number(said, "period", otherwise.period().toSeconds())), Duration.ofSeconds(number(
                        said, "timeout", otherwise.timeout().toSeconds())),
                (int) number(said, "success_threshold", otherwise.successThreshold()), (int) number(said,
                        "failure_threshold", otherwise.failureThreshold()));
    }

    private RequestSettings requests() {
        Map<String, Object> said = SafeYaml.asMap(own.get("request_settings"));
        if (said.isEmpty()) return RequestSettings.DEFAULT;
        RequestSettings usual = RequestSettings.DEFAULT;
        return new RequestSettings(Duration.ofMillis(number(said, "request_timeout_ms", usual.timeout().toMillis())),
                (int) number(said, "max_concurrent_requests_per_instance", usual.maxConcurrentPerInstance()), Duration
                        .ofMillis(number(said, "max_queue_wait_ms", usual.maxQueueWait().toMillis())));
    }

    private static long number(Map<String, Object> map, String key, long otherwise) {
        return ComposeValues.whole(map.get(key), 0).map(Integer::longValue).orElse(otherwise);
    }

    private void rest() {
        for (Object volume : ComposeValues.list(values.get("volumes"))) {
            String text = volume instanceof Map<?, ?> map
                    ? map.get("source") + ":" + map.get("target")
                    : String.valueOf(volume);
            note(Kind.BY_HAND, "model", "export.import.volume", text);
        }
        for (String key : values.keySet()) {
            boolean ours = own.containsKey("deployment") && OURS.contains(key);
            if (!READ.contains(key) && !ours) note(Kind.NO_EQUAL, key, "export.import.key", key);
        }
        // our own says there what its list of differences said already
        if (!own.containsKey("contract")) INNER.forEach((path, known) -> {
            Map<String, Object> at = values;
            for (String step : path.split("/", -1))
                at = SafeYaml.asMap(at.get(step));
            at.keySet().stream().filter(key -> !known.contains(key)).map(key -> path.replace('/', '.') + "." + key)
                    .forEach(field -> note(Kind.NO_EQUAL, field, "export.import.key", field));
        });
    }

    private void note(Kind kind, String field, String key, String... args) {
        notes.add(Difference.of(kind, name, field, key, args));
    }
}
