package slipway.export;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.catalog.Model;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.spec.DeploymentSpec.Route;
import slipway.spec.DeploymentWriter;
import slipway.spec.ScaleSpec;
import slipway.spec.YamlWriter;

/// A `managedOnlineDeployment` file: what `x-slipway` said stands in Azure’s own words where it has them. One for a
/// deployment, one thread.
final class AzureDeployment {
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final String CPU_SIZE = "Standard_DS3_v2";
    private static final String GPU_SIZE = "Standard_NC6s_v3";

    private static final String EGRESS = "egress_public_network_access";
    private static final Set<String> KUBERNETES = Set.of("compute", "resources");
    /// Written inside their own blocks.
    private static final Set<String> INNER = Set.of("environment", "model");

    private final ExportSource source;
    private final DeploymentSpec spec;
    private final Differences to;
    private final YamlWriter out = new YamlWriter();

    private AzureDeployment(ExportSource source, DeploymentSpec spec, Differences to) {
        this.source = source;
        this.spec = spec;
        this.to = to;
    }

    static ExportFile file(ExportSource source, DeploymentSpec spec, Differences to) {
        return new ExportFile(spec.name() + ".yml", new AzureDeployment(source, spec, to).text(),
                ExportFile.Language.YAML);
    }

    private String text() {
        out.put("$schema", "https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json");
        out.put("name", spec.name());
        out.put("endpoint_name", spec.endpoint());
        model();
        code();
        environment();
        out.map("environment_variables", variables());
        size();
        requests();
        DeploymentWriter.probe("liveness_probe", spec.liveness(), out);
        DeploymentWriter.probe("readiness_probe", spec.readiness(), out);
        boolean closed = "none".equals(spec.slipway().network());
        if (closed) {
            out.put(EGRESS, "disabled");
            to.hand(spec.name(), "x-slipway.network", "export.azureml.egress");
        }
        carried(spec.name(), source.carried(spec.name()), closed ? Set.of(EGRESS, "environment", "model") : INNER, to)
                .ifPresent(out::block);
        beyond();
        return out.toString();
    }

    /// A folder or file is given relative to this file, where it has to be copied to.
    private String beside(String kind, String field, Path path) {
        String place = spec.name() + "/" + kind + "/" + path.getFileName();
        to.hand(spec.name(), field, "export.azureml.copy", String.valueOf(path.getFileName()), place);
        return "./" + place;
    }

    private void model() {
        var ref = spec.model();
        Path path = ref.path();
        String name = ref.name();
        String version = ref.version();
        if (path == null) {
            if (name == null) return;
            out.put("model", "azureml:" + name + (version == null ? "@latest" : ":" + version));
            to.hand(spec.name(), "model", "export.azureml.registered", name);
            mount();
            return;
        }
        out.begin("model");
        if (name != null) out.put("name", name);
        if (version != null) out.put("version", version);
        out.put("path", beside("model", "model", path));
        out.put("type", type());
        inner("model");
        out.end();
        mount();
    }

    private void mount() {
        String mount = spec.code().modelMount();
        if (mount != null) out.put("model_mount_path", mount);
    }

    /// What the file says in the block `key` beside what is read of it.
    private void inner(String key) {
        if (source.carried(spec.name()).get(key) instanceof Map<?, ?> map)
            out.block(yaml(map).toString());
    }

    /// What Azure takes as it is, without what only its Kubernetes endpoints have.
    static Optional<String> carried(String deployment, Map<String, Object> values, Set<String> without,
            Differences to) {
        var kept = new LinkedHashMap<String, Object>();
        values.forEach((key, value) -> {
            if (without.contains(key)) return;
            boolean other = KUBERNETES.contains(key) || (key.equals("type") && !"managed".equals(value))
                    || (key.equals("scale_settings") && value instanceof Map<?, ?> map
                            && !"default".equals(map.get("type")));
            if (other) to.none(deployment, key, "export.azureml.kubernetes", key);
            else
                kept.put(key, value);
        });
        return kept.isEmpty() ? Optional.empty() : Optional.of(yaml(kept).toString());
    }

    private static ExportYaml yaml(Map<?, ?> values) {
        var map = new ExportYaml();
        values.forEach((key, value) -> map.put(String.valueOf(key), tree(value)));
        return map;
    }

