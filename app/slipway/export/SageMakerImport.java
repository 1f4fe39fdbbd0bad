package slipway.export;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
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

/// The documents of SageMaker’s `create-model`, `create-endpoint-config` and `create-endpoint`, in any order: a variant
/// is a deployment, a shadow one that gets copies. Stateless.
final class SageMakerImport {
    private static final String LIVE = "ProductionVariants";
    private static final String SHADOWS = "ShadowProductionVariants";
    private static final Set<String> VARIANT = Set.of("VariantName", "ModelName", "InitialInstanceCount",
            "InitialVariantWeight", "ContainerStartupHealthCheckTimeoutInSeconds");
    private static final Set<String> CONFIG = Set.of("EndpointConfigName", LIVE, SHADOWS);
    private static final Set<String> ENDPOINT = Set.of("EndpointName", "EndpointConfigName", "Tags");
    private static final Set<String> MODEL = Set.of("ModelName", "PrimaryContainer", "EnableNetworkIsolation");
    private static final Set<String> CONTAINER = Set.of("Image", "ModelDataUrl", "Environment");

    private SageMakerImport() {}

    static boolean reads(JsonNode root) {
        return root.has(LIVE) || root.has("PrimaryContainer") || root.has("EndpointConfigName");
    }

    static Imported read(String endpoint, List<ImportFile> files) {
        var to = new Differences();
        Documents said = Documents.of(files, to);
        var live = new LinkedHashMap<String, BigDecimal>();
        var deployments = new ArrayList<DeploymentSpec>();
        var names = new ImportNames(to);
        for (JsonNode variant : said.config.path(LIVE).values()) {
            DeploymentSpec spec = variant(endpoint, variant, said.models, names, to);
            live.put(spec.name(), weight(spec.name(), variant, to));
            deployments.add(spec);
        }
        if (said.config.isMissingNode()) said.models.forEach((name, model) -> {
            String alone = names.next(alone(endpoint, name));
            live.put(alone, live.isEmpty() ? BigDecimal.ONE : BigDecimal.ZERO);
            deployments.add(deployment(endpoint, alone, model, null, ProbeSpec.DEFAULT, to));
        });
        BigDecimal all = live.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var mirrors = new LinkedHashMap<String, Integer>();
        for (JsonNode variant : said.config.path(SHADOWS).values()) {
            DeploymentSpec spec = variant(endpoint, variant, said.models, names, to);
            mirrors.put(spec.name(), Shares.copies(spec.name(), weight(spec.name(), variant, to), all, to));
            deployments.add(spec);
        }
        if (deployments.isEmpty()) throw StudioException.of("export.nothing", files.getFirst().name());
        return new Imported(ImportedSplit.endpoint(endpoint, "", said.tags, Shares.percent(live, to), mirrors),
                deployments, to.all());
    }

    /// Of `iris-blue` within the endpoint `iris` it is `blue`, without the mark that tells it from others.
    private static String alone(String endpoint, String model) {
        String prefix = endpoint + "-";
        if (!model.startsWith(prefix) || model.length() == prefix.length()) return model;
        String name = model.substring(prefix.length());
        int mark = name.lastIndexOf('-');
        String most = mark < 1 ? name : name.substring(0, mark);
        return name.equals(most + "-" + DnsLabel.mark(endpoint + "/" + most)) ? most : name;
    }

    /// 1 where none is said, as SageMaker takes it; 0 for one that cannot be read.
    private static BigDecimal weight(String name, JsonNode variant, Differences to) {
        String field = "InitialVariantWeight";
        if (!variant.hasNonNull(field)) return BigDecimal.ONE;
        BigDecimal weight = ImportFields.number(name, variant, field, to);
        return weight == null ? BigDecimal.ZERO : weight;
    }

    /// The files by what they are: one at most that says the variants, one at most that says the endpoint.
    ///
    /// @param models by the name that variants call them by
    private record Documents(JsonNode config, Map<String, JsonNode> models, Map<String, String> tags) {
        static Documents of(List<ImportFile> files, Differences to) {
            var models = new LinkedHashMap<String, JsonNode>();
            var named = new LinkedHashMap<String, ImportFile>();
            JsonNode config = MissingNode.getInstance();
            Map<String, String> tags = Map.of();
            for (ImportFile file : files) {
                JsonNode root = file.root();
                String model = ImportFields.text(root, "ModelName");
                String name = model == null ? file.stem() : model;
                boolean variants = root.has(LIVE);
                boolean alone = !variants && root.has("PrimaryContainer");
                ImportFile other = named.putIfAbsent(variants ? LIVE : alone ? "PrimaryContainer " + name : "", file);
                if (other != null) throw StudioException.of("export.twice", other.name(), file.name());
                if (variants) {
                    config = root;
                    ImportFields.unread("", root, CONFIG, to);
                } else if (alone) {
                    models.put(name, root);
                } else {
                    tags = ImportFields.pairs(root.path("Tags"), "Key", "Value");
                    ImportFields.unread("", root, ENDPOINT, to);
                }
            }
            Documents all = new Documents(config, models, tags);
            all.unused(to);
            return all;
        }

        private void unused(Differences to) {
            if (config.isMissingNode()) return;
            var used = new HashSet<@Nullable String>();
            for (String list : List.of(LIVE, SHADOWS))
                config.path(list).values().forEach(each -> used.add(ImportFields.text(each, "ModelName")));
            models.keySet().stream().filter(name -> !used.contains(name))
                    .forEach(name -> to.none("", "", "export.sagemaker.unused-model", name));
        }
    }

    private static DeploymentSpec variant(String endpoint, JsonNode variant, Map<String, JsonNode> models,
            ImportNames names, Differences to) {
        String name = ImportFields.text(variant, "VariantName");
        String model = ImportFields.text(variant, "ModelName");
        String called = names.next(name == null ? "blue" : name);
        ImportFields.unread(called, variant, VARIANT, to);
        JsonNode document = model == null ? null : models.get(model);
        if (document == null)
            to.hand(called, "environment.image", "export.sagemaker.unknown-model", model == null ? called : model);
        return deployment(endpoint, called, document == null ? MissingNode.getInstance() : document,
                ImportFields.integer(called, variant, "InitialInstanceCount", to),
                ready(ImportFields.integer(called, variant, "ContainerStartupHealthCheckTimeoutInSeconds", to)), to);
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
        ImportFields.unread(name, model, MODEL, to);
        ImportFields.unread(name, container, CONTAINER, to);
        String artifact = ImportFields.text(container, "ModelDataUrl");
        if (artifact != null) to.hand(name, "model.path", "export.import.artifact", artifact);
        String image = ImportFields.text(container, "Image");
        ImageName parts = ImageName.of(image == null ? "" : image);
        boolean isolated = model.path("EnableNetworkIsolation").asBoolean(false);
        var own = new Extension("sagemaker", "docker", null, null, null, List.of(), List.of(), null, null, null,
                parts.digest().isEmpty() ? null : parts.digest(), isolated ? "none" : null);
        return ImportFields.deployment(endpoint, name, ModelRef.NONE, image == null ? null : parts.tagged(),
                ImportFields.environment(name, container.path("Environment"), to), instances, ready, own);
    }
}
