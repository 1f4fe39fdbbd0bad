package slipway.serve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;

/// How the server was asked to run, from environment variables as the platforms set them.
///
/// @param contract decides where two contracts share a route, and the port where none is given
/// @param name     the served model's name, null to take what its files say; `version` likewise
record ServerSettings(ServingContract contract, String bind, int port, Path model, @Nullable String name,
        @Nullable String version, int threads) {
    private static final List<String> PORTS = List.of("SLIPWAY_PORT", "SAGEMAKER_BIND_TO_PORT", "SERVER_PORT", "PORT");
    private static final List<String> FOLDERS = List.of("SLIPWAY_MODEL_DIR", "AZUREML_MODEL_DIR");

    static ServerSettings from(Map<String, String> env) {
        String id = env.getOrDefault("SLIPWAY_CONTRACT", "mlflow");
        ServingContract contract = Contracts.byId(id).orElseThrow(
                () -> new StudioException(Problem.of("serve.contract", id, String.join(", ", Contracts.ids()))));
        String port = first(env, PORTS);
        return new ServerSettings(contract, env.getOrDefault("SLIPWAY_BIND", "127.0.0.1"),
                port == null ? contract.port() : number("port", port, 65_535), folder(env, contract),
                blankIsNull(env.get("SLIPWAY_MODEL_NAME")), blankIsNull(env.get("SLIPWAY_MODEL_VERSION")),
                number("SLIPWAY_THREADS", env.getOrDefault("SLIPWAY_THREADS", "1"), 1024));
    }

    private static Path folder(Map<String, String> env, ServingContract contract) {
        String named = first(env, FOLDERS);
        if (named != null) return Path.of(named).toAbsolutePath().normalize();
        Path own = Path.of(contract.modelPath());
        if (Files.exists(own)) return own;
        return Contracts.ALL.stream().map(each -> Path.of(each.modelPath())).filter(Files::exists).findFirst()
                .orElseThrow(() -> new StudioException(Problem.of("serve.no-folder", own)));
    }

    private static @Nullable String first(Map<String, String> env, List<String> names) {
        return names.stream().map(env::get).filter(value -> value != null && !value.isBlank()).findFirst().orElse(null);
    }

    private static @Nullable String blankIsNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    private static int number(String what, String text, int most) {
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= 0 && value <= most) return value;
        } catch (NumberFormatException e) {
            // said below, together with numbers out of range
        }
        throw new StudioException(Problem.of("serve.number", what, text, most));
    }
}
