package slipway.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// Amazon SageMaker hosting: A116 and A119–A125 of the inventory.
final class SageMaker implements ServingContract {
    @Override
    public String id() {
        return "sagemaker";
    }

    @Override
    public String title() {
        return "Amazon SageMaker";
    }

    /// 200 with an empty body (A122).
    @Override
    public String livePath() {
        return "/ping";
    }

    @Override
    public String readyPath(String model) {
        return "/ping";
    }

    /// A123.
    @Override
    public String predictPath(String model) {
        return "/invocations";
    }

    @Override
    public boolean isPredictPath(String path) {
        return path.equals("/invocations");
    }

    /// A121; `SAGEMAKER_BIND_TO_PORT` replaces it.
    @Override
    public int port() {
        return 8080;
    }

    /// A116.
    @Override
    public String modelPath() {
        return "/opt/ml/model";
    }

    @Override
    public Map<String, String> environment(Launch launch) {
        Map<String, String> env = Rules.sampleServer(id(), launch);
        env.put("SAGEMAKER_BIND_TO_PORT", Rules.port(launch));
        env.put("SAGEMAKER_MODEL_SERVER_TIMEOUT", "60");
        return env;
    }

    /// The service starts the container with `docker run IMAGE serve` (A130).
    @Override
    public List<String> arguments() {
        return List.of("serve");
    }

    /// `/ping` within 2 s, steadily within 8 min; how often the service asks is not published, its local mode asks
    /// every 5 s, and how many failures it forgives is ours.
    @Override
    public HealthPolicy health() {
        return new HealthPolicy(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(2), 3, Duration.ofMinutes(8));
    }

    @Override
    public Duration predictTimeout() {
        return Duration.ofSeconds(60);
    }

    /// What the service takes today; its SDK still says 6 MiB.
    @Override
    public long maxBodyBytes() {
        return 25 * Rules.MB;
    }

    /// CSV comes without a header here, as the built-in algorithms take it.
    @Override
    public List<SampleRequest> examples(Signature signature, String model, @Nullable String inputExample) {
        return ExampleRows.of(signature, inputExample).requests(predictPath(model), "dataframe_split", "inputs",
                "instances", "csv-rows");
    }
}
