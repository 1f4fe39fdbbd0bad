package slipway.export;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.base.StudioException;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.export.PodImport.Around;
import slipway.spec.DeploymentSpec;

/// Objects of Kubernetes: a Deployment, and a revision of KServe’s InferenceService, is a deployment; an HTTPRoute says
/// who gets how much. One for a set of files, one thread.
final class KubernetesImport {
    private static final Set<String> DEPLOYMENT = Set.of("replicas", "selector", "template");
    private static final Set<String> PREDICTOR = Set.of("canaryTrafficPercent", "minReplicas", "maxReplicas",
            "containerConcurrency", "timeout", "containers", "model");
    private static final Set<String> READ = Set.of("Deployment", "Service", "HTTPRoute", "InferenceService");
    private static final int MOST_PERCENT = 100;

    private final String endpoint;
    private final Differences to = new Differences();
    private final List<DeploymentSpec> deployments = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();
    /// Deployments by the Services that requests come through.
    private final Map<String, String> behind = new LinkedHashMap<>();
    private final Map<String, Integer> canary = new LinkedHashMap<>();

    private KubernetesImport(String endpoint) {
        this.endpoint = endpoint;
    }

    static boolean reads(JsonNode root) {
        return root.has("apiVersion") && root.has("kind");
    }

    static Imported read(String endpoint, List<ImportFile> files) {
        var objects = new ArrayList<JsonNode>();
        for (ImportFile file : files) {
            // what kubectl gives for several
            boolean list = "List".equals(kind(file.root()));
            if (list) file.root().path("items").forEach(objects::add);
            else
                objects.add(file.root());
        }
        return new KubernetesImport(endpoint).endpoint(objects, files.getFirst().name());
    }

    private Imported endpoint(List<JsonNode> objects, String file) {
        List<JsonNode> routes = of(objects, "HTTPRoute");
        RouteImport route = routes.isEmpty() ? RouteImport.none() : RouteImport.of(routes, to);
        for (JsonNode each : of(objects, "Deployment"))
            workload(each, objects, route);
        for (JsonNode each : of(objects, "InferenceService"))
            inference(each);
        if (deployments.isEmpty()) throw StudioException.of("export.nothing", file);
        for (JsonNode each : objects) {
            if (!READ.contains(kind(each)))
                to.none("", "", "export.all.unread", kind(each) + " " + metadata(each, "name"));
        }
        to.hand("", "auth_mode", "export.import.auth");
        Map<String, String> annotations = ImportFields.map((routes.isEmpty()
                ? of(objects, "InferenceService").stream().findFirst().orElse(objects.getFirst())
                : routes.getFirst()).path("metadata").path("annotations"));
        var tags = new LinkedHashMap<String, String>();
        annotations.forEach((key, value) -> {
            if (key.startsWith(GatewayApiTarget.TAG)) tags.put(key.substring(GatewayApiTarget.TAG.length()), value);
        });
        String description = tags.remove("description");
        return new Imported(ImportedSplit.endpoint(endpoint, description == null ? "" : description, tags,
                traffic(route), mirrors(route), "true".equals(annotations.get(GatewayApiTarget.RANDOM))), deployments,
                to.all());
    }

    private static String kind(JsonNode object) {
        String kind = ImportFields.text(object, "kind");
        return kind == null ? "" : kind;
    }

    private static List<JsonNode> of(List<JsonNode> objects, String kind) {
        return objects.stream().filter(each -> kind(each).equals(kind)).toList();
    }

    private static String metadata(JsonNode object, String field) {
        String said = ImportFields.text(object.path("metadata"), field);
        return said == null ? "" : said;
    }

    private void workload(JsonNode object, List<JsonNode> objects, RouteImport route) {
        JsonNode annotations = object.path("metadata").path("annotations");
        JsonNode pod = object.path("spec").path("template");
        String name = name(annotations, metadata(object, "name"));
        ImportFields.unread(name, object.path("spec"), DEPLOYMENT, to);
        ImportFields.unread(name, pod.path("spec"), Set.of("containers"), to);
        Duration timeout = null;
        String predict = ImportFields.text(annotations, GatewayApiTarget.PREDICT);
        for (JsonNode service : of(objects, "Service")) {
            if (selects(service.path("spec").path("selector"), pod.path("metadata").path("labels")))
                behind.put(metadata(service, "name"), name);
        }
        for (String through : behind.keySet()) {
            if (!name.equals(behind.get(through))) continue;
            if (timeout == null) timeout = route.timeouts().get(through);
            if (predict == null) predict = route.paths().get(through);
        }
        var around = new Around(origin(annotations), Around.contract(name, annotations, to),
                ImportFields.integer(name, object.path("spec"), "replicas", to), timeout, null, predict);
        deployments.add(new PodImport(endpoint, name, around, container(name, pod.path("spec")), to).read(false));
    }

