package slipway.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.Launch;
import slipway.contract.ServingContract;
import slipway.rehearse.OciRules;
import slipway.spec.DeploymentSpec;
import slipway.spec.ServerPorts;
import slipway.spec.ServerRoutes;

/// How the server of a deployment is started and asked: what its file says, else what its contract says. Immutable.
///
/// @param model   name that the server knows its model by
/// @param version of the model, 1 where none is known
/// @param mounted where it reads its model
/// @param command behind the entrypoint
record Serving(ServingContract contract, ServerRoutes routes, String model, String version, ServerPorts ports,
        String mounted, List<String> entrypoint, List<String> command) {
    /// The beginning of what our own servers read.
    private static final String OURS = "SLIPWAY_";
    private static final String USUAL = "azureml";

    static Serving of(ExportSource source, DeploymentSpec spec) {
        ServingContract contract = Contracts.byId(source.contracts().getOrDefault(spec.name(), USUAL))
                .or(() -> Contracts.byId(USUAL)).orElseThrow();
        String model = source.model(spec).map(Model::name).orElse(name(spec));
        DeploymentSpec.Extension own = spec.slipway();
        String mount = spec.code().modelMount();
        boolean usual = own.entrypoint().isEmpty() && own.command().isEmpty();
        return new Serving(contract, ServerRoutes.of(contract, spec, model), model, version(source, spec),
                ServerPorts.of(contract.port(), spec), mount == null ? contract.modelPath() : mount, own.entrypoint(),
                usual ? contract.arguments() : own.command());
    }

    private static String version(ExportSource source, DeploymentSpec spec) {
        String said = spec.model().version();
        String known = said != null ? said : source.model(spec).map(Model::version).orElse(null);
        return known == null ? "1" : known;
    }

    private static String name(DeploymentSpec spec) {
        String named = spec.model().name();
        return named == null ? spec.name() : named;
    }

    int port() {
        return ports.serving();
    }

    int healthPort() {
        return ports.health();
    }

    String live() {
        return routes.live();
    }

    String ready() {
        return routes.ready();
    }

    String predict() {
        return routes.predict();
    }

    /// The field that says where its model is mounted.
    String mountedBy(DeploymentSpec spec) {
        return spec.code().modelMount() == null ? "model" : "model_mount_path";
    }

    /// The field that says which routes its server has and on which port.
    String routedBy(DeploymentSpec spec) {
        if (spec.routes() != null) return "environment.inference_config";
        return spec.slipway().port() == null ? "x-slipway.contract" : "x-slipway.port";
    }

    /// What its own platform tells the server that reads its model at `path`, in the order of the names: a profile’s
    /// environment has none. What only our own servers read is for those.
    Map<String, String> told(DeploymentSpec spec, String path) {
        var launch = new Launch(spec.endpoint(), spec.name(), model, version, path, port());
        var all = new TreeMap<>(contract.environment(launch));
        boolean ours = spec.image() == null && spec.code().buildFolder() == null;
        if (!ours) all.keySet().removeIf(name -> name.startsWith(OURS));
        return all;
    }

    /// The same said as it is on `there`, whose own variables are not for the person to set.
    Map<String, String> told(DeploymentSpec spec, ServingContract there) {
        boolean home = contract.id().equals(there.id());
        var all = new LinkedHashMap<>(told(spec, there.modelPath()));
        all.keySet().removeIf(name -> !name.startsWith(OURS) && (home || OciRules.injects(name)));
        return all;
    }

    /// Whether a platform that asks `contract`’s routes on `contract`’s port would be answered.
    boolean answers(ServingContract other) {
        return live().equals(other.livePath()) && predict().equals(other.predictPath(model)) && port() == other.port();
    }
}
