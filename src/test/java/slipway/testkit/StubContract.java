package slipway.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.contract.HealthPolicy;
import slipway.contract.Launch;
import slipway.contract.SampleRequest;
import slipway.contract.ServingContract;
import slipway.contract.Signature;

/// The contract that [StubModelServer] speaks; it always has an example.
public record StubContract(String id) implements ServingContract {
    @Override
    public String title() {
        return "Stub";
    }

    @Override
    public String livePath() {
        return "/live";
    }

    @Override
    public String readyPath(String model) {
        return "/ready";
    }

    @Override
    public String predictPath(String model) {
        return "/predict";
    }

    @Override
    public boolean isPredictPath(String path) {
        return path.equals("/predict");
    }

    @Override
    public int port() {
        return 8080;
    }

    @Override
    public String modelPath() {
        return "/model";
    }

    @Override
    public Map<String, String> environment(Launch launch) {
        return Map.of("STUB_PORT", String.valueOf(launch.port()));
    }

    @Override
    public HealthPolicy health() {
        return new HealthPolicy(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1), 3, Duration.ofSeconds(10));
    }

    @Override
    public Duration predictTimeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public long maxBodyBytes() {
        return 1_000_000;
    }

    @Override
    public List<SampleRequest> examples(Signature signature, String model, @Nullable String inputExample) {
        return List.of(new SampleRequest("json", "POST", "/predict", "application/json", "[[1]]"));
    }
}
