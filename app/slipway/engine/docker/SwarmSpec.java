package slipway.engine.docker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.github.dockerjava.api.model.HealthCheck;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import slipway.engine.ContainerSettings;
import slipway.engine.Placement;
import slipway.engine.Workload;

/// Writes down for a swarm what a workload is run with. Stateless.
///
/// Each task publishes its ports on its own node, at numbers that the node gives: so there may be several on one, no
/// kernel feature is needed, and the gateway knows and chooses every single one.
final class SwarmSpec {
    /// On each container, unlike for each template: tells new tasks from old ones.
    static final String TEMPLATE = "slipway.template";

    private static final int READ_ONLY = 0444;
    private static final Duration RESTART = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(10);
    /// How long a new task must go well before the next one is replaced.
    private static final Duration MONITOR = Duration.ofSeconds(5);
    /// The engine asks no more often; a task counts as running only after its first good check.
    private static final Duration FASTEST_CHECK = Duration.ofSeconds(2);

    private SwarmSpec() {}

    /// What is decided beside the workload.
    ///
    /// @param name    of the service
    /// @param health  null leaves the image's own
    /// @param gpuKind name of the generic resource that GPUs are offered as; null without any
    /// @param given   secrets and configs, which the manager has
    /// @param restart counts up to have tasks replaced though nothing else is new
    record Choices(String name, Map<String, String> labels, @Nullable HealthCheck health, @Nullable String gpuKind,
            List<SwarmFiles.Given> given, long restart) {}

    static ObjectNode service(Workload workload, ContainerSettings settings, Choices choices) {
        ObjectNode spec = JsonMapper.shared().createObjectNode();
        spec.put("Name", choices.name());
        spec.set("Labels", words(choices.labels()));
        spec.set("TaskTemplate", template(workload, settings, choices));
        replicas(spec, workload.replicas());
        spec.set("UpdateConfig", change("rollback"));
        spec.set("RollbackConfig", change("pause"));
        ObjectNode endpoint = spec.putObject("EndpointSpec").put("Mode", "dnsrr");
        ArrayNode ports = endpoint.putArray("Ports");
        Stream.of(settings.port(), settings.healthPort()).distinct().forEach(port -> ports.addObject()
                .put("Protocol", "tcp").put("TargetPort", port).put("PublishMode", "host"));
        return spec;
    }

    /// Tells the template of a spec from others.
    static String template(JsonNode spec) {
        return spec.path("TaskTemplate").path("ContainerSpec").path("Labels").path(TEMPLATE).asString("");
    }

    /// Sets how many tasks `spec` asks for.
    static void replicas(ObjectNode spec, int count) {
        spec.putObject("Mode").putObject("Replicated").put("Replicas", count);
    }

    /// How many tasks `spec` asks for.
    static int replicas(JsonNode spec) {
        return spec.path("Mode").path("Replicated").path("Replicas").asInt(0);
    }

    /// Whether both run the same tasks, and as many.
    static boolean same(JsonNode one, JsonNode other) {
        return template(one).equals(template(other)) && replicas(one) == replicas(other);
    }

    /// See [Choices].
    static long restart(JsonNode spec) {
        return spec.path("TaskTemplate").path("ForceUpdate").asLong(0);
    }

    private static ObjectNode change(String onFailure) {
        return JsonMapper.shared().createObjectNode().put("Parallelism", 1).put("Delay", 0L)
                .put("FailureAction", onFailure).put("Monitor", MONITOR.toNanos()).put("MaxFailureRatio", 0)
                .put("Order", "start-first");
    }

    private static ObjectNode template(Workload workload, ContainerSettings settings, Choices choices) {
        ObjectNode template = JsonMapper.shared().createObjectNode();
        ObjectNode container = container(workload, settings, choices);
        template.set("ContainerSpec", container);
        template.set("Resources", resources(workload, settings, choices.gpuKind()));
        template.putObject("RestartPolicy").put("Condition", "any").put("Delay", RESTART.toNanos());
        template.putObject("LogDriver").put("Name", "json-file").set("Options", words(Map.of("max-size",
                ContainerCreate.LOG_SIZE, "max-file", ContainerCreate.LOG_FILES)));
        String network = settings.network();
        if (!network.equals(ContainerSettings.NETWORK_DEFAULT)) {
            template.putArray("Networks").addObject().put("Target", network);
        }
        placement(template, settings.placement());
        template.put("ForceUpdate", choices.restart());
        container.putObject("Labels").put(TEMPLATE, ContainerNames.hash(template.toString()));
        return template;
    }

