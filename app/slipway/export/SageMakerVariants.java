package slipway.export;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.EndpointSpec;

/// Who gets requests and who gets copies, under SageMaker’s rules: a shadow only beside a single variant. Immutable.
///
/// @param shadows at most one
record SageMakerVariants(EndpointSpec endpoint, List<DeploymentSpec> live, List<DeploymentSpec> shadows,
        Map<String, Object> document) {
    private static final int MOST_VARIANTS = 10;
    private static final Duration SHORTEST_START = Duration.ofMinutes(1);
    private static final Duration LONGEST_START = Duration.ofHours(1);

    SageMakerVariants {
        live = List.copyOf(live);
        shadows = List.copyOf(shadows);
    }

    static SageMakerVariants of(ExportSource source, Differences to) {
        EndpointSpec endpoint = source.endpoint();
        Map<String, Integer> mirrors = endpoint.mirrors().entrySet().stream().filter(each -> each.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
        List<DeploymentSpec> carrying = source.deployments().stream()
                .filter(spec -> endpoint.traffic().getOrDefault(spec.name(), 0) > 0).toList();
        List<DeploymentSpec> copied = shadows(source, mirrors, carrying, to);
        List<DeploymentSpec> live = copied.isEmpty()
                ? source.deployments()
                : carrying;
        for (DeploymentSpec spec : source.deployments()) {
            if (!live.contains(spec) && !copied.contains(spec))
                to.limit(spec.name(), "traffic", "export.sagemaker.idle", spec.name());
        }
        if (carrying.isEmpty()) to.limit("", "traffic", "export.sagemaker.weights");
        if (live.size() > MOST_VARIANTS)
            to.limit("", "traffic", "export.sagemaker.variants", live.size(), MOST_VARIANTS);
        var document = new LinkedHashMap<String, Object>();
        document.put("EndpointConfigName", endpoint.name());
        document.put("ProductionVariants", live.stream().map(spec -> variant(spec, copied.isEmpty()
                ? weight(endpoint, spec, carrying.isEmpty())
                : 1, to)).toList());
        if (!copied.isEmpty())
            document.put("ShadowProductionVariants", copied.stream()
                    .map(spec -> variant(spec, mirrors.getOrDefault(spec.name(), 0) / 100.0, to)).toList());
        return new SageMakerVariants(endpoint, live, copied, document);
    }

    /// Every variant that a model is made for, the shadow last.
    List<DeploymentSpec> used() {
        var all = new ArrayList<>(live);
        all.addAll(shadows);
        return all;
    }

    private static List<DeploymentSpec> shadows(ExportSource source, Map<String, Integer> mirrors,
            List<DeploymentSpec> carrying, Differences to) {
        if (mirrors.isEmpty()) return List.of();
        if (carrying.size() != 1) {
            to.limit("", "mirror_traffic", "export.sagemaker.shadow-split", carrying.size());
            return List.of();
        }
        List<DeploymentSpec> asked = source.deployments().stream()
                .filter(spec -> mirrors.containsKey(spec.name()) && !carrying.contains(spec)).toList();
        asked.stream().skip(1).forEach(spec -> to.limit(spec.name(), "mirror_traffic", "export.sagemaker.shadow-one",
                spec.name()));
        carrying.stream().filter(spec -> mirrors.containsKey(spec.name())).forEach(spec -> to.limit(spec.name(),
                "mirror_traffic", "export.sagemaker.shadow-live", spec.name()));
        return asked.stream().limit(1).toList();
    }

    private static double weight(EndpointSpec endpoint, DeploymentSpec spec, boolean nobody) {
        return nobody ? 1 : endpoint.traffic().getOrDefault(spec.name(), 0);
    }

    private static Map<String, Object> variant(DeploymentSpec spec, double weight, Differences to) {
        var variant = new LinkedHashMap<String, Object>();
        variant.put("VariantName", spec.name());
        variant.put("ModelName", SageMakerTarget.model(spec));
        variant.put("InstanceType", type(spec, to));
        variant.put("InitialInstanceCount", Math.max(1, Everywhere.replicas(spec)));
        variant.put("InitialVariantWeight", weight);
        ProbeSpec ready = spec.readiness();
        if (!ready.equals(ProbeSpec.DEFAULT)) {
            Duration asked = ready.initialDelay().plus(ready.period().multipliedBy(ready.failureThreshold()));
            Duration taken = asked.compareTo(SHORTEST_START) < 0
                    ? SHORTEST_START
                    : asked.compareTo(LONGEST_START) > 0 ? LONGEST_START : asked;
            if (!taken.equals(asked))
                to.limit(spec.name(), "readiness_probe", "export.sagemaker.start",
                        asked.toSeconds(), taken.toSeconds());
            variant.put("ContainerStartupHealthCheckTimeoutInSeconds", taken.toSeconds());
        }
        return variant;
    }

    private static String type(DeploymentSpec spec, Differences to) {
        String chosen = spec.slipway().gpus() == null ? "ml.m5.large" : "ml.g5.xlarge";
        to.hand(spec.name(), "instance_type", "export.sagemaker.size", chosen);
        return chosen;
    }
}
