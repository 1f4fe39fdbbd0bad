package slipway.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// How one platform talks to a model server: routes, port, environment, health policy, limits, payload forms.
/// One per platform, listed in [Contracts#ALL]; facts only, no I/O.
public interface ServingContract {
    /// The stable id: `oci-byoc`, `sagemaker` …
    String id();

    /// The platform's own name for it, the same in every language.
    String title();

    /// Route of the liveness probe (GET, 200).
    String livePath();

    /// Route of the readiness probe (GET, 200); `model` is the served model's name.
    String readyPath(String model);

    /// Route of a prediction (POST).
    String predictPath(String model);

    /// Whether `path` (as received, never normalised) is this contract's predict route for any model.
    boolean isPredictPath(String path);

    /// The port that the platform expects inside the container.
    int port();

    /// Why this platform would refuse `port`, empty when it takes it.
    default Optional<Problem> portProblem(int port) {
        return port < 1 || port > 65_535
                ? Optional.of(Problem.of("contract.port-range", port, 1, 65_535))
                : Optional.empty();
    }

    /// Where the platform mounts the artifact, read-only.
    String modelPath();

    /// Environment that the platform sets, and that our sample server reads; with port 0 the values say `${port}`,
    /// which the engine fills in.
    Map<String, String> environment(Launch launch);

    /// What the platform appends to the container's entrypoint.
    default List<String> arguments() {
        return List.of();
    }

    HealthPolicy health();

    Duration predictTimeout();

    /// Largest request body in bytes.
    long maxBodyBytes();

    /// Requests that fit `signature`, the usual form first; made from `inputExample` (MLflow's
    /// `serving_input_example.json` text) where there is one, else from types and shapes. Empty for an unknown
    /// signature without example.
    List<SampleRequest> examples(Signature signature, String model, @Nullable String inputExample);
}
