package slipway.engine.docker;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.engine.ContainerSettings;
import slipway.engine.SwarmNode;
import slipway.engine.SwarmTask;
import slipway.engine.Workload;

/// Reads what a swarm's manager says. Stateless.
final class SwarmReading {
    private SwarmReading() {}

    /// A task with what is of no interest to people.
    ///
    /// @param template of [SwarmSpec#TEMPLATE]
    /// @param health   where it answers probes; null as its url
    record Task(SwarmTask shown, String service, String template, Instant created, @Nullable URI health) {}

    static SwarmNode node(JsonNode node) {
        JsonNode status = node.path("Status");
        JsonNode manager = node.path("ManagerStatus");
        JsonNode has = node.path("Description").path("Resources");
        int gpus = 0;
        for (JsonNode each : has.path("GenericResources").values())
            gpus += gpus(each);
        return new SwarmNode(text(node, "ID"), node.path("Description").path("Hostname").asString(""),
                address(text(status, "Addr"), text(manager, "Addr")), text(node.path("Spec"), "Role").equals("manager"),
                manager.path("Leader").asBoolean(false), state(text(status, "State")),
                availability(text(node.path("Spec"), "Availability")), has.path("NanoCPUs").asLong(0) / 1e9,
                has.path("MemoryBytes").asLong(0), gpus,
                node.path("Description").path("Engine").path("EngineVersion").asString(""), text(status, "Message"));
    }

    private static int gpus(JsonNode resource) {
        JsonNode many = resource.path("DiscreteResourceSpec");
        if (isGpu(text(many, "Kind"))) return many.path("Value").asInt(0);
        return isGpu(text(resource.path("NamedResourceSpec"), "Kind")) ? 1 : 0;
    }

    private static boolean isGpu(String kind) {
        return kind.toLowerCase(Locale.ROOT).contains("gpu");
    }

    /// The name that nodes offer GPUs under; empty where none does.
    static Optional<String> gpuKind(List<JsonNode> nodes) {
        for (JsonNode node : nodes) {
            for (JsonNode each : node.path("Description").path("Resources").path("GenericResources").values()) {
                for (JsonNode form : each.values()) {
                    if (isGpu(text(form, "Kind"))) return Optional.of(text(form, "Kind"));
                }
            }
        }
        return Optional.empty();
    }

    /// A manager knows itself as 0.0.0.0, and tells its address beside that.
    private static String address(String said, String manager) {
        if (!said.isEmpty() && !said.equals("0.0.0.0")) return said;
        int colon = manager.lastIndexOf(':');
        return colon < 0 ? manager : manager.substring(0, colon);
    }

    private static SwarmNode.State state(String said) {
        return switch (said) {
            case "ready" -> SwarmNode.State.READY;
            case "down" -> SwarmNode.State.DOWN;
            case "disconnected" -> SwarmNode.State.DISCONNECTED;
            default -> SwarmNode.State.UNKNOWN;
        };
    }

    private static SwarmNode.Availability availability(String said) {
        return switch (said) {
            case "drain" -> SwarmNode.Availability.DRAINED;
            case "pause" -> SwarmNode.Availability.PAUSED;
            default -> SwarmNode.Availability.ACTIVE;
        };
    }

    /// @param labels of its service
    static Task task(JsonNode task, Map<String, SwarmNode> nodes, JsonNode labels) {
        JsonNode status = task.path("Status");
        SwarmNode node = nodes.get(text(task, "NodeID"));
        JsonNode container = status.path("ContainerStatus");
        String state = text(status, "State");
        boolean over = container.has("ExitCode") && !state.equals("running");
        var shown = new SwarmTask(text(task, "ID"), key(labels), task.path("Slot").asInt(0), text(task, "NodeID"),
                node == null ? "" : node.name(), state, text(task, "DesiredState").equals("running"),
                text(status, "Err"), over ? container.path("ExitCode").asInt(-1) : -1,
                url(status, node, number(labels, ContainerLabels.PORT)), instant(text(status, "Timestamp")));
        return new Task(shown, text(task, "ServiceID"),
                text(task.path("Spec").path("ContainerSpec").path("Labels"), SwarmSpec.TEMPLATE),
                instant(text(task, "CreatedAt")), url(status, node, number(labels, ContainerLabels.HEALTH_PORT)));
    }

    private static @Nullable URI url(JsonNode status, @Nullable SwarmNode node, int port) {
        if (node == null || node.address().isEmpty() || node.state() == SwarmNode.State.DOWN) return null;
        for (JsonNode each : status.path("PortStatus").path("Ports").values()) {
            int published = each.path("PublishedPort").asInt(0);
            if (each.path("TargetPort").asInt(0) == port && published > 0) {
                String host = node.address().contains(":") ? "[" + node.address() + "]" : node.address();
                return URI.create("http://" + host + ":" + published);
            }
        }
        return null;
    }

    static String key(JsonNode labels) {
        return text(labels, ContainerLabels.ENDPOINT) + "/" + text(labels, ContainerLabels.DEPLOYMENT);
    }

    /// Which revision `spec` is of; 0 where it does not carry what we label.
    static long revision(JsonNode spec) {
        return number(spec.path("Labels"), ContainerLabels.REVISION);
    }

    /// What a service was made from; empty where it does not carry what we label.
    static Optional<Workload> workload(JsonNode service) {
        JsonNode spec = service.path("Spec");
        JsonNode labels = spec.path("Labels");
        JsonNode template = spec.path("TaskTemplate");
        JsonNode container = template.path("ContainerSpec");
        JsonNode limits = template.path("Resources").path("Limits");
        int port = number(labels, ContainerLabels.PORT);
        long revision = revision(spec);
        if (port <= 0 || revision <= 0 || !labels.has(ContainerLabels.DEPLOYMENT)) return Optional.empty();
        JsonNode mount = container.path("Mounts").path(0);
        var environment = new HashMap<String, String>();
        for (String pair : words(container.path("Env"))) {
            int equals = pair.indexOf('=');
            if (equals > 0) environment.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        String gpus = text(labels, ContainerLabels.GPUS);
        var settings = new ContainerSettings(text(container, "Image"), words(container.path("Command")),
                words(container.path("Args")), port, number(labels, ContainerLabels.HEALTH_PORT),
                text(mount, "Target"), limits.path("NanoCPUs").asLong(0) / 1e9, gpus.isEmpty() ? null : gpus,
                text(labels, ContainerLabels.NETWORK), null, text(labels, ContainerLabels.SPEC),
                container.path("Init").asBoolean(true));
        return Optional.of(new Workload(key(labels), 0, revision, List.of(), environment,
                mount.isMissingNode() ? null : Path.of(text(mount, "Source")), 0,
                limits.path("MemoryBytes").asLong(0), null, settings,
                spec.path("Mode").path("Replicated").path("Replicas").asInt(1)));
    }

    /// Whether `spec` is of a service of this workspace: on another machine one of the same name is not it.
    static boolean ours(JsonNode spec, ContainerLabels labels) {
        JsonNode told = spec.path("Labels");
        String host = text(told, ContainerLabels.HOST);
        return labels.ours(Map.of(ContainerLabels.WORKSPACE, text(told, ContainerLabels.WORKSPACE)))
                && labels.madeHere(host.isEmpty() ? Map.of() : Map.of(ContainerLabels.HOST, host));
    }

    private static List<String> words(JsonNode array) {
        var words = new ArrayList<String>();
        array.values().forEach(each -> words.add(each.asString("")));
        return words;
    }

    private static int number(JsonNode node, String name) {
        String text = text(node, name);
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private static Instant instant(String text) {
        try {
            return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
