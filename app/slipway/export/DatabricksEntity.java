package slipway.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.catalog.Model;
import slipway.spec.DeploymentSpec;
import slipway.spec.ScaleSpec;

/// A deployment as a served entity: a registered MLflow model, its size and its environment. Stateless.
final class DatabricksEntity {
    private static final String MLFLOW = "mlflow";
    /// What a model may take on a CPU, in bytes.
    private static final long CPU_MEMORY = 4L << 30;
    private static final int SMALL = 4;
    private static final int MEDIUM = 16;
    private static final int LARGE = 64;
    private static final long LONGEST_MILLIS = 120_000;

    private DatabricksEntity() {}

    static Map<String, Object> of(ExportSource source, DeploymentSpec spec, Differences to) {
        Model model = source.model(spec).orElse(null);
        if (model == null) to.limit(spec.name(), "model", "export.databricks.model-unknown");
        else if (!model.format().equals(MLFLOW))
            to.limit(spec.name(), "model", "export.databricks.model", model.format());
        var entity = new LinkedHashMap<String, Object>();
        entity.put("name", spec.name());
        String name = "<catalog>.<schema>." + Serving.of(source, spec).model();
        to.hand(spec.name(), "model", "export.databricks.registered", name);
        entity.put("entity_name", name);
        entity.put("entity_version", version(spec, model, to));
        entity.put("workload_size", size(spec, to));
        entity.put("workload_type", type(spec, to));
        ScaleSpec scale = spec.slipway().scale();
        entity.put("scale_to_zero_enabled", scale != null && scale.min() == 0);
        Map<String, String> environment = environment(spec, to);
        if (!environment.isEmpty()) entity.put("environment_vars", environment);
        fixed(source, spec, to);
        return entity;
    }

    /// A number that the registry gives.
    private static String version(DeploymentSpec spec, @Nullable Model model, Differences to) {
        String said = spec.model().version();
        String version = said != null ? said : model == null ? null : model.version();
        if (version != null && version.matches("[1-9][0-9]*")) return version;
        if (version == null) to.hand(spec.name(), "model.version", "export.databricks.version-none");
        else
            to.hand(spec.name(), "model.version", "export.databricks.version", version);
        return "1";
    }

    /// By how many requests it takes at a time.
    private static String size(DeploymentSpec spec, Differences to) {
        ScaleSpec scale = spec.slipway().scale();
        int replicas = scale == null ? Math.max(1, spec.instanceCount()) : scale.max();
        Double each = scale == null ? null : scale.concurrency();
        long wanted = spec.requests().said()
                ? (long) spec.requests().maxConcurrentPerInstance() * replicas
                : (long) Math.ceil(replicas * (each == null ? 1 : each));
        if (wanted > LARGE)
            to.limit(spec.name(), "request_settings.max_concurrent_requests_per_instance", "export.databricks.size",
                    wanted, LARGE);
        if (scale != null)
            to.none(spec.name(), Everywhere.SCALE, "export.databricks.scale", scale.min(), scale.max());
        int count = spec.instanceCount();
        if (count > 1) to.none(spec.name(), "instance_count", "export.databricks.instances", count);
        return wanted <= SMALL ? "Small" : wanted <= MEDIUM ? "Medium" : "Large";
    }

    private static String type(DeploymentSpec spec, Differences to) {
        var own = spec.slipway();
        Long memory = own.memoryBytes();
        if (memory != null && own.gpus() == null && memory > CPU_MEMORY)
            to.limit(spec.name(), "x-slipway.resources.memory", "export.databricks.memory", memory >> 20,
                    CPU_MEMORY >> 20);
        else if (memory != null) to.none(spec.name(), "x-slipway.resources.memory", "export.databricks.memory-fixed");
        if (own.cpus() != null) to.none(spec.name(), "x-slipway.resources.cpus", "export.databricks.cpus");
        if (own.gpus() == null) return "CPU";
        to.hand(spec.name(), "x-slipway.resources.gpus", "export.databricks.gpu", "GPU_SMALL");
        return "GPU_SMALL";
    }

    private static Map<String, String> environment(DeploymentSpec spec, Differences to) {
        Variables variables = Variables.of(spec);
        var all = new LinkedHashMap<String, String>();
        for (String name : spec.environment().keySet()) {
            String plain = variables.plain().get(name);
            String secret = "{{secrets/<scope>/" + name + "}}";
            all.put(name, plain == null ? secret : plain);
            if (plain == null) Everywhere.secret(spec, name, secret, to);
        }
        return all;
    }

    /// What Databricks decides itself: it serves with its own server, from an image that it builds.
    private static void fixed(ExportSource source, DeploymentSpec spec, Differences to) {
        String name = spec.name();
        if (source.image(spec).isPresent()) to.none(name, "environment.image", "export.databricks.image");
        String served = Serving.of(source, spec).contract().id();
        if (!served.equals(MLFLOW)) to.none(name, "x-slipway.contract", "export.databricks.routes", served);
        var own = spec.slipway();
        if (!own.entrypoint().isEmpty()) to.none(name, "x-slipway.entrypoint", "export.databricks.command");
        if (!own.command().isEmpty()) to.none(name, "x-slipway.cmd", "export.databricks.command");
        if (own.port() != null) to.none(name, "x-slipway.port", "export.databricks.port");
        if (spec.routes() != null)
            to.none(name, "environment.inference_config", "export.databricks.routes", served);
        String mount = spec.code().modelMount();
        if (mount != null) to.none(name, "model_mount_path", "export.databricks.mount", mount);
        String type = spec.code().instanceType();
        if (type != null) to.none(name, "instance_type", "export.databricks.instance-type", type);
        if (own.healthPort() != null) to.none(name, "x-slipway.health_port", "export.databricks.port");
        Everywhere.probes(spec, "export.databricks.probes", to);
        var requests = spec.requests();
        if (requests.timeout().toMillis() > LONGEST_MILLIS)
            to.limit(name, "request_settings.request_timeout_ms", "export.databricks.timeout",
                    requests.timeout().toMillis(), LONGEST_MILLIS);
        if (requests.said())
            to.none(name, "request_settings", "export.databricks.requests", LONGEST_MILLIS / 1000);
        Everywhere.network(spec, false, to);
        Everywhere.scale(spec, Set.of("concurrency"), to);
        Everywhere.deployment(spec, to);
    }
}
