package slipway.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// Azure Machine Learning online endpoints: what its own inference server answers.
final class AzureMl implements ServingContract {
    @Override
    public String id() {
        return "azureml";
    }

    @Override
    public String title() {
        return "Azure Machine Learning";
    }

    /// Answers the word `Healthy`.
    @Override
    public String livePath() {
        return "/";
    }

    @Override
    public String readyPath(String model) {
        return "/";
    }

    @Override
    public String predictPath(String model) {
        return "/score";
    }

    @Override
    public boolean isPredictPath(String path) {
        return path.equals("/score");
    }

    @Override
    public int port() {
        return 5001;
    }

    /// The part that is the same for every model; name and version follow it.
    @Override
    public String modelPath() {
        return "/var/azureml-app/azureml-models";
    }

    @Override
    public Map<String, String> environment(Launch launch) {
        Map<String, String> env = Rules.sampleServer(id(), launch);
        env.put("AZUREML_MODEL_DIR", launch.modelPath());
        env.put("SERVER_PORT", Rules.port(launch));
        env.put("WORKER_COUNT", "1");
        return env;
    }

    /// The defaults of `liveness_probe` and `readiness_probe`; a deployment's own file may say otherwise.
    @Override
    public HealthPolicy health() {
        return new HealthPolicy(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(2), 30,
                Duration.ofSeconds(310));
    }

    /// The default of `request_timeout_ms`; at most 180 s.
    @Override
    public Duration predictTimeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public long maxBodyBytes() {
        return 100 * Rules.MB;
    }

    /// `input_data` is what a no-code MLflow deployment takes.
    @Override
    public List<SampleRequest> examples(Signature signature, String model, @Nullable String inputExample) {
        return ExampleRows.of(signature, inputExample).requests(predictPath(model), "input_data", "data",
                "dataframe_split");
    }
}
