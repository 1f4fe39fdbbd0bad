package slipway;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import slipway.base.Problem;
import slipway.catalog.Model;
import slipway.contract.Signature;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.deploy.ImageUse;
import slipway.engine.Usage;
import slipway.observe.Health;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.spec.EndpointSpec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

class TwinProofTest {
    private static final EndpointSpec ENDPOINT = new EndpointSpec("iris", EndpointSpec.AuthMode.KEY, "", Map.of(),
            Map.of("blue", 90, "green", 10), Map.of(),
            new EndpointSpec.Extension(true, Map.of("twin", 100), "twin", false, null, null, null, null,
                    EndpointSpec.Logs.NONE));

    @Test
    void aTwinOfTheLiveVersionIsOne() {
        assertNull(problem(ENDPOINT, one("blue", "1", null), one("green", "2", null), one("twin", "1", null)));
        assertNull(problem(ENDPOINT.withSplit(Map.of("blue", 10, "green", 90), Map.of()), one("blue", "1", null),
                one("green", "2", null), one("twin", "2", null)), "of who has most of the traffic");
        assertNull(problem(ENDPOINT, one("blue", "1", null)), "one that does not run yet is nothing to judge");
        assertNull(TwinProof.problem(null, List.of(), path -> ""));
    }

    @Test
    void anotherModelIsSaidWithBoth() {
        Problem problem = Objects.requireNonNull(
                problem(ENDPOINT, one("blue", "1", null), one("green", "2", null), one("twin", "2", null)));
        assertEquals("traffic.twin-other", problem.code());
        assertEquals("The twin “twin” does not run what “blue” runs", problem.what());
        assertEquals("“twin” serves iris 2, “blue” serves iris 1: what the twin differs in is no chance then, and real"
                + " differences would pass for it.", problem.why());
    }

    @Test
    void anotherImageIsAnotherServer() {
        var image = new ImageUse("iris:1", "sha256:1", "sha256:1", null, false);
        var other = new ImageUse("iris:1", "sha256:2", "sha256:2", null, true);
        assertNull(problem(ENDPOINT, one("blue", "1", image), one("twin", "1", image)));
        assertNotNull(problem(ENDPOINT, one("blue", "1", image), one("twin", "1", other)));
        assertNotNull(problem(ENDPOINT, one("blue", "1", image), one("twin", "1", null)));
    }

    @Test
    void aCopyElsewhereIsTheSameByItsContent() {
        List<Deployment> both = List.of(one("blue", "1", null), one("twin", "2", null));
        assertNull(TwinProof.problem(ENDPOINT, both, path -> "same"));
        assertNotNull(TwinProof.problem(ENDPOINT, both, path -> path.toString()));
    }

    private static @Nullable Problem problem(EndpointSpec endpoint, Deployment... all) {
        return TwinProof.problem(endpoint, List.of(all), path -> "");
    }

    private static Deployment one(String name, String version, @Nullable ImageUse image) {
        Path path = Path.of("/models/iris-" + version);
        var model = new Model(path, "iris-" + version, "iris", version, "mlflow", null, List.of(), List.of("mlflow"), 1,
                "", Signature.UNKNOWN, List.of(), null, null, null, Map.of(), List.of());
        var spec = new DeploymentSpec(name, "iris", new ModelRef(null, null, path), null, Map.of(), 1,
                RequestSettings.DEFAULT, ProbeSpec.DEFAULT, ProbeSpec.DEFAULT, DeploymentSpec.Extension.NONE);
        return new Deployment(spec, "embedded", "mlflow", model, DeploymentState.READY, 1,
                List.of(URI.create("http://127.0.0.1:1")), List.of(), Health.UNKNOWN, Usage.NONE, 0, Instant.EPOCH,
                null, List.of(), null, List.of(), image);
    }
}
