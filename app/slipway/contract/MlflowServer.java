package slipway.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// MLflow's scoring server, as Databricks Model Serving runs it too: A136–A150 of the inventory.
final class MlflowServer implements ServingContract {
    @Override
    public String id() {
        return "mlflow";
    }

    @Override
    public String title() {
        return "MLflow";
    }

    /// Not `/health`: MLflow's own container images answer 404 there.
    @Override
    public String livePath() {
        return "/ping";
    }

    @Override
    public String readyPath(String model) {
        return "/ping";
    }

    @Override
    public String predictPath(String model) {
        return "/invocations";
    }

    @Override
    public boolean isPredictPath(String path) {
        return path.equals("/invocations");
    }

    /// In its container images; `mlflow models serve` takes 5000.
    @Override
    public int port() {
        return 8080;
    }

    @Override
    public String modelPath() {
        return "/opt/ml/model";
    }

    @Override
    public Map<String, String> environment(Launch launch) {
        Map<String, String> env = Rules.sampleServer(id(), launch);
        env.put("MLFLOW_SCORING_SERVER_REQUEST_TIMEOUT", "60");
        return env;
    }

    /// The platform publishes only that a deployment takes about 10 min; the rest is ours.
    @Override
    public HealthPolicy health() {
        return new HealthPolicy(Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(2), 3,
                Duration.ofMinutes(10));
    }

    /// The scoring server's own limit; Databricks allows more.
    @Override
    public Duration predictTimeout() {
        return Duration.ofSeconds(60);
    }

    /// Databricks' limit; MLflow's own images take 100 MB.
    @Override
    public long maxBodyBytes() {
        return 16 * Rules.MB;
    }

    @Override
    public List<SampleRequest> examples(Signature signature, String model, @Nullable String inputExample) {
        return ExampleRows.of(signature, inputExample).requests(predictPath(model), "dataframe_split",
                "dataframe_records", "inputs", "instances", "csv");
    }
}