    private static @Nullable Object tree(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> yaml(map);
            case List<?> list -> list.stream().map(AzureDeployment::tree).toList();
            case null, default -> value;
        };
    }

    private String type() {
        return switch (source.model(spec).map(Model::format).orElse("")) {
            case "mlflow" -> "mlflow_model";
            case "triton-repository" -> "triton_model";
            default -> "custom_model";
        };
    }

    private void code() {
        Path folder = spec.code().folder();
        String script = spec.code().scoringScript();
        if (folder == null && script == null) return;
        out.begin("code_configuration");
        if (folder != null) out.put("code", beside("code", "code_configuration", folder));
        if (script != null) out.put("scoring_script", script);
        out.end();
    }

    private void environment() {
        var code = spec.code();
        String registered = code.environmentRef();
        if (registered != null) {
            out.put("environment", registered);
            to.hand(spec.name(), "environment", "export.azureml.registered", registered);
            return;
        }
        Path conda = code.condaFile();
        Path build = code.buildFolder();
        String image = image(build);
        if (image == null && conda == null && build == null) {
            if (type().equals("custom_model")) to.hand(spec.name(), "environment", "export.azureml.server");
            else if (!Serving.of(source, spec).contract().id().equals("azureml"))
                to.none(spec.name(), "x-slipway.contract", "export.azureml.routes");
            return;
        }
        out.begin("environment");
        if (image != null) out.put("image", image);
        if (conda != null) out.put("conda_file", beside("environment", "environment.conda_file", conda));
        inner("environment");
        if (build != null) {
            out.begin("build");
            out.put("path", beside("build", "environment.build", build));
            out.end();
        }
        routes();
        out.end();
    }

    /// What Azure serves by itself needs no image that was only made for here.
    private @Nullable String image(@Nullable Path build) {
        if (build != null || (spec.image() == null && !type().equals("custom_model"))) return null;
        String image = source.image(spec).orElse(null);
        if (image == null) return null;
        ImageName name = ImageName.of(image);
        if (name.registry().isEmpty()) to.hand(spec.name(), "environment.image", "export.all.push", name.tagged());
        return image;
    }

    /// Where the server is asked, unless Azure’s own server is in the image.
    private void routes() {
        Serving serving = Serving.of(source, spec);
        boolean scripted = spec.code().scoringScript() != null;
        boolean azure = serving.contract().id().equals("azureml");
        if (!azure)
            to.none(spec.name(), "x-slipway.contract", "export.azureml.contract", serving.contract().title());
        boolean own = azure && serving.port() == serving.contract().port();
        if (spec.routes() == null && (scripted || own)) return;
        var said = spec.routes();
        out.begin("inference_config");
        route("liveness_route", new Route(serving.live(), serving.healthPort()));
        route("readiness_route", said == null ? new Route(serving.ready(), serving.healthPort()) : said.readiness());
        route("scoring_route", new Route(serving.predict(), serving.port()));
        out.end();
    }

    private void route(String key, Route route) {
        out.begin(key);
        out.put("path", route.path());
        out.put("port", route.port());
        out.end();
    }

    private Map<String, String> variables() {
        Variables variables = Variables.of(spec);
        var all = new LinkedHashMap<String, String>();
        for (String name : spec.environment().keySet()) {
            String plain = variables.plain().get(name);
            // names in a key vault have no underscores
            String secret = "${{keyvault:https://<vault>.vault.azure.net/secrets/" + name.replace('_', '-') + "}}";
            all.put(name, plain == null ? secret : plain);
            if (plain == null) Everywhere.secret(spec, name, secret, to);
        }
        return all;
    }

    private void size() {
        String type = spec.code().instanceType();
        String gpus = spec.slipway().gpus();
        String chosen = type != null ? type : gpus == null ? CPU_SIZE : GPU_SIZE;
        if (type == null) to.hand(spec.name(), "instance_type", "export.azureml.size", chosen);
        if (gpus != null || spec.slipway().cpus() != null || spec.slipway().memoryBytes() != null)
            to.none(spec.name(), "x-slipway.resources", "export.azureml.resources", chosen);
        out.put("instance_type", chosen);
        out.put("instance_count", Math.max(1, Everywhere.replicas(spec)));
    }

    private void requests() {
        RequestSettings requests = spec.requests();
        if (!requests.said()) return;
        long asked = requests.timeout().toMillis();
        if (asked > LONGEST.toMillis())
            to.limit(spec.name(), "request_settings.request_timeout_ms", "export.azureml.timeout", asked,
                    LONGEST.toMillis());
        out.begin("request_settings");
        out.put("request_timeout_ms", Math.min(asked, LONGEST.toMillis()));
        out.put("max_concurrent_requests_per_instance", requests.maxConcurrentPerInstance());
        out.put("max_queue_wait_ms", requests.maxQueueWait().toMillis());
        out.end();
    }

    private void beyond() {
        var own = spec.slipway();
        ScaleSpec scale = own.scale();
        if (scale != null)
            to.hand(spec.name(), Everywhere.SCALE, "export.azureml.scale", scale.min(), scale.max());
        if (!own.entrypoint().isEmpty()) to.none(spec.name(), "x-slipway.entrypoint", "export.all.command");
        if (!own.command().isEmpty()) to.none(spec.name(), "x-slipway.cmd", "export.all.command");
        Everywhere.network(spec, true, to);
        Everywhere.elsewhere(spec, to);
        Everywhere.mapping(spec, to);
    }
}
