package slipway.export;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.base.StudioException;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.EndpointSpec;
import slipway.spec.ScaleSpec;
import slipway.spec.SwarmSpec;

/// A serving endpoint of Databricks, as it is made or as its configuration alone: a served entity is a deployment of an
/// MLflow model. Stateless.
final class DatabricksImport {
    private static final String ZERO = "scale_to_zero_enabled";
    private static final Set<String> ENTITY = Set.of("name", "entity_name", "entity_version", "model_name",
            "model_version", "environment_vars", ZERO);
    private static final Set<String> ROUTE = Set.of("served_model_name", "served_entity_name", "traffic_percentage");
    private static final Set<String> ROOT = Set.of("name", "description", "tags", "config");
    /// As many as one that may go to none has at most: the file gives a size and no number.
    private static final ScaleSpec TO_ZERO = new ScaleSpec(0, 1, null, null, null, new TreeMap<>(), null, null);

    private DatabricksImport() {}

    static boolean reads(JsonNode root) {
        JsonNode config = root.has("config") ? root.path("config") : root;
        return config.has("served_entities") || config.has("served_models");
    }

    static Imported read(String endpoint, List<ImportFile> files) {
        if (files.size() > 1)
            throw StudioException.of("export.twice", files.getFirst().name(), files.get(1).name());
        var to = new Differences();
        JsonNode root = files.getFirst().root();
        boolean whole = root.has("config");
        JsonNode config = whole ? root.path("config") : root;
        var deployments = new ArrayList<DeploymentSpec>();
        var names = new ImportNames(to);
        // older documents call them models
        String entities = config.has("served_entities") ? "served_entities" : "served_models";
        for (JsonNode entity : config.path(entities).values())
            deployments.add(deployment(endpoint, entity, names, to));
        if (deployments.isEmpty()) throw StudioException.of("export.nothing", files.getFirst().name());
        if (whole) ImportFields.unread("", root, ROOT, to);
        var known = new HashSet<>(Set.of(entities, "traffic_config"));
        if (!whole) known.addAll(ROOT);
        ImportFields.unread("", config, known, to);
        ImportFields.unread("", config.path("traffic_config"), Set.of("routes"), to);
        String description = ImportFields.text(root, "description");
        return new Imported(new EndpointSpec(endpoint, EndpointSpec.AuthMode.KEY,
                description == null ? "" : description, ImportFields.pairs(root.path("tags"), "key", "value"),
                traffic(config, deployments, names, to), Map.of()), deployments, to.all());
    }

    /// One entity without a route gets everything.
    private static Map<String, Integer> traffic(JsonNode config, List<DeploymentSpec> deployments, ImportNames names,
            Differences to) {
        var traffic = new LinkedHashMap<String, Integer>();
        for (JsonNode route : config.path("traffic_config").path("routes").values()) {
            String said = first(route, "served_model_name", "served_entity_name");
            String name = said == null ? null : names.of(said);
            String whose = name == null ? "" : name;
            if (name == null) to.none("", "traffic", "export.all.unread", "routes: " + said);
            ImportFields.unread(whose, route, ROUTE, to);
            Integer share = ImportFields.integer(whose, route, "traffic_percentage", to);
            if (name != null && share != null) traffic.merge(name, share, Integer::sum);
        }
        return traffic.isEmpty() ? Map.of(deployments.getFirst().name(), 100) : traffic;
    }

    private static DeploymentSpec deployment(String endpoint, JsonNode entity, ImportNames names, Differences to) {
        String full = first(entity, "entity_name", "model_name");
        String version = first(entity, "entity_version", "model_version");
        String model = full == null ? null : full.substring(full.lastIndexOf('.') + 1);
        String said = ImportFields.text(entity, "name");
        String called = (model == null ? "blue" : model) + (version == null ? "" : "-" + version);
        String name = names.next(said == null ? called : said);
        ImportFields.unread(name, entity, ENTITY, to);
        if (full != null) to.hand(name, "model", "export.databricks.source", full);
        return ImportFields.deployment(endpoint, name, new ModelRef(model, version, null), null,
                ImportFields.environment(name, entity.path("environment_vars"), to), null, ProbeSpec.DEFAULT,
                new Extension("mlflow", null, null, null, null, List.of(), List.of(), null, null, null, null, null,
                        null,
                        entity.path(ZERO).asBoolean(false) ? TO_ZERO : null, SwarmSpec.NONE));
    }

    private static @Nullable String first(JsonNode from, String one, String other) {
        String text = ImportFields.text(from, one);
        return text == null ? ImportFields.text(from, other) : text;
    }
}
