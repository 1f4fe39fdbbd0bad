package slipway.export;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.Launch;
import slipway.contract.ServingContract;
import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;
import slipway.spec.ServerRoutes;

/// A deployment as a container that listens, with every question answered that a cluster asks. Immutable.
///
/// @param label     its name there: `iris-blue`
/// @param image     what it runs; null where nothing has been built for it yet
/// @param modelPath where the server looks for its model
/// @param plain     variables of the contract by their names, then the person’s own in the file’s order
/// @param secrets   names of variables whose values go into no file
record Served(DeploymentSpec spec, String label, ServingContract contract, ServerRoutes routes, @Nullable String image,
        @Nullable Model model, String modelName, String modelPath, Map<String, String> plain, List<String> secrets) {

    static List<Served> all(ExportSource source) {
        return source.deployments().stream().map(spec -> of(source, spec)).toList();
    }

    private static Served of(ExportSource source, DeploymentSpec spec) {
        ServingContract contract = Contracts.byId(source.contracts().getOrDefault(spec.name(), ""))
                .orElseGet(() -> Contracts.byId("azureml").orElseThrow());
        Model model = source.model(spec).orElse(null);
        String named = model == null ? spec.model().name() : model.name();
        String name = named == null ? spec.name() : named;
        String mount = spec.code().modelMount();
        String path = mount == null ? contract.modelPath() : mount;
        Variables own = Variables.of(spec);
        // what `contract` sets comes in another order on every machine
        var plain = new LinkedHashMap<String, String>(new TreeMap<>(platform(spec, contract, name, version(spec, model),
                path)));
        own.secrets().forEach(plain::remove);
        plain.putAll(own.plain());
        return new Served(spec, DnsLabel.of(spec.endpoint() + "-" + spec.name()), contract,
                ServerRoutes.of(contract, spec, name), source.image(spec).orElse(null), model, name, path, plain,
                own.secrets());
    }

    /// What the platform sets by itself; the variables of our own server only where that is what runs.
    private static Map<String, String> platform(DeploymentSpec spec, ServingContract contract, String model,
            String version, String path) {
        var launch = new Launch(spec.endpoint(), spec.name(), model, version, path, port(spec, contract));
        var all = new LinkedHashMap<>(contract.environment(launch));
        if (spec.image() != null) all.keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
        return all;
    }

    private static String version(DeploymentSpec spec, @Nullable Model model) {
        String known = model == null ? spec.model().version() : model.version();
        return known == null ? "1" : known;
    }

    private static int port(DeploymentSpec spec, ServingContract contract) {
        Integer own = spec.slipway().port();
        if (own != null) return own;
        DeploymentSpec.Routes routes = spec.routes();
        return routes == null ? contract.port() : routes.scoring().port();
    }

    String name() {
        return spec.name();
    }

    int port() {
        return port(spec, contract);
    }

    int healthPort() {
        Integer own = spec.slipway().healthPort();
        return own == null ? port() : own;
    }

    /// Where a server that somebody else runs listens, null for one that is run there.
    @Nullable
    URI elsewhere() {
        String url = spec.slipway().url();
        return url == null ? null : URI.create(url);
    }

    /// What follows the image’s entrypoint; empty leaves the image’s own.
    List<String> arguments() {
        var own = spec.slipway();
        return own.command().isEmpty() && own.entrypoint().isEmpty() ? contract.arguments() : own.command();
    }

    /// Whether the server is given a model that is not in its image.
    boolean hasModel() {
        return model != null || spec.model().path() != null || spec.model().name() != null;
    }

    /// The model’s version, 1 where nothing says one.
    String version() {
        return version(spec, model);
    }

    /// `slipway/iris-blue:2`: what an image that has to be made first is called.
    String wantedImage() {
        return "slipway/" + label + ":" + version().replaceAll("[^\\w.-]", "-");
    }

    /// How long a prediction may take.
    Duration timeout() {
        return spec.requests().said() || contract.id().equals("azureml")
                ? spec.requests().timeout()
                : contract.predictTimeout();
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