    private static void placement(ObjectNode template, Placement where) {
        if (where.equals(Placement.ANY)) return;
        ObjectNode node = template.putObject("Placement");
        if (!where.constraints().isEmpty()) add(node.putArray("Constraints"), where.constraints());
        if (where.spreads().isEmpty()) return;
        ArrayNode preferences = node.putArray("Preferences");
        where.spreads().forEach(each -> preferences.addObject().putObject("Spread").put("SpreadDescriptor", each));
    }

    /// As tight as a container of ours is elsewhere, but for what this API has no word for: no-new-privileges.
    private static ObjectNode container(Workload workload, ContainerSettings settings, Choices choices) {
        ObjectNode container = JsonMapper.shared().createObjectNode().put("Image", settings.image())
                .put("Init", settings.init()).put("StopGracePeriod", STOP.toNanos());
        container.putArray("CapabilityDrop").add("ALL");
        if (!settings.entrypoint().isEmpty())
            add(container.putArray("Command"), ContainerCreate.filled(settings.entrypoint(), settings));
        if (!settings.arguments().isEmpty())
            add(container.putArray("Args"), ContainerCreate.filled(settings.arguments(), settings));
        add(container.putArray("Env"), environment(workload, settings));
        for (SwarmFiles.Kind kind : SwarmFiles.Kind.values()) {
            List<SwarmFiles.Given> some = choices.given().stream().filter(each -> each.kind() == kind).toList();
            if (!some.isEmpty()) given(kind, some, container.putArray(kind.word + "s"));
        }
        if (workload.modelFolder() != null) {
            container.putArray("Mounts").addObject().put("Type", "bind")
                    .put("Source", workload.modelFolder().toAbsolutePath().normalize().toString())
                    .put("Target", settings.modelPath()).put("ReadOnly", true);
        }
        HealthCheck health = choices.health();
        if (health != null) container.set("Healthcheck", health(health));
        return container;
    }

    /// With the place of a secret and not its value.
    private static List<String> environment(Workload workload, ContainerSettings settings) {
        var all = new TreeMap<String, String>();
        workload.environment().forEach((name, value) -> {
            if (settings.given().secrets().contains(name)) all.put(name + "_FILE", SwarmFiles.SECRETS_FOLDER + name);
            else
                all.put(name, ContainerCreate.fill(value, settings));
        });
        return all.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList();
    }

    /// For everybody in the container to read, since a server need not be root.
    private static void given(SwarmFiles.Kind kind, List<SwarmFiles.Given> some, ArrayNode to) {
        for (SwarmFiles.Given each : some) {
            ObjectNode node = to.addObject().put(kind.word + "ID", each.id()).put(kind.word + "Name", each.name());
            node.putObject("File").put("Name", each.target()).put("UID", "0").put("GID", "0").put("Mode", READ_ONLY);
        }
    }

    /// The same patience in shorter steps.
    private static ObjectNode health(HealthCheck check) {
        long asked = Math.max(1, nanos(check.getInterval()));
        long interval = Math.min(asked, FASTEST_CHECK.toNanos());
        int retries = check.getRetries() == null ? 3 : Math.max(1, check.getRetries());
        ObjectNode node = JsonMapper.shared().createObjectNode().put("Interval", interval)
                .put("Timeout", nanos(check.getTimeout())).put("StartPeriod", nanos(check.getStartPeriod()))
                .put("Retries", (int) Math.ceilDiv(retries * asked, interval));
        add(node.putArray("Test"), check.getTest() == null ? List.of() : check.getTest());
        return node;
    }

    private static long nanos(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    /// What is a limit is reserved too, so that a node is never given more than it has.
    private static ObjectNode resources(Workload workload, ContainerSettings settings, @Nullable String gpuKind) {
        ObjectNode resources = JsonMapper.shared().createObjectNode();
        ObjectNode limits = resources.putObject("Limits").put("Pids", ContainerCreate.PIDS);
        ObjectNode reserved = resources.putObject("Reservations");
        for (ObjectNode each : List.of(limits, reserved)) {
            if (settings.cpus() > 0) each.put("NanoCPUs", Math.round(settings.cpus() * 1e9));
            if (workload.memoryBytes() > 0) each.put("MemoryBytes", workload.memoryBytes());
        }
        String gpus = settings.gpus();
        if (gpus != null && gpuKind != null) {
            reserved.putArray("GenericResources").addObject().putObject("DiscreteResourceSpec").put("Kind", gpuKind)
                    .put("Value", Long.parseLong(gpus));
        }
        return resources;
    }

    private static ObjectNode words(Map<String, String> from) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        new TreeMap<>(from).forEach(node::put);
        return node;
    }

    private static void add(ArrayNode to, List<String> words) {
        words.forEach(to::add);
    }
}
