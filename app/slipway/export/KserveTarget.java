package slipway.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.catalog.Model;
import slipway.export.Difference.Kind;
import slipway.export.ExportFile.Language;
import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;
import slipway.spec.EndpointSpec.AuthMode;
import slipway.spec.ScaleSpec;

/// KServe: one InferenceService, whose last two revisions share the requests; further deployments have one of their own.
final class KserveTarget implements ExportTarget {
    /// Formats that KServe has servers of its own for, by ours; all of them speak version 2 of the protocol.
    private static final Map<String, String> FORMATS = Map.of("mlflow", "mlflow", "xgboost", "xgboost", "lightgbm",
            "lightgbm", "onnx", "onnx", "triton-repository", "triton", "tf-savedmodel", "tensorflow", "torchscript",
            "pytorch");
    private static final Set<String> CONTRACTS = Set.of("oip-v2", "mlflow");
    /// What the object says, or its own differences.
    private static final Set<String> KNOWN = Set.of(Everywhere.BODY, Everywhere.ACCESS_LOG, Everywhere.DESCRIPTION,
            Everywhere.TAGS);
    private static final long MILLIS = 1000;

    @Override
    public String id() {
        return "kserve";
    }

    @Override
    public String title() {
        return "KServe";
    }

    @Override
    public Exported export(ExportSource said) {
        var to = new Differences();
        ExportSource source = Unsecret.of(said, to);
        EndpointSpec endpoint = source.endpoint();
        List<Served> all = Served.all(source);
        // the revision with the most requests comes first: what follows it is the canary
        List<Served> shared = all.stream().filter(each -> each.elsewhere() == null)
                .sorted(Comparator.comparingInt((Served each) -> -each.share(endpoint))).limit(2).toList();
        boolean split = shared.size() == 2 && shared.getFirst().share(endpoint) > 0;
        List<Served> first = split ? shared : shared.stream().limit(1).toList();
        var notes = new ClusterNotes(to);
        notes.gateway(source, KNOWN);
        endpoint(endpoint, all, split, notes);
        var files = new ArrayList<ExportFile>();
        for (int i = 0; i < first.size(); i++) {
            Served each = first.get(i);
            Integer canary = split && i == 1 ? each.share(endpoint) : null;
            String path = split ? (i + 1) + "-" + each.name() + ".yaml" : each.name() + ".yaml";
            files.add(file(path, object(endpoint, each, DnsLabel.of(endpoint.name()), split, canary)));
        }
        for (Served each : all) {
            notes.deployment(each, source.contracts());
            boolean apart = !first.contains(each) && each.elsewhere() == null;
            if (apart) {
                files.add(file(each.name() + ".yaml", object(endpoint, each, apart(each), false, null)));
                notes.deployment(Kind.LIMIT, each, "traffic", "export.kserve.apart", apart(each),
                        each.share(endpoint));
            }
            differences(each, notes);
        }
        all.stream().filter(each -> BakedImage.needed(each) && format(each) == null).map(BakedImage::file)
                .forEach(files::add);
        if (split) {
            notes.endpoint(Kind.BY_HAND, "traffic", "export.kserve.order", files.get(0).path(), files.get(1).path(),
                    "kubectl wait --for=condition=Ready inferenceservice/" + DnsLabel.of(endpoint.name()));
            int there = 100 - first.getLast().share(endpoint);
            if (there != first.getFirst().share(endpoint)) {
                notes.deployment(Kind.LIMIT, first.getFirst(), "traffic", "export.kserve.rest", there,
                        first.getFirst().share(endpoint));
            }
        }
        return new Exported(files, notes.all());
    }

    /// Always marked: another endpoint may be called as the two are joined.
    private static String apart(Served served) {
        return DnsLabel.of(served.spec().id());
    }

    private static ExportFile file(String path, ExportYaml object) {
        return new ExportFile(path, object.toString(), Language.YAML);
    }

    private static ExportYaml object(EndpointSpec endpoint, Served served, String name, boolean split,
            @Nullable Integer canary) {
        ExportYaml annotations = GatewayApiTarget.annotations(endpoint).putAll(GatewayApiTarget.origin(served));
        // by requests at a time, and to none, only Knative scales
        if (split || served.spec().slipway().scale() != null)
            annotations.put("serving.kserve.io/deploymentMode", "Serverless");
        if (split) annotations.put("serving.kserve.io/enable-tag-routing", "true");
        return new ExportYaml().put("apiVersion", "serving.kserve.io/v1beta1").put("kind", "InferenceService").put(
                "metadata", new ExportYaml().put("name", name).put("annotations", annotations))
                .put("spec", new ExportYaml().put("predictor", predictor(served, canary)));
    }

    private static ExportYaml predictor(Served served, @Nullable Integer canary) {
        DeploymentSpec spec = served.spec();
        ScaleSpec scale = spec.slipway().scale();
        Integer target = target(scale);
        var predictor = new ExportYaml().put("canaryTrafficPercent", canary)
                .put("minReplicas", scale == null ? spec.instanceCount() : scale.min())
                .put("maxReplicas", scale == null ? spec.instanceCount() : scale.max())
                .put("scaleTarget", target).put("scaleMetric", target == null ? null : "concurrency")
                .put("containerConcurrency", spec.requests().said()
                        ? spec.requests().maxConcurrentPerInstance()
                        : null)
                .put("timeout", seconds(served));
        String format = format(served);
        ExportYaml container = PodParts.container(served, "kserve-container", "http1", format == null);
        if (format == null) return predictor.put("containers", List.of(container));
        var model = new ExportYaml().put("modelFormat", new ExportYaml().put("name", format))
                .put("protocolVersion", "v2").put("storageUri", storage(served))
                .put("env", PodParts.environment(served, served.spec().environment().keySet()))
                .put("resources", PodParts.resources(served));
        return predictor.put("model", model);
    }

