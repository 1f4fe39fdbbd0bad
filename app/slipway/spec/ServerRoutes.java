package slipway.spec;

import slipway.contract.ServingContract;

/// Which routes a deployment's server really has: its platform's own, unless the deployment says otherwise as that
/// platform lets it. Immutable.
///
/// @param triton whether the server is a Triton that is asked the way OCI asks its containers (A078)
public record ServerRoutes(String predict, String live, String ready, boolean triton) {
    private static final String OCI = "oci-byoc";

    /// The routes of `spec` served as `contract`.
    ///
    /// @param model name that the server knows its model by
    public static ServerRoutes of(ServingContract contract, DeploymentSpec spec, String model) {
        DeploymentSpec.Routes own = spec.routes();
        if (own != null) {
            return new ServerRoutes(own.scoring().path(), own.liveness().path(), own.readiness().path(), false);
        }
        String live = contract.livePath();
        String ready = contract.readyPath(model);
        boolean oci = contract.id().equals(OCI);
        boolean triton = oci && "TRITON".equalsIgnoreCase(said(spec, "CONTAINER_TYPE", ""));
        if (triton) {
            live = "/v2/health/live";
            ready = "/v2/health/ready";
        }
        if (!oci) return new ServerRoutes(contract.predictPath(model), live, ready, false);
        String health = said(spec, "MODEL_DEPLOY_HEALTH_ENDPOINT", "");
        String predict = said(spec, "MODEL_DEPLOY_PREDICT_ENDPOINT", "");
        // a route of its own needs no name of a model
        return new ServerRoutes(predict.isEmpty() ? contract.predictPath(model) : predict,
                health.isEmpty() ? live : health, health.isEmpty() ? ready : health, triton && predict.isEmpty());
    }

    private static String said(DeploymentSpec spec, String name, String otherwise) {
        String value = spec.environment().getOrDefault(name, otherwise).strip();
        return name.endsWith("_ENDPOINT") && !value.isEmpty() && !value.startsWith("/") ? "/" + value : value;
    }
}
