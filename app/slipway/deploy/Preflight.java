package slipway.deploy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Units;
import slipway.catalog.Archive;
import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.engine.Engine;
import slipway.engine.Engines;
import slipway.engine.ExternalEngine;
import slipway.spec.DeploymentSpec;

/// Turns a spec into a [Plan], or says what keeps it from being one before anything is started. Any thread.
final class Preflight {
    private static final Set<Integer> OCI_EXCLUDED = Set.of(24224, 8446, 8447);

    /// Formats that our own server cannot read, whatever else is beside them; it runs ONNX.
    private static final Set<String> FOREIGN = Set.of("pickle", "pytorch-pickle", "torchscript", "torchserve-archive",
            "xgboost", "lightgbm", "catboost", "pmml", "coreml", "tflite", "keras", "tf-savedmodel", "gguf",
            "safetensors");

    private final Engines engines;
    private final Function<String, Optional<ServingContract>> contracts;
    private final Function<DeploymentSpec, Optional<Model>> models;
    private final Path artifacts;

    /// @param artifacts where archives are unpacked to
    Preflight(Engines engines, Function<String, Optional<ServingContract>> contracts,
            Function<DeploymentSpec, Optional<Model>> models, Path artifacts) {
        this.artifacts = artifacts;
        this.engines = engines;
        this.contracts = contracts;
        this.models = models;
    }

    Plan plan(DeploymentSpec asked, String engineId, long revision) throws InterruptedException {
        DeploymentSpec spec = unpacked(asked);
        Engine engine = engines.byId(engineId).orElseThrow(() -> StudioException.of("deploy.engine-unknown", engineId,
                engines.all().stream().map(Engine::id).collect(Collectors.joining(", "))));
        boolean ownImage = engine.images() != null && (spec.image() != null || spec.code().buildFolder() != null);
        Model model = model(spec, ownImage);
        Path folder = model == null ? spec.model().path() : model.path();
        boolean sampleServer = !engineId.equals(ExternalEngine.ID) && !ownImage && spec.slipway().command().isEmpty()
                && spec.slipway().entrypoint().isEmpty();
        if (sampleServer && folder == null) throw StudioException.of("deploy.model-none", spec.id(), named(spec));
        if (sampleServer && engine.images() == null && model != null && FOREIGN.contains(model.format()))
            throw StudioException.of("deploy.format-foreign", spec.id(), model.format());
        ServingContract contract = contract(spec, model);
        ports(spec, contract);
        urlIsOne(spec, engineId);
        memory(spec);
        return new Plan(asked, revision, engine, contract, model, folder, null);
    }

    /// With the folder of its model instead of an archive; as it is where it names no archive.
    private DeploymentSpec unpacked(DeploymentSpec spec) throws InterruptedException {
        Path path = spec.model().path();
        if (path == null) return spec;
        if (!Files.exists(path)) throw StudioException.of("deploy.model-missing", path, spec.id());
        if (!Archive.is(path)) return spec;
        try {
            String mark = path + " " + Files.size(path) + " " + Files.getLastModifiedTime(path).toMillis();
            Path folder = artifacts.resolve(Bytes.utf8(mark).sha256().substring(0, 16));
            return spec.withModelPath(Archive.unpack(path, folder));
        } catch (IOException e) {
            throw new StudioException(Problem.of("deploy.model-missing", path, spec.id()), e);
        }
    }

    /// An image of its own may serve what we cannot read; otherwise a model that cannot be read is a problem.
    private @Nullable Model model(DeploymentSpec spec, boolean ownImage) {
        try {
            return models.apply(spec).orElse(null);
        } catch (StudioException e) {
            if (!ownImage) throw e;
            return null;
        }
    }

    private static String named(DeploymentSpec spec) {
        String name = spec.model().name();
        String version = spec.model().version();
        return name == null ? "–" : version == null ? name : name + " " + version;
    }

    private ServingContract contract(DeploymentSpec spec, @Nullable Model model) {
        String id = Deployments.contract(spec, model);
        return contracts.apply(id).orElseThrow(() -> StudioException.of("deploy.contract-unknown", id,
                String.join(", ", Contracts.ids()), spec.id()));
    }

    /// OCI's rules for the ports of a container (A018, A019); other platforms fix theirs and ask nothing of ours.
    private static void ports(DeploymentSpec spec, ServingContract contract) {
        for (Integer port : java.util.Arrays.asList(spec.slipway().port(), spec.slipway().healthPort())) {
            if (port == null) continue;
            if (port < 1 || port > 65_535) throw StudioException.of("deploy.port-range", port, "1", "65535");
            if (!contract.id().equals("oci-byoc")) continue;
            if (port < 1024) throw StudioException.of("deploy.port-range", port, "1024", "65535");
            if (OCI_EXCLUDED.contains(port)) throw StudioException.of("deploy.port-excluded", port);
        }
    }

    private static void urlIsOne(DeploymentSpec spec, String engineId) {
        String url = spec.slipway().url();
        if (!engineId.equals(ExternalEngine.ID) || url == null) return;
        try {
            URI parsed = URI.create(url);
            if (List.of("http", "https").contains(String.valueOf(parsed.getScheme())) && parsed.getHost() != null)
                return;
        } catch (IllegalArgumentException e) {
            throw new StudioException(Problem.of("deploy.url-invalid", url, spec.id()), e);
        }
        throw StudioException.of("deploy.url-invalid", url, spec.id());
    }

    private static void memory(DeploymentSpec spec) {
        Long asked = spec.slipway().memoryBytes();
        if (asked == null) return;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                && asked > machine.getTotalMemorySize()) {
            throw StudioException.of("deploy.memory-too-large", Units.bytes(asked),
                    Units.bytes(machine.getTotalMemorySize()), spec.id());
        }
    }
}
