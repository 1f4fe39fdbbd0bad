package slipway.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import slipway.base.StudioException;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.EndpointSpec;

/// The documents of SageMaker’s `create-model`, `create-endpoint-config` and `create-endpoint`, in any order: a variant
/// is a deployment, a shadow one that gets copies. Stateless.
final class SageMakerImport {
    private static final String LIVE = "ProductionVariants";
    private static final String SHADOWS = "ShadowProductionVariants";
    private static final Set<String> VARIANT = Set.of("VariantName", "ModelName", "InitialInstanceCount",
            "InitialVariantWeight", "ContainerStartupHealthCheckTimeoutInSeconds");
    private static final Set<String> CONTAINER = Set.of("Image", "ModelDataUrl", "Environment");
    /// What Azure’s rules allow of copies without the free mode, in percent.
    private static final int STRICT = 50;

    private SageMakerImport() {}

    static boolean reads(JsonNode root) {
        return root.has(LIVE) || root.has("PrimaryContainer") || root.has("EndpointConfigName");
    }

    static Imported read(String endpoint, List<ImportFile> files) {
        var to = new Differences();
        var models = new LinkedHashMap<String, JsonNode>();
        JsonNode config = MissingNode.getInstance();
        Map<String, String> tags = Map.of();
        for (ImportFile file : files) {
            JsonNode root = file.root();
            String model = ImportFields.text(root, "ModelName");
            if (root.has(LIVE)) config = root;
            else if (root.has("PrimaryContainer")) models.put(model == null ? file.stem() : model, root);
            else if (root.has("EndpointName")) tags = ImportFields.pairs(root.path("Tags"), "Key", "Value");
        }
        var live = new LinkedHashMap<String, Double>();
        var deployments = new ArrayList<DeploymentSpec>();
        for (JsonNode variant : config.path(LIVE).values()) {
            DeploymentSpec spec = variant(endpoint, variant, models, to);
            live.put(spec.name(), variant.has("InitialVariantWeight")
                    ? ImportFields.number(variant, "InitialVariantWeight")
                    : 1);
            deployments.add(spec);
        }
        if (config.isMissingNode()) models.forEach((name, model) -> {
            String alone = name.startsWith(endpoint + "-") ? name.substring(endpoint.length() + 1) : name;
            live.put(alone, live.isEmpty() ? 1.0 : 0.0);
            deployments.add(deployment(endpoint, alone, model, null, ProbeSpec.DEFAULT, to));
        });
        double all = live.values().stream().mapToDouble(Double::doubleValue).sum();
        var mirrors = new LinkedHashMap<String, Integer>();
        for (JsonNode variant : config.path(SHADOWS).values()) {
            DeploymentSpec spec = variant(endpoint, variant, models, to);
            long percent = all == 0 ? 0 : Math.round(100 * ImportFields.number(variant, "InitialVariantWeight") / all);
            mirrors.put(spec.name(), (int) Math.min(100, percent));
            deployments.add(spec);
        }
        if (deployments.isEmpty()) throw StudioException.of("export.nothing", files.getFirst().name());
        return new Imported(endpoint(endpoint, tags, percent(live), mirrors), deployments, to.all());
    }

    private static EndpointSpec endpoint(String name, Map<String, String> tags, Map<String, Integer> live,
            Map<String, Integer> mirrors) {
        boolean free = mirrors.values().stream().anyMatch(share -> share > STRICT);
        var extension = new EndpointSpec.Extension(free, mirrors, null, false, null, null, null, null,
                EndpointSpec.Logs.NONE);
        return new EndpointSpec(name, EndpointSpec.AuthMode.KEY, "", tags, live, free ? Map.of() : mirrors,
                free ? extension : EndpointSpec.Extension.NONE);
    }

    /// Weights as shares that sum to 100; what rounding leaves over goes to the heaviest. All 0 where nobody has weight.
    static Map<String, Integer> percent(Map<String, Double> weights) {
        double all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        var shares = new LinkedHashMap<String, Integer>();
        weights.forEach((name, weight) -> shares.put(name, all == 0 ? 0 : (int) (100 * weight / all)));
        int missing = all == 0 ? 0 : 100 - shares.values().stream().mapToInt(Integer::intValue).sum();
        weights.entrySet().stream().max(Map.Entry.comparingByValue())
                .ifPresent(heaviest -> shares.merge(heaviest.getKey(), missing, Integer::sum));
        return shares;
    }

    private static DeploymentSpec variant(String endpoint, JsonNode variant, Map<String, JsonNode> models,
            Differences to) {
        String name = ImportFields.text(variant, "VariantName");
        String model = ImportFields.text(variant, "ModelName");
        String called = name == null ? "blue" : name;
        ImportFields.unread(called, variant, VARIANT, to);
        JsonNode document = model == null ? null : models.get(model);
        if (document == null)
            to.hand(called, "environment.image", "export.sagemaker.unknown-model", model == null ? called : model);
        return deployment(endpoint, called, document == null ? MissingNode.getInstance() : document,
                ImportFields.integer(variant, "InitialInstanceCount"),
                ready(ImportFields.integer(variant, "ContainerStartupHealthCheckTimeoutInSeconds")), to);
    }

    private static ProbeSpec ready(@Nullable Integer seconds) {
        ProbeSpec usual = ProbeSpec.DEFAULT;
        if (seconds == null) return usual;
        int tries = (int) Math.ceilDiv(seconds, usual.period().toSeconds());
        return new ProbeSpec(java.time.Duration.ZERO, usual.period(), usual.timeout(), usual.successThreshold(), tries);
    }

    private static DeploymentSpec deployment(String endpoint, String name, JsonNode model, @Nullable Integer instances,
            ProbeSpec ready, Differences to) {
        JsonNode container = model.path("PrimaryContainer");
        ImportFields.unread(name, container, CONTAINER, to);
        String artifact = ImportFields.text(container, "ModelDataUrl");
        if (artifact != null) to.hand(name, "model.path", "export.sagemaker.model", artifact);
        String image = ImportFields.text(container, "Image");
        ImageName parts = ImageName.of(image == null ? "" : image);
        boolean isolated = model.path("EnableNetworkIsolation").asBoolean(false);
        var own = new Extension("sagemaker", "docker", null, null, null, List.of(), List.of(), null, null, null,
                parts.digest().isEmpty() ? null : parts.digest(), isolated ? "none" : null);
        return ImportFields.deployment(endpoint, name, ModelRef.NONE, image == null ? null : parts.tagged(),
                ImportFields.environment(name, container.path("Environment"), to), instances, ready, own);
    }
}
