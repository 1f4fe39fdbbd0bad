package slipway.engine.docker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.github.dockerjava.api.model.AuthConfig;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.StudioException;

/// A person's logins to registries, as `docker login` keeps them: credential helpers first, then what stands in
/// `config.json`. Secrets are handed on and never kept, logged or shown. Any thread.
final class RegistryLogin {
    private static final int HELPER_SECONDS = 10;

    private final JsonNode config;

    private RegistryLogin(JsonNode config) {
        this.config = config;
    }

    static RegistryLogin ofPerson() {
        String folder = System.getenv("DOCKER_CONFIG");
        return of(folder == null || folder.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".docker", "config.json")
                : Path.of(folder, "config.json"));
    }

    static RegistryLogin of(Path file) {
        try {
            return new RegistryLogin(Files.exists(file)
                    ? JsonMapper.shared().readTree(Files.readString(file))
                    : JsonMapper.shared().createObjectNode());
        } catch (IOException | JacksonException e) {
            throw new StudioException(Problem.of("docker.config-unreadable", file, String.valueOf(e.getMessage())), e);
        }
    }

    /// The login for a registry's host; empty where there is none.
    Optional<AuthConfig> find(String registry) throws InterruptedException {
        String helper = config.path("credHelpers").path(registry).asString(config.path("credsStore").asString(""));
        if (!helper.isEmpty()) {
            Optional<AuthConfig> found = ask(helper, registry);
            if (found.isPresent()) return found;
        }
        String auth = config.path("auths").path(registry).path("auth").asString("");
        if (auth.isEmpty()) return Optional.empty();
        try {
            String[] parts = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8).split(":", 2);
            if (parts.length < 2) return Optional.empty();
            return Optional.of(new AuthConfig().withRegistryAddress(registry).withUsername(parts[0])
                    .withPassword(parts[1]));
        } catch (IllegalArgumentException e) {
            throw new StudioException(Problem.of("docker.login-unreadable", registry), e);
        }
    }

    private static Optional<AuthConfig> ask(String helper, String registry) throws InterruptedException {
        String program = "docker-credential-" + helper;
        try {
            Process process = new ProcessBuilder(program, "get").redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write((registry + "\n").getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(HELPER_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw StudioException.of("docker.helper", program, HELPER_SECONDS);
            }
            if (process.exitValue() != 0) return Optional.empty();
            JsonNode said = JsonMapper.shared().readTree(process.getInputStream());
            var login = new AuthConfig().withRegistryAddress(registry);
            String user = said.path("Username").asString("");
            String secret = said.path("Secret").asString("");
            return Optional.of(user.equals("<token>")
                    ? login.withIdentityToken(secret)
                    : login.withUsername(user).withPassword(secret));
        } catch (IOException | JacksonException e) {
            throw new StudioException(Problem.of("docker.helper", program, HELPER_SECONDS), e);
        }
    }
}
