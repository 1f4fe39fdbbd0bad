package slipway.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// Oracle Cloud Infrastructure Data Science, bring your own container: A013–A020 and A040–A043 of the inventory.
final class OciByoc implements ServingContract {
    /// Ports that the service keeps for itself (A019).
    static final Set<Integer> RESERVED_PORTS = Set.of(24224, 8446, 8447);

    @Override
    public String id() {
        return "oci-byoc";
    }

    @Override
    public String title() {
        return "OCI Data Science BYOC";
    }

    @Override
    public String livePath() {
        return "/health";
    }

    @Override
    public String readyPath(String model) {
        return "/health";
    }

    @Override
    public String predictPath(String model) {
        return "/predict";
    }

    /// `/predict/` is another endpoint (A015).
    @Override
    public boolean isPredictPath(String path) {
        return path.equals("/predict");
    }

    /// The platform has no default of its own; its documents use 5000.
    @Override
    public int port() {
        return 5000;
    }

    /// 1024–65535 (A018) without the reserved ones (A019).
    @Override
    public Optional<Problem> portProblem(int port) {
        if (port < 1024 || port > 65_535) return Optional.of(Problem.of("contract.port-range", port, 1024, 65_535));
        if (RESERVED_PORTS.contains(port)) return Optional.of(Problem.of("contract.port-reserved", port));
        return Optional.empty();
    }

    @Override
    public String modelPath() {
        return "/opt/ds/model/deployed_model";
    }

    @Override
    public Map<String, String> environment(Launch launch) {
        Map<String, String> env = Rules.sampleServer(id(), launch);
        env.put("MODEL_DEPLOYMENT_OCID", "ocid1.datasciencemodeldeployment.local.." + launch.endpoint() + "."
                + launch.deployment());
        return env;
    }

    /// The service's own health policy; it replaces the image's.
    @Override
    public HealthPolicy health() {
        return new HealthPolicy(Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofSeconds(3), 3,
                Duration.ofMinutes(10));
    }

    @Override
    public Duration predictTimeout() {
        return Duration.ofSeconds(60);
    }

    @Override
    public long maxBodyBytes() {
        return 10 * Rules.MB;
    }

    /// Bodies are opaque to the platform; the sample server takes MLflow's forms.
    @Override
    public List<SampleRequest> examples(Signature signature, String model, @Nullable String inputExample) {
        return ExampleRows.of(signature, inputExample).requests(predictPath(model), "dataframe_split",
                "dataframe_records", "inputs", "instances");
    }
}
