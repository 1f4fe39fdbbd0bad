package slipway.contract;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// A contract that its profile says all of. Any thread.
record ProfileContract(Profile profile, List<Pattern> predictRoutes) implements ServingContract {
    ProfileContract(Profile profile) {
        this(profile, profile.predict().stream().map(ProfileContract::pattern).toList());
    }

    private static Pattern pattern(String route) {
        String quoted = Pattern.quote(route).replace("{model}", "\\E[^/]+\\Q").replace("{version}", "\\E[0-9]+\\Q");
        return Pattern.compile(quoted);
    }

    @Override
    public String id() {
        return profile.id();
    }

    @Override
    public String title() {
        return profile.title();
    }

    @Override
    public String livePath() {
        return profile.live();
    }

    @Override
    public String readyPath(String model) {
        return filled(profile.ready(), model);
    }

    @Override
    public String predictPath(String model) {
        return filled(profile.predict().getFirst(), model);
    }

    @Override
    public boolean isPredictPath(String path) {
        for (Pattern each : predictRoutes) {
            if (each.matcher(path).matches()) return true;
        }
        return false;
    }

    @Override
    public int port() {
        return profile.port().usual();
    }

    @Override
    public Optional<Problem> portProblem(int port) {
        Profile.Port ports = profile.port();
        if (port < ports.from() || port > ports.to()) {
            return Optional.of(Problem.of("contract.port-range", port, ports.from(), ports.to()));
        }
        if (ports.reserved().contains(port)) return Optional.of(Problem.of("contract.port-reserved", port));
        return Optional.empty();
    }

    @Override
    public String modelPath() {
        return profile.modelPath();
    }

    /// The variables that our own server reads, then the platform's.
    @Override
    public Map<String, String> environment(Launch launch) {
        String port = launch.port() == 0 ? "${port}" : String.valueOf(launch.port());
        var env = new LinkedHashMap<String, String>();
        env.put("SLIPWAY_CONTRACT", id());
        env.put("SLIPWAY_PORT", port);
        env.put("SLIPWAY_MODEL_DIR", launch.modelPath());
        env.put("SLIPWAY_MODEL_NAME", launch.model());
        env.put("SLIPWAY_MODEL_VERSION", launch.version());
        profile.environment().forEach((name, value) -> env.put(name,
                value.replace("${model_path}", launch.modelPath()).replace("${endpoint}", launch.endpoint())
                        .replace("${deployment}", launch.deployment()).replace("${port}", port)));
        return env;
    }

    @Override
    public List<String> arguments() {
        return profile.arguments();
    }

    @Override
    public HealthPolicy health() {
        return profile.health();
    }

    @Override
    public Duration predictTimeout() {
        return profile.predictTime();
    }

    @Override
    public long maxBodyBytes() {
        return profile.maxBodyBytes();
    }

    @Override
    public List<SampleRequest> examples(Signature signature, String model, @Nullable String inputExample) {
        return ExampleRows.of(signature, inputExample).requests(predictPath(model), model, profile.payloads());
    }

    private static String filled(String route, String model) {
        return route.replace("{model}", URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20"));
    }
}
