package slipway.export;

import java.util.List;

import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.spec.DeploymentSpec;

/// How the server of a deployment is started and asked: what its file says, else what its contract says. Immutable.
///
/// @param model   name that the server knows its model by
/// @param mounted where it reads its model
/// @param command behind the entrypoint
record Serving(ServingContract contract, String model, int port, int healthPort, String live, String ready,
        String predict, String mounted, List<String> entrypoint, List<String> command) {
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
        return new Serving(contract, model, port, probed,
                routes == null ? contract.livePath() : routes.liveness().path(),
                routes == null ? contract.readyPath(model) : routes.readiness().path(),
                routes == null ? contract.predictPath(model) : routes.scoring().path(),
                mount == null ? contract.modelPath() : mount, own.entrypoint(),
                usual ? contract.arguments() : own.command());
    }

    private static String name(DeploymentSpec spec) {
        String named = spec.model().name();
        return named == null ? spec.name() : named;
    }

    /// Whether a platform that asks `contract`’s routes on `contract`’s port would be answered.
    boolean answers(ServingContract other) {
        return live.equals(other.livePath()) && predict.equals(other.predictPath(model)) && port == other.port();
    }
}
