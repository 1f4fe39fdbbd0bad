package slipway;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.engine.Usage;
import slipway.observe.Health;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.testkit.Covers;
import slipway.traffic.Limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

class TargetsTest {
    /// Fewer replicas are enough, so nobody hurries: a request gets the time there that its file gives it.
    @Test
    void whatIsLeftWaitsAsLongAsARequestMayTake() {
        var minutes = new RequestSettings(Duration.ofMinutes(3), 1, Duration.ofSeconds(1));
        assertEquals(Duration.ofMinutes(3), Targets.longest(spec("triton", minutes)));
        assertEquals(RequestSettings.DEFAULT.timeout(), Targets.longest(spec("azureml", RequestSettings.DEFAULT)));
        // without limits of its own only the gateway's patience ends it
        assertEquals(Limits.DEFAULT.upstreamTimeout(), Targets.longest(spec("triton", RequestSettings.DEFAULT)));
        assertEquals(Limits.DEFAULT.upstreamTimeout(), Targets.longest(spec(null, RequestSettings.DEFAULT)));
    }

    @Test
    @Covers("A093")
    void itsGatewayIsToldItsBandwidth() {
        DeploymentSpec any = spec("mlflow", RequestSettings.DEFAULT);
        assertEquals(0, Targets.target(deployment(any)).bandwidthMbps());
        assertEquals(20, Targets.target(deployment(new DeploymentSpec(any.name(), any.endpoint(), any.model(), null,
                Map.of(), 1, any.requests(), any.liveness(), any.readiness(), any.slipway().withBandwidth(20))))
                .bandwidthMbps());
    }

    private static Deployment deployment(DeploymentSpec spec) {
        return new Deployment(spec, "embedded", "mlflow", null, DeploymentState.READY, 3, List.of(URI.create(
                "http://127.0.0.1:9000")), List.of(), Health.UNKNOWN, Usage.NONE, 0, Instant.EPOCH, Instant.EPOCH,
                List.of(), null, List.of());
    }

    private static DeploymentSpec spec(@Nullable String contract, RequestSettings requests) {
        return new DeploymentSpec("blue", "iris", ModelRef.NONE, null, Map.of(), 1, requests, ProbeSpec.DEFAULT,
                ProbeSpec.DEFAULT,
                new Extension(contract, null, null, null, null, List.of(), List.of(), null, null));
    }
}