    /// Requests at a time that one replica is for, a whole number there.
    private static @Nullable Integer target(@Nullable ScaleSpec scale) {
        Double concurrency = scale == null ? null : scale.concurrency();
        return concurrency == null ? null : Integer.valueOf((int) Math.ceil(concurrency));
    }

    /// Whole seconds, as the object has them, and never less than asked for.
    private static long seconds(Served served) {
        return Math.max(1, (served.timeout().toMillis() + MILLIS - 1) / MILLIS);
    }

    /// What KServe’s own servers call the model’s format, null where the server is an image of the person’s.
    private static @Nullable String format(Served served) {
        Model model = served.model();
        var own = served.spec().slipway();
        boolean plain = served.spec().image() == null && own.command().isEmpty() && own.entrypoint().isEmpty();
        if (!plain || model == null || !CONTRACTS.contains(served.contract().id())) return null;
        String framework = model.framework();
        boolean sklearn = model.format().equals("pickle") && framework != null && framework.startsWith("scikit-learn");
        return sklearn ? "sklearn" : FORMATS.get(model.format());
    }

    /// A place in a volume of the cluster: nothing of this machine is reached from there.
    private static String storage(Served served) {
        String folder = served.folder();
        // of a model that is not registered, only its place tells it from others
        return "pvc://models/" + (served.spec().model().name() == null && folder != null
                ? folder
                : served.modelName() + "/" + served.version());
    }

    private static void endpoint(EndpointSpec endpoint, List<Served> all, boolean split, ClusterNotes notes) {
        if (endpoint.authMode() != AuthMode.NONE) {
            notes.endpoint(Kind.BY_HAND, "auth_mode", "export.kserve.auth", endpoint.authMode().word());
        }
        if (split) notes.endpoint(Kind.BY_HAND, "", "export.kserve.serverless");
        if (all.size() > 1) notes.endpoint(Kind.NO_EQUAL, "", "export.kserve.named");
        if (!endpoint.mirrors().isEmpty()) notes.endpoint(Kind.NO_EQUAL, "mirror_traffic", "export.kserve.mirror");
        if (endpoint.traffic().values().stream().allMatch(share -> share == 0)) {
            notes.endpoint(Kind.NO_EQUAL, "traffic", "export.kserve.no-traffic");
        }
        var own = endpoint.slipway();
        Integer most = own.maxBodyMb();
        if (most != null) notes.endpoint(Kind.NO_EQUAL, "x-slipway.max_body_mb", "export.gatewayapi.body", most);
        if (own.logs().access()) notes.endpoint(Kind.NO_EQUAL, "x-slipway.access_log", "export.gatewayapi.access-log");
        for (String tag : endpoint.tags().keySet()) {
            if (!GatewayApiTarget.isKey(tag)) notes.endpoint(Kind.LIMIT, "tags", "export.gatewayapi.tag", tag);
        }
        String front = HttpRoute.front(endpoint, all);
        for (Served each : all) {
            if (each.routes().predict().equals(front)) continue;
            notes.deployment(Kind.NO_EQUAL, each, "", "export.kserve.path", each.routes().predict());
        }
    }

    private static void differences(Served served, ClusterNotes notes) {
        if (served.elsewhere() != null) {
            notes.deployment(Kind.NO_EQUAL, served, "x-slipway.url", "export.kserve.elsewhere");
            return;
        }
        PodParts.differences(served, notes);
        notes.scaled(served, Set.of("concurrency"));
        ScaleSpec scale = served.spec().slipway().scale();
        Integer target = target(scale);
        Double asked = scale == null ? null : scale.concurrency();
        if (target != null && asked != null && !Double.valueOf(target).equals(asked))
            notes.deployment(Kind.LIMIT, served, "x-slipway.scale.concurrency", "export.kserve.target", target, asked);
        var requests = served.spec().requests();
        if (requests.said()) {
            notes.deployment(Kind.NO_EQUAL, served, "request_settings.max_queue_wait_ms", "export.kserve.queue",
                    requests.maxQueueWait().toMillis());
        }
        if (served.timeout().toMillis() % MILLIS != 0) {
            notes.deployment(Kind.LIMIT, served, "request_settings.request_timeout_ms", "export.kserve.seconds",
                    seconds(served), served.timeout().toMillis());
        }
        if (served.healthPort() != served.port()) {
            notes.deployment(Kind.LIMIT, served, "x-slipway.health_port", "export.kserve.health-port",
                    served.healthPort(), served.port());
        }
        String format = format(served);
        if (format == null) {
            notes.image(served);
            notes.baked(served);
            return;
        }
        notes.deployment(Kind.BY_HAND, served, "model", "export.kserve.storage", storage(served));
        notes.deployment(Kind.NO_EQUAL, served, "liveness_probe", "export.kserve.probes", format);
        if (!served.contract().id().equals("oip-v2")) {
            notes.deployment(Kind.NO_EQUAL, served, "x-slipway.contract", "export.kserve.protocol",
                    served.contract().title());
        }
    }
}
