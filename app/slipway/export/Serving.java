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

/// How the server of a deployment is started and asked: what its file says, else what its contract says. Immutable.
///
/// @param model   name that the server knows its model by
/// @param version of the model, 1 where none is known
/// @param mounted where it reads its model
/// @param command behind the entrypoint
record Serving(ServingContract contract, String model, String version, int port, int healthPort, String live,
        String ready, String predict, String mounted, List<String> entrypoint, List<String> command) {
    /// The beginning of what our own servers read.
    private static final String OURS = "SLIPWAY_";
    private static final String USUAL = "azureml";

    static Serving of(ExportSource source, DeploymentSpec spec) {
        ServingContract contract = Contracts.byId(source.contracts().getOrDefault(spec.name(), USUAL))
                .or(() -> Contracts.byId(USUAL)).orElseThrow();
        String model = source.model(spec).map(Model::name).orElse(name(spec));
        DeploymentSpec.Extension own = spec.slipway();
        DeploymentSpec.Routes routes = spec.routes();
        Integer said = own.port();
        Integer health = own.healthPort();
        int port = said != null ? said : routes == null ? contract.port() : routes.scoring().port();
        int probed = health != null ? health : routes == null || said != null ? port : routes.liveness().port();
        String mount = spec.code().modelMount();
        boolean usual = own.entrypoint().isEmpty() && own.command().isEmpty();
        return new Serving(contract, model, version(source, spec), port, probed,
                routes == null ? contract.livePath() : routes.liveness().path(),
                routes == null ? contract.readyPath(model) : routes.readiness().path(),
                routes == null ? contract.predictPath(model) : routes.scoring().path(),
                mount == null ? contract.modelPath() : mount, own.entrypoint(),
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

    /// What its own platform would tell the server, said as it is on `there`; what only our own servers read is for those.
    Map<String, String> told(DeploymentSpec spec, ServingContract there) {
        boolean ours = spec.image() == null && spec.code().buildFolder() == null;
        boolean home = contract.id().equals(there.id());
        var all = new LinkedHashMap<String, String>();
        var launch = new Launch(spec.endpoint(), spec.name(), model, version, there.modelPath(), port);
        // a profile’s environment has no order of its own
        new TreeMap<>(contract.environment(launch)).forEach((name, value) -> {
            boolean wanted = name.startsWith(OURS) ? ours : !home && !OciRules.injects(name);
            if (wanted) all.put(name, value);
        });
        return all;
    }

    /// Whether a platform that asks `contract`’s routes on `contract`’s port would be answered.
    boolean answers(ServingContract other) {
        return live.equals(other.livePath()) && predict.equals(other.predictPath(model)) && port == other.port();
    }
}
