package slipway.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import slipway.catalog.Catalog;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Code;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.spec.DeploymentSpec.Route;
import slipway.spec.DeploymentSpec.Routes;
import slipway.spec.EndpointSpec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Every target has one answer to where a server listens, what it is asked and which version it serves.
class ServingTest {
    private static ExportSource source(String contract, ModelRef model, Map<String, String> environment,
            @Nullable Routes routes) {
        var own = new Extension(contract, "docker", null, null, null, List.of(), List.of(), null, null);
        var spec = new DeploymentSpec("blue", "iris", model, "iris:1", environment, 1, RequestSettings.DEFAULT,
                ProbeSpec.DEFAULT, ProbeSpec.DEFAULT, own, routes, Code.NONE);
        var endpoint = new EndpointSpec("iris", EndpointSpec.AuthMode.KEY, "", Map.of(), Map.of("blue", 100),
                Map.of());
        Path path = model.path();
        return new ExportSource(endpoint, List.of(spec), Map.of("blue", contract), path == null
                ? Map.of()
                : Map.of("blue", Catalog.look(path)), Map.of("blue", "iris:1"));
    }

    private static String all(String target, ExportSource source) {
        var text = new StringBuilder();
        ExportTargets.byId(target).orElseThrow().export(source).files().forEach(each -> text.append(each.text()));
        return text.toString();
    }

    @Test
    void probesGoToThePortOfTheirRoute() {
        var routes = new Routes(new Route("/live", 9000), new Route("/ready", 9000), new Route("/score", 8501));
        ExportSource source = source("azureml", ModelRef.NONE, Map.of(), routes);
        assertTrue(all("azureml", source).contains("path: /live\n      port: 9000"), all("azureml", source));
        assertTrue(all("oci", source).contains("healthCheckPort: 9000"), all("oci", source));
        assertTrue(all("compose", source).contains("http://127.0.0.1:9000/live"), all("compose", source));
        assertTrue(all("gateway-api", source).contains("path: /live\n              port: 9000"), all("gateway-api",
                source));
    }

    @Test
    void theVersionIsTheFilesBeforeTheArtifacts() {
        var model = new ModelRef("scorer", "7", ExportSamples.BASE.resolve("sample-models/iris/1"));
        ExportSource source = source("oip-v2", model, Map.of(), null);
        Served served = Served.all(source).getFirst();
        assertEquals("7", served.version());
        assertEquals(served.serving(), Serving.of(source, served.spec()));
    }

    @Test
    void routesOfAnOciContainersEnvironmentAreSeenEverywhere() {
        ExportSource source = source("oci-byoc", ModelRef.NONE, Map.of("MODEL_DEPLOY_PREDICT_ENDPOINT", "/v1/score"),
                null);
        assertTrue(all("azureml", source).contains("path: /v1/score"), all("azureml", source));
        ExportSource triton = source("oci-byoc", ModelRef.NONE, Map.of("CONTAINER_TYPE", "TRITON"), null);
        assertFalse(all("oci", triton).contains("MODEL_DEPLOY_HEALTH_ENDPOINT"), "OCI knows Triton’s routes");
    }
}
