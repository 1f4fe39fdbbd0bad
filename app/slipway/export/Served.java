package slipway.export;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.catalog.Model;
import slipway.contract.ServingContract;
import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;
import slipway.spec.ServerRoutes;

/// A deployment as a container that listens, with every question answered that a cluster asks. Immutable.
///
/// @param label   its name there: `iris-blue`
/// @param image   what it runs; null where nothing has been built for it yet
/// @param folder  where its model lies in the workspace’s folder; null where it lies elsewhere
/// @param plain   variables of the contract by their names, then the person’s own in the file’s order
/// @param secrets names of variables whose values go into no file
record Served(DeploymentSpec spec, String label, Serving serving, @Nullable String image, @Nullable Model model,
        @Nullable String folder, Map<String, String> plain, List<String> secrets) {

    static List<Served> all(ExportSource source) {
        return source.deployments().stream().map(spec -> of(source, spec)).toList();
    }

    private static Served of(ExportSource source, DeploymentSpec spec) {
        Serving serving = Serving.of(source, spec);
        Variables own = Variables.of(spec);
        var plain = new LinkedHashMap<>(serving.told(spec, serving.mounted()));
        own.secrets().forEach(plain::remove);
        plain.putAll(own.plain());
        return new Served(spec, DnsLabel.of(spec.endpoint(), spec.name()), serving,
                source.image(spec).orElse(null), source.model(spec).orElse(null), source.folder(spec).orElse(null),
                plain, own.secrets());
    }

    String name() {
        return spec.name();
    }

    ServingContract contract() {
        return serving.contract();
    }

    ServerRoutes routes() {
        return serving.routes();
    }

    /// Name that the server knows its model by.
    String modelName() {
        return serving.model();
    }

    /// Where the server looks for its model.
    String modelPath() {
        return serving.mounted();
    }

    int port() {
        return serving.port();
    }

    int healthPort() {
        return serving.healthPort();
    }

    /// What follows the image’s entrypoint; empty leaves the image’s own.
    List<String> arguments() {
        return serving.command();
    }

    /// The model’s version, 1 where nothing says one.
    String version() {
        return serving.version();
    }

    /// Where a server that somebody else runs listens, null for one that is run there.
    @Nullable
    URI elsewhere() {
        String url = spec.slipway().url();
        return url == null ? null : URI.create(url);
    }

    /// The path that stands before every path of a server elsewhere, as the gateway has it: `/models/v1`, or nothing.
    String base() {
        URI elsewhere = elsewhere();
        String path = elsewhere == null || elsewhere.getRawPath() == null ? "" : elsewhere.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /// Whether the server is given a model that is not in its image.
    boolean hasModel() {
        return model != null || spec.model().path() != null || spec.model().name() != null;
    }

    /// `slipway/iris-blue:2`: what an image that has to be made first is called.
    String wantedImage() {
        return "slipway/" + label + ":" + version().replaceAll("[^\\w.-]", "-");
    }

    /// How long a prediction may take.
    Duration timeout() {
        return spec.requests().said() || contract().id().equals("azureml")
                ? spec.requests().timeout()
                : contract().predictTimeout();
    }

    /// How many GPUs it asks for: 0 for none, [#ALL_GPUS] for all.
    int gpus() {
        String gpus = spec.slipway().gpus();
        if (gpus == null || gpus.isBlank()) return 0;
        if (gpus.equals("all")) return ALL_GPUS;
        return gpus.matches("\\d{1,3}") ? Integer.parseInt(gpus) : gpuIds().size();
    }

    static final int ALL_GPUS = -1;

    /// The GPUs that are named one by one; empty where any will do.
    List<String> gpuIds() {
        String gpus = spec.slipway().gpus();
        return gpus == null || gpus.equals("all") || gpus.matches("\\d{1,3}") || gpus.isBlank()
                ? List.of()
                : List.of(gpus.split("\\s*,\\s*"));
    }

    /// Its share of the live requests, in percent.
    int share(EndpointSpec endpoint) {
        return endpoint.traffic().getOrDefault(name(), 0);
    }
}