    private static boolean selects(JsonNode selector, JsonNode labels) {
        return !selector.isEmpty() && ImportFields.map(labels).entrySet().containsAll(ImportFields.map(selector)
                .entrySet());
    }

    /// The first is the server; what runs beside it is said.
    private JsonNode container(String name, JsonNode pod) {
        JsonNode all = pod.path("containers");
        for (int i = 1; i < all.size(); i++)
            to.none(name, "", "export.all.unread", "containers: " + ImportFields.text(all.path(i), "name"));
        return all.path(0);
    }

    private void inference(JsonNode object) {
        JsonNode annotations = object.path("metadata").path("annotations");
        JsonNode predictor = object.path("spec").path("predictor");
        String name = name(annotations, metadata(object, "name"));
        ImportFields.unread(name, object.path("spec"), Set.of("predictor"), to);
        boolean served = !predictor.has("containers");
        String field = served ? server(predictor) : "containers";
        for (String each : predictor.propertyNames()) {
            if (!PREDICTOR.contains(each) && !each.equals(field)) to.none(name, "", "export.all.unread", each);
        }
        Integer least = ImportFields.integer(name, predictor, "minReplicas", to);
        Integer most = ImportFields.integer(name, predictor, "maxReplicas", to);
        if (most != null && !most.equals(least == null ? Integer.valueOf(1) : least))
            to.none(name, "x-slipway.scale", "export.all.unread", "maxReplicas");
        Integer seconds = ImportFields.integer(name, predictor, "timeout", to);
        Integer atOnce = ImportFields.integer(name, predictor, "containerConcurrency", to);
        JsonNode container = served ? predictor.path(field) : container(name, predictor);
        boolean second = "v2".equals(ImportFields.text(container, "protocolVersion"));
        ServingContract contract = served && second
                ? Contracts.byId("oip-v2").orElseThrow()
                : Around.contract(name, annotations, to);
        var around = new Around(origin(annotations), contract, least, seconds == null
                ? null
                : Duration.ofSeconds(seconds), atOnce == null || atOnce == 0 ? null : atOnce,
                ImportFields.text(annotations, GatewayApiTarget.PREDICT));
        deployments.add(new PodImport(endpoint, name, around, container, to).read(served));
        Integer share = ImportFields.integer(name, predictor, "canaryTrafficPercent", to);
        if (share != null) canary(object, name, Math.min(MOST_PERCENT, share));
    }

    /// `model`, or in older objects the name of the framework.
    private static String server(JsonNode predictor) {
        for (String each : predictor.propertyNames()) {
            if (predictor.path(each).has("storageUri")) return each;
        }
        return "model";
    }

    /// What the canary leaves is for the revision that was applied before it; without that it has everything.
    private void canary(JsonNode object, String name, int share) {
        String before = behind.get(metadata(object, "name"));
        if (before == null) return;
        if (before.equals(name)) {
            to.hand(name, "traffic", "export.import.canary", share);
            return;
        }
        canary.put(before, MOST_PERCENT - share);
        canary.put(name, share);
    }

    /// As the annotation says; else what the object is called without the endpoint in front.
    private String name(JsonNode annotations, String called) {
        String said = ImportFields.text(annotations, GatewayApiTarget.DEPLOYMENT);
        String prefix = endpoint + "-";
        boolean longer = called.startsWith(prefix) && called.length() > prefix.length();
        String wanted = said != null ? said : longer ? called.substring(prefix.length()) : called;
        String name = ImportFields.name(wanted, names);
        if (said == null && !name.equals(wanted)) to.limit(name, "name", "export.import.name", wanted, name);
        names.add(name);
        behind.putIfAbsent(called, name);
        return name;
    }

    private String origin(JsonNode annotations) {
        String said = ImportFields.text(annotations, GatewayApiTarget.ENDPOINT);
        return said == null ? endpoint : said;
    }

    private Map<String, Integer> traffic(RouteImport route) {
        var weights = new LinkedHashMap<String, BigDecimal>();
        route.weights().forEach((service, weight) -> {
            String name = deployment(service);
            if (name != null) weights.merge(name, weight, BigDecimal::add);
        });
        if (!weights.isEmpty()) return Shares.percent(weights, to);
        if (!canary.isEmpty()) return canary;
        String first = deployments.getFirst().name();
        if (deployments.size() > 1) to.hand("", "traffic", "export.import.traffic", first);
        return Map.of(first, MOST_PERCENT);
    }

    private Map<String, Integer> mirrors(RouteImport route) {
        var all = new LinkedHashMap<String, Integer>();
        route.mirrors().forEach((service, share) -> {
            String name = deployment(service);
            if (name != null) all.put(name, share);
        });
        return all;
    }

    private @Nullable String deployment(String service) {
        String name = behind.get(service);
        if (name == null) to.none("", "traffic", "export.all.unread", "Service " + service);
        return name;
    }
}
