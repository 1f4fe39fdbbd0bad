package slipway.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;

/// `serving-endpoint.json`, the body of `POST /api/2.0/serving-endpoints`. Pure; any thread.
final class DatabricksTarget implements ExportTarget {
    private static final int MOST_BODY_MB = 16;

    @Override
    public String id() {
        return "databricks";
    }

    @Override
    public String title() {
        return "Databricks Model Serving";
    }

    @Override
    public Exported export(ExportSource said) {
        var to = new Differences();
        ExportSource source = Unsecret.of(said, to);
        EndpointSpec endpoint = source.endpoint();
        endpoint(source, to);
        List<Map<String, Object>> routes = routes(source, to);
        var config = new LinkedHashMap<String, Object>();
        config.put("served_entities", source.deployments().stream()
                .map(spec -> DatabricksEntity.of(source, spec, to)).toList());
        config.put("traffic_config", Map.of("routes", routes));
        var document = new LinkedHashMap<String, Object>();
        document.put("name", endpoint.name());
        if (!endpoint.description().isEmpty()) document.put("description", endpoint.description());
        document.put("config", config);
        if (!endpoint.tags().isEmpty())
            document.put("tags", endpoint.tags().entrySet().stream()
                    .map(tag -> pair("key", tag.getKey(), "value", tag.getValue())).toList());
        return new Exported(List.of(JsonFile.of("serving-endpoint.json", document)), to.all());
    }

    private static Map<String, Object> pair(String first, Object one, String second, Object other) {
        var pair = new LinkedHashMap<String, Object>();
        pair.put(first, one);
        pair.put(second, other);
        return pair;
    }

    private static void endpoint(ExportSource source, Differences to) {
        EndpointSpec endpoint = source.endpoint();
        to.none("", "auth_mode", "export.databricks.auth");
        if (endpoint.mirrors().values().stream().anyMatch(share -> share > 0))
            to.none("", "mirror_traffic", "export.databricks.mirror");
        Integer body = endpoint.slipway().maxBodyMb();
        if (body != null && body > MOST_BODY_MB)
            to.limit("", Everywhere.BODY, "export.databricks.body", body, MOST_BODY_MB);
        else if (body != null) to.none("", Everywhere.BODY, "export.databricks.body-fixed", MOST_BODY_MB);
        Everywhere.logs(endpoint).forEach(field -> to.hand("", field, "export.databricks.logs"));
        Everywhere.endpoint(source, Set.of(Everywhere.BODY, Everywhere.ACCESS_LOG, Everywhere.PREDICT_LOG,
                Everywhere.DESCRIPTION, Everywhere.TAGS), to);
        Everywhere.azure(source, to);
    }

    /// They must sum to 100.
    private static List<Map<String, Object>> routes(ExportSource source, Differences to) {
        var routes = new ArrayList<Map<String, Object>>();
        boolean nobody = source.endpoint().traffic().values().stream().noneMatch(share -> share > 0);
        if (nobody && !source.deployments().isEmpty())
            to.limit("", "traffic", "export.databricks.traffic", source.deployments().getFirst().name());
        for (DeploymentSpec spec : source.deployments()) {
            int share = nobody
                    ? routes.isEmpty() ? 100 : 0
                    : source.endpoint().traffic().getOrDefault(spec.name(), 0);
            routes.add(pair("served_model_name", spec.name(), "traffic_percentage", share));
        }
        return routes;
    }
}
