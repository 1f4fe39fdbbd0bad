package slipway.export;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.catalog.SafeYaml;
import slipway.contract.Contracts;
import slipway.contract.Launch;
import slipway.contract.ServingContract;
import slipway.export.Difference.Kind;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;

/// Reads one service of a compose file as a deployment; what it cannot carry is added to the differences. Not shared
/// between threads.
final class ComposeDeployment {
    /// What is read here, and what the studio does by itself (`restart`, `init`).
    private static final Set<String> READ = Set.of("image", "build", "command", "entrypoint", "environment", "ports",
            "expose", "healthcheck", "deploy", "scale", "cpus", "mem_limit", "gpus", "volumes", "x-slipway", "restart",
            "init");
    private static final int MOST_INSTANCES = 50;
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
        if (contract != null) withoutPlatform(environment, contract, port);
        List<String> command = words("command");
        List<String> entrypoint = words("entrypoint");
        if (contract != null && entrypoint.isEmpty() && command.equals(contract.arguments())) command = List.of();
        Map<String, Object> resources = SafeYaml.asMap(SafeYaml.asMap(values.get("deploy")).get("resources"));
        Map<String, Object> limits = SafeYaml.asMap(resources.get("limits"));
        Object cpus = limits.getOrDefault("cpus", values.get("cpus"));
        Object memory = limits.getOrDefault("memory", values.get("mem_limit"));
        var extension = new Extension(contract == null ? null : contract.id(), "docker", null, port, ComposeValues
                .whole(own.get("health_port"), LEAST_PORT).orElse(null), entrypoint, command,
                ComposeValues.amount(cpus).orElse(null), ComposeValues.bytes(memory).orElse(null), gpus(resources),
                null, null);
        rest();
        ProbeSpec liveness = liveness();
        return new DeploymentSpec(name, endpoint, ModelRef.NONE, image(), environment, instances(), requests(),
                liveness, probe(SafeYaml.asMap(own.get("readiness_probe")), liveness), extension);
    }

    private @Nullable ServingContract contract() {
        String said = SafeYaml.text(own.get("contract"));
        ServingContract found = said == null ? null : Contracts.byId(said).orElse(null);
        if (found == null) note(Kind.BY_HAND, "x-slipway.contract", "export.compose.import-contract");
        return found;
    }

    /// A service that is only built is called as compose calls what it builds.
    private String image() {
        String said = SafeYaml.text(values.get("image"));
        String image = said == null ? null : ComposeValues.filled(said);
        if (values.containsKey("build") || image == null) {
            String built = image == null ? endpoint + "-" + service : image;
            note(Kind.BY_HAND, "environment.image", "export.compose.import-build", built);
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
        SafeYaml.asMap(said).forEach((key, value) -> variable(key, String.valueOf(value), all));
        return all;
    }

    private void variable(String key, String value, Map<String, String> all) {
        String filled = ComposeValues.filled(value);
        if (filled != null) all.put(key, filled);
        else
            note(Kind.BY_HAND, "environment_variables." + key, "export.compose.import-variable", key);
    }

    /// What the platform sets again by itself is not the person's.
    private void withoutPlatform(Map<String, String> environment, ServingContract contract, @Nullable Integer port) {
        var launch = new Launch(endpoint, name, name, "1", contract.modelPath(), port == null ? contract.port() : port);
        Map<String, String> set = contract.environment(launch);
        environment.entrySet().removeIf(each -> set.containsKey(each.getKey())
                && (each.getKey().startsWith("SLIPWAY_") || each.getValue().equals(set.get(each.getKey()))));
    }

    private List<String> words(String key) {
        List<String> words = ComposeValues.words(values.get(key));
        if (words != null) return words;
        note(Kind.BY_HAND, key, "export.compose.import-variable", key);
        return List.of();
    }

    /// What our own export says, else the first port of the container that is published.
    private @Nullable Integer port() {
        List<?> ports = ComposeValues.list(values.getOrDefault("ports", values.get("expose")));
        Integer said = ComposeValues.whole(own.get("port"), LEAST_PORT).orElse(null);
        if (values.containsKey("ports")) note(Kind.NO_EQUAL, "ports", "export.compose.import-ports");
        if (said != null || ports.isEmpty()) return said;
        Object first = ports.getFirst();
        Object target = first instanceof Map<?, ?> map
                ? map.get("target")
                : String.valueOf(first).replaceAll("/.*$", "").replaceAll("^.*:", "");
        Integer port = ComposeValues.whole(target, 1).orElse(null);
        if (port != null && port >= LEAST_PORT && port <= MOST_PORT) return port;
        note(Kind.LIMIT, "x-slipway.port", "export.compose.import-port", String.valueOf(target));
        return null;
    }

    private int instances() {
        Object said = SafeYaml.asMap(values.get("deploy")).getOrDefault("replicas", values.get("scale"));
        int wanted = ComposeValues.whole(said, 1).orElse(1);
        if (wanted <= MOST_INSTANCES) return wanted;
        note(Kind.LIMIT, "instance_count", "export.compose.import-instances", String.valueOf(wanted),
                String.valueOf(MOST_INSTANCES));
        return MOST_INSTANCES;
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
        return SafeYaml.text(values.get("gpus"));
    }

    private ProbeSpec liveness() {
        Map<String, Object> check = SafeYaml.asMap(values.get("healthcheck"));
        if (check.isEmpty()) return ProbeSpec.DEFAULT;
        if (!own.containsKey("contract")) note(Kind.NO_EQUAL, "healthcheck", "export.compose.import-test");
        ProbeSpec usual = ProbeSpec.DEFAULT;
        return new ProbeSpec(seconds(check, "start_period", 0, usual.initialDelay()),
                seconds(check, "interval", 1, usual
                        .period()),
                seconds(check, "timeout", 1, usual.timeout()), 1, ComposeValues.whole(check.get("retries"),
                        1).orElse(usual.failureThreshold()));
    }

    private Duration seconds(Map<String, Object> check, String key, long least, Duration usual) {
        Duration said = ComposeValues.time(check.get(key)).orElse(null);
        if (said == null) return usual;
        // the workspace's files have whole seconds
        Duration whole = Duration.ofSeconds(Math.max(least, said.plusNanos(999_999_999).toSeconds()));
        if (!whole.equals(said)) {
            note(Kind.LIMIT, "liveness_probe", "export.compose.import-seconds", key, whole.toSeconds() + "s");
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
            note(Kind.BY_HAND, "model", "export.compose.import-volume", text);
        }
        for (String key : values.keySet()) {
            boolean ours = key.equals("labels") && own.containsKey("deployment");
            if (!READ.contains(key) && !ours) note(Kind.NO_EQUAL, key, "export.compose.import-key", key);
        }
    }

    private void note(Kind kind, String field, String key, String... args) {
        notes.add(Difference.of(kind, name, field, key, args));
    }
}
