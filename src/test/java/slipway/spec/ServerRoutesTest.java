package slipway.spec;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import slipway.contract.Contracts;
import slipway.spec.DeploymentSpec.Route;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// Which routes a server has follows from what its platform lets a deployment say.
class ServerRoutesTest {
    private static ServerRoutes of(String contract, Map<String, String> environment) {
        var spec = new DeploymentSpec("blue", "iris", DeploymentSpec.ModelRef.NONE, null, environment, 1,
                DeploymentSpec.RequestSettings.DEFAULT, DeploymentSpec.ProbeSpec.DEFAULT,
                DeploymentSpec.ProbeSpec.DEFAULT, DeploymentSpec.Extension.NONE);
        return ServerRoutes.of(Contracts.byId(contract).orElseThrow(), spec, "m");
    }

    @Test
    void aContractsOwn() {
        assertEquals(new ServerRoutes("/predict", "/health", "/health", false), of("oci-byoc", Map.of()));
        assertEquals(new ServerRoutes("/v2/models/m/infer", "/v2/health/live", "/v2/models/m/ready", false),
                of("oip-v2", Map.of("CONTAINER_TYPE", "TRITON")));
    }

    @Test
    @Covers({"A078", "A079"})
    void ociKnowsATriton() {
        assertEquals(new ServerRoutes("/predict", "/v2/health/live", "/v2/health/ready", true),
                of("oci-byoc", Map.of("CONTAINER_TYPE", "TRITON")));
        assertEquals(new ServerRoutes("/v2/models/ensemble/versions/1/generate", "/v2/health/live", "/v2/health/ready",
                false),
                of("oci-byoc", Map.of("CONTAINER_TYPE", "TRITON", "MODEL_DEPLOY_PREDICT_ENDPOINT",
                        "/v2/models/ensemble/versions/1/generate")));
    }

    @Test
    @Covers("A016")
    void ociTakesRoutesOfAServersOwn() {
        assertEquals(new ServerRoutes("/v1/chat/completions", "/alive", "/alive", false), of("oci-byoc",
                Map.of("MODEL_DEPLOY_PREDICT_ENDPOINT", " v1/chat/completions", "MODEL_DEPLOY_HEALTH_ENDPOINT",
                        "/alive")));
    }

    @Test
    void azuresInferenceConfigSaysAllThree() {
        var spec = new DeploymentSpec("blue", "iris", DeploymentSpec.ModelRef.NONE, null, Map.of(), 1,
                DeploymentSpec.RequestSettings.DEFAULT, DeploymentSpec.ProbeSpec.DEFAULT,
                DeploymentSpec.ProbeSpec.DEFAULT, DeploymentSpec.Extension.NONE,
                new DeploymentSpec.Routes(new Route("/live", 8501), new Route("/ready", 8501),
                        new Route("/v1/models/m:predict", 8501)),
                DeploymentSpec.Code.NONE);
        for (String contract : List.of("azureml", "mlflow")) {
            assertEquals(new ServerRoutes("/v1/models/m:predict", "/live", "/ready", false),
                    ServerRoutes.of(Contracts.byId(contract).orElseThrow(), spec, "m"));
        }
    }
}
