package slipway.contract;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// The Open Inference Protocol, version 2, over REST: KServe, Triton and others.
final class OipV2 implements ServingContract {
    private static final Pattern INFER = Pattern.compile("/v2/models/[^/]+(?:/versions/[0-9]+)?/infer");

    @Override
    public String id() {
        return "oip-v2";
    }

    @Override
    public String title() {
        return "Open Inference Protocol v2";
    }

    @Override
    public String livePath() {
        return "/v2/health/live";
    }

    @Override
    public String readyPath(String model) {
        return "/v2/models/" + encoded(model) + "/ready";
    }

    @Override
    public String predictPath(String model) {
        return "/v2/models/" + encoded(model) + "/infer";
    }

    @Override
    public boolean isPredictPath(String path) {
        return INFER.matcher(path).matches();
    }

    /// Triton's; KServe gives its containers 8080.
    @Override
    public int port() {
        return 8000;
    }

    @Override
    public String modelPath() {
        return "/mnt/models";
    }

    /// The protocol names no variables: its servers are configured by arguments.
    @Override
    public Map<String, String> environment(Launch launch) {
        return Rules.sampleServer(id(), launch);
    }

    /// The protocol leaves this to Kubernetes: its probe defaults, and a start limit of ours.
    @Override
    public HealthPolicy health() {
        return new HealthPolicy(Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(1), 3,
                Duration.ofMinutes(10));
    }

    /// Not stated by the protocol; ours.
    @Override
    public Duration predictTimeout() {
        return Duration.ofSeconds(60);
    }

    /// Triton's `--http-max-input-size`.
    @Override
    public long maxBodyBytes() {
        return 64 * Rules.MIB;
    }

    @Override
    public List<SampleRequest> examples(Signature signature, String model, @Nullable String inputExample) {
        return ExampleRows.of(signature, inputExample).requests(predictPath(model), "infer");
    }

    private static String encoded(String model) {
        return URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
