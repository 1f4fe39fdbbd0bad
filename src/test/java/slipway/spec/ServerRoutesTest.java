package slipway.spec;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
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

    private static ServerPorts ports(DeploymentSpec spec) {
        return ServerPorts.of(5001, spec);
    }

    private static DeploymentSpec listening(@Nullable Integer port, @Nullable Integer health, int live, int score) {
        var own = new DeploymentSpec.Extension(null, null, null, port, health, List.of(), List.of(), null, null);
        return new DeploymentSpec("blue", "iris", DeploymentSpec.ModelRef.NONE, null, Map.of(), 1,
                DeploymentSpec.RequestSettings.DEFAULT, DeploymentSpec.ProbeSpec.DEFAULT,
                DeploymentSpec.ProbeSpec.DEFAULT, own, new DeploymentSpec.Routes(new Route("/live", live),
                        new Route("/ready", live), new Route("/score", score)),
                DeploymentSpec.Code.NONE);
    }

    @Test
    void probesGoToTheLivenessRoutesPortUnlessItIsTheServersOwn() {
        assertEquals(new ServerPorts(8501, 8501), ports(listening(null, null, 8501, 8501)));
        assertEquals(new ServerPorts(8501, 9000), ports(listening(null, null, 9000, 8501)));
        assertEquals(new ServerPorts(7000, 7000), ports(listening(7000, null, 8501, 8501)));
        assertEquals(new ServerPorts(7000, 9000), ports(listening(7000, null, 9000, 8501)));
        assertEquals(new ServerPorts(8501, 7001), ports(listening(null, 7001, 9000, 8501)));
    }

    @Test
    void aServerThatIsProbedApartIsAskedElsewhereForThatAlone() {
        DeploymentSpec apart = listening(null, null, 9000, 8501);
        assertEquals(new ServerPorts(8501, 9001), ports(apart.askedOn(9000, 9001)));
        assertEquals(new ServerPorts(8502, 9000), ports(apart.askedOn(8501, 8502)));
    }
}
