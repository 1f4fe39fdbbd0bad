package slipway.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

import slipway.base.StudioException;
import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;

/// Takes over what other platforms’ files say: which platform’s they are shows in what stands in them. Pure; any thread.
public final class SpecImports {
    private SpecImports() {}

    private enum Format {
        DATABRICKS, SAGEMAKER, OCI, COMPOSE, KUBERNETES
    }

    /// The endpoint `endpoint` that the files make, each text by its file’s name. Fails with the place where a text cannot
    /// be read, and where the files are of different platforms or of none that is known.
    public static Imported read(String endpoint, Map<String, String> texts) {
        var files = new ArrayList<ImportFile>();
        texts.forEach((name, text) -> {
            List<ImportFile> documents = ImportFile.all(name, text);
            if (documents.size() > 1 && format(documents.getFirst()) != Format.KUBERNETES)
                throw StudioException.of("export.documents", name, documents.size());
            files.addAll(documents);
        });
        ImportFile first = files.getFirst();
        Format format = format(first);
        for (ImportFile file : files) {
            // of compose files only the first makes an endpoint, the others would only change it
            if (format(file) != format || (format == Format.COMPOSE && !file.name().equals(first.name())))
                throw StudioException.of("export.mixed", file.name(), first.name());
        }
        return switch (format) {
            case DATABRICKS -> DatabricksImport.read(endpoint, files);
            case SAGEMAKER -> SageMakerImport.read(endpoint, List.copyOf(files));
            case OCI -> OciImport.read(endpoint, files);
            case KUBERNETES -> KubernetesImport.read(endpoint, files);
            case COMPOSE -> named(endpoint, ComposeImport.read(texts.values().iterator().next(), endpoint));
        };
    }

    /// A compose file has a name of its own.
    private static Imported named(String endpoint, Imported read) {
        EndpointSpec old = read.endpoint();
        return new Imported(new EndpointSpec(endpoint, old.authMode(), old.description(), old.tags(), old.traffic(), old
                .mirror(), old.slipway()), read.deployments().stream()
                        .map(each -> new DeploymentSpec(each.name(),
                                endpoint, each.model(), each.image(), each.environment(), each.instanceCount(),
                                each.requests(),
                                each.liveness(), each.readiness(), each.slipway(), each.routes(), each.code()))
                        .toList(),
                read.differences());
    }

    private static Format format(ImportFile file) {
        JsonNode root = file.root();
        if (DatabricksImport.reads(root)) return Format.DATABRICKS;
        if (SageMakerImport.reads(root)) return Format.SAGEMAKER;
        if (OciImport.reads(root)) return Format.OCI;
        if (KubernetesImport.reads(root)) return Format.KUBERNETES;
        if (root.path("services").isObject()) return Format.COMPOSE;
        throw StudioException.of("export.unknown", file.name());
    }
}
