package slipway.export;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.base.ReplicaLimit;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Code;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.spec.DeploymentSpec.Route;
import slipway.spec.DeploymentSpec.Routes;
import slipway.spec.ServerRoutes;

/// Reads the container of a pod as a deployment: what it cannot carry is added to the differences. One for a container,
/// one thread.
final class PodImport {
    private static final Set<String> CONTAINER = Set.of("name", "image", "command", "args", "ports", "env", "resources",
            "readinessProbe", "livenessProbe", "imagePullPolicy");
    private static final Set<String> MODEL = Set.of("modelFormat", "protocolVersion", "storageUri", "name", "image",
            "command", "args", "ports", "env", "resources", "readinessProbe", "livenessProbe");
    private static final Set<String> LIMITS = Set.of("cpu", "memory", PodParts.GPU);
    private static final Set<String> PROBE = Set.of("httpGet", "initialDelaySeconds", "periodSeconds", "timeoutSeconds",
            "successThreshold", "failureThreshold");
    private static final Pattern CPU = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(m?)");
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?)(?:([kKMGT])(i?))?");
    private static final String UNITS = "kMGT";

    private final String endpoint;
    private final String name;
    private final Around around;
    private final JsonNode container;
    private final Differences to;

    /// What is said around the container.
    ///
    /// @param origin    the endpoint’s name there
    /// @param contract  null where nobody says it
    /// @param instances null for one
    /// @param timeout   of a request, null where nobody says it
    /// @param atOnce    requests at once, null for any number
    /// @param predict   the route of predictions, null where nobody says it
    record Around(String origin, @Nullable ServingContract contract, @Nullable Integer instances,
            @Nullable Duration timeout, @Nullable Integer atOnce, @Nullable String predict) {
        /// The contract that the annotations of an exported object name.
        static @Nullable ServingContract contract(String deployment, JsonNode annotations, Differences to) {
            String said = ImportFields.text(annotations, GatewayApiTarget.CONTRACT);
            Optional<ServingContract> found = said == null ? Optional.empty() : Contracts.byId(said);
            if (found.isEmpty()) to.hand(deployment, "x-slipway.contract", "export.import.contract");
            return found.orElse(null);
        }
    }

    PodImport(String endpoint, String name, Around around, JsonNode container, Differences to) {
        this.endpoint = endpoint;
        this.name = name;
        this.around = around;
        this.container = container;
        this.to = to;
    }

    /// @param served whether a server of the cluster’s own is given a model, and no image
    DeploymentSpec read(boolean served) {
        ServingContract contract = around.contract();
        ImportFields.unread(name, container, served ? MODEL : CONTAINER, to);
        String artifact = served ? ImportFields.text(container, "storageUri") : null;
        if (artifact != null) to.hand(name, "model.path", "export.import.artifact", artifact);
        Integer port = port(container.path("ports"), null);
        Map<String, String> environment = environment();
        String model = environment.getOrDefault("SLIPWAY_MODEL_NAME", name);
        if (contract != null) {
            ImportFields.withoutPlatform(environment, contract, around.origin(), name, port);
            if (port != null && port == contract.port()) port = null;
        }
        List<String> entrypoint = words("command");
        List<String> command = words("args");
        if (contract != null && entrypoint.isEmpty() && command.equals(contract.arguments())) command = List.of();
        JsonNode limits = limits();
        String image = ImportFields.text(container, "image");
        ImageName parts = ImageName.of(image == null ? "" : image);
        JsonNode live = probed("livenessProbe");
        Integer health = port(container.path("ports"), live.path("httpGet").path("port"));
        var own = new Extension(contract == null ? null : contract.id(), served ? null : "docker", null, port,
                health == null || health.equals(port(container.path("ports"), null)) ? null : health, entrypoint,
                command, cpus(limits), memory(limits), ImportFields.text(limits, PodParts.GPU),
                parts.digest().isEmpty() ? null : parts.digest(), null);
        var plain = new DeploymentSpec(name, endpoint, served && image == null ? model(artifact) : ModelRef.NONE,
                image == null ? null : parts.tagged(), environment, instances(), requests(), probe(live),
                probe(probed("readinessProbe")), own);
        return served ? plain : routed(plain, model);
    }

    /// What the cluster’s server is given has a name and a version here: `…/iris/3` both, else its last word and the first.
    private ModelRef model(@Nullable String artifact) {
        String[] words = (artifact == null ? name : artifact).replaceFirst("^[a-z0-9]+://", "").replaceFirst("/+$", "")
                .split("/+", -1);
        String last = words[words.length - 1];
        boolean version = words.length > 1 && last.matches("[0-9]{1,9}");
        return new ModelRef(ImportFields.name(version ? words[words.length - 2] : last, Set.of()),
                version ? last : "1", null);
    }

    /// With routes of its own where they are others than its contract’s.
    private DeploymentSpec routed(DeploymentSpec spec, String model) {
        ServingContract contract = around.contract() == null
                ? Contracts.byId("azureml").orElseThrow()
                : around.contract();
        ServerRoutes usual = ServerRoutes.of(contract, spec, model);
        String live = path("livenessProbe", usual.live());
        String ready = path("readinessProbe", usual.ready());
        String said = around.predict();
        String predict = said == null ? usual.predict() : said;
        if (live.equals(usual.live()) && ready.equals(usual.ready()) && predict.equals(usual.predict())) return spec;
        Integer own = spec.slipway().port();
        Integer health = spec.slipway().healthPort();
        int port = own == null ? contract.port() : own;
        int probed = health == null ? port : health;
        return new DeploymentSpec(name, endpoint, spec.model(), spec.image(), spec.environment(),
                spec.instanceCount(), spec.requests(), spec.liveness(), spec.readiness(), spec.slipway(),
                new Routes(new Route(live, probed), new Route(ready, probed), new Route(predict, port)), Code.NONE);
    }

    private String path(String probe, String usual) {
        String path = ImportFields.text(container.path(probe).path("httpGet"), "path");
        return path == null ? usual : path;
    }

    /// What `said` means, a number or the name of one of the `ports`; without it the first of them. Null for none.
    private @Nullable Integer port(JsonNode ports, @Nullable JsonNode said) {
        for (JsonNode each : ports.values()) {
            boolean meant = said == null || said.asString("").equals(ImportFields.text(each, "name"));
            if (meant) return ImportFields.integer(name, each, "containerPort", to);
        }
        String text = said == null ? "" : said.asString("");
        return text.matches("[0-9]{1,5}") ? Integer.valueOf(text) : null;
    }

    private Map<String, String> environment() {
        var all = new LinkedHashMap<String, String>();
        for (JsonNode each : container.path("env").values()) {
            String key = ImportFields.text(each, "name");
            if (key == null) continue;
            if (each.has("valueFrom")) {
                to.hand(name, "environment_variables." + key, "export.import.variable", key);
            } else {
                all.put(key, each.path("value").asString("").replace("$$(", "$("));
            }
        }
        return all;
    }

    private List<String> words(String field) {
        return ImportFields.texts(container.path(field)).stream().map(word -> word.replace("$$(", "$(")).toList();
    }

    private int instances() {
        Integer wanted = around.instances();
        if (wanted == null) return 1;
        int given = Math.clamp(wanted, 1, ReplicaLimit.MOST);
        if (given != wanted) to.limit(name, "instance_count", "export.import.instances", wanted, given);
        return given;
    }

    /// The contract’s own limit of time need not be said.
    private RequestSettings requests() {
        RequestSettings usual = RequestSettings.DEFAULT;
        Duration said = around.timeout();
        Integer atOnce = around.atOnce();
        ServingContract contract = around.contract();
        Duration own = contract == null || contract.id().equals("azureml")
                ? usual.timeout()
                : contract.predictTimeout();
        if (atOnce == null && (said == null || said.equals(own))) return usual;
        return new RequestSettings(said == null ? own : said,
                atOnce == null ? usual.maxConcurrentPerInstance() : atOnce, usual.maxQueueWait());
    }

    private JsonNode probed(String field) {
        JsonNode probe = container.path(field);
        if (!probe.isObject()) return probe;
        String said = field.equals("livenessProbe") ? "liveness_probe" : "readiness_probe";
        if (!probe.path("httpGet").isObject()) to.none(name, said, "export.import.test");
        for (String each : probe.propertyNames()) {
            if (!PROBE.contains(each) && probe.path("httpGet").isObject())
                to.none(name, said, "export.all.unread", each);
        }
        return probe;
    }

    /// With Kubernetes’ own values where one is not said.
    private ProbeSpec probe(JsonNode probe) {
        if (!probe.isObject()) return ProbeSpec.DEFAULT;
        return new ProbeSpec(Duration.ofSeconds(number(probe, "initialDelaySeconds", 0)),
                Duration.ofSeconds(number(probe, "periodSeconds", 10)),
                Duration.ofSeconds(number(probe, "timeoutSeconds", 1)), number(probe, "successThreshold", 1),
                number(probe, "failureThreshold", 3));
    }

    private int number(JsonNode from, String field, int otherwise) {
        Integer said = ImportFields.integer(name, from, field, to);
        return said == null ? otherwise : said;
    }

    /// Its limits; where it has none, what it asks for.
    private JsonNode limits() {
        JsonNode resources = container.path("resources");
        JsonNode limits = resources.path(resources.has("limits") ? "limits" : "requests");
        ImportFields.unread(name, limits, LIMITS, to);
        return limits;
    }

    private @Nullable Double cpus(JsonNode limits) {
        String said = ImportFields.text(limits, "cpu");
        if (said == null) return null;
        Matcher found = CPU.matcher(said);
        double amount = found.matches() ? Double.parseDouble(found.group(1)) : 0;
        if (amount > 0) return found.group(2).isEmpty() ? amount : amount / 1000;
        to.none(name, "x-slipway.resources.cpus", "export.all.unread", "cpu: " + said);
        return null;
    }

    private @Nullable Long memory(JsonNode limits) {
        String said = ImportFields.text(limits, "memory");
        if (said == null) return null;
        Matcher found = BYTES.matcher(said);
        if (found.matches()) {
            String unit = found.group(2);
            int power = unit == null ? 0 : UNITS.indexOf(unit.replace('K', 'k')) + 1;
            double bytes = Double.parseDouble(found.group(1)) * Math.pow("i".equals(found.group(3)) ? 1024 : 1000,
                    power);
            if (bytes >= 1 && bytes < Long.MAX_VALUE) return (long) bytes;
        }
        to.none(name, "x-slipway.resources.memory", "export.all.unread", "memory: " + said);
        return null;
    }
}
