package slipway.engine.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.base.StudioException;

/// The docker CLI’s contexts in one configuration folder; read anew each time, never written.
///
/// @param hosts reads the address that a context names
record DockerContexts(Path folder, DockerHosts hosts) {
    /// The name that means: no context.
    private static final String NONE = "default";

    /// The address of the context `named`, else of the configuration’s current one; null when neither names any.
    ///
    /// @throws StudioException when the context is not there or cannot be used: the CLI fails too
    @Nullable
    DockerAddress current(@Nullable String named) {
        String name = named;
        String by = "DOCKER_CONTEXT";
        if (name == null) {
            name = configured();
            by = folder.resolve("config.json").toString();
        }
        if (name.isEmpty() || name.equals(NONE)) return null;
        return address(name, by);
    }

    private String configured() {
        Path file = folder.resolve("config.json");
        try {
            JsonNode current = JsonMapper.shared().readTree(Files.readString(file)).path("currentContext");
            return current.asString("");
        } catch (NoSuchFileException e) {
            return "";
        } catch (JacksonException e) {
            throw StudioException.of("docker.config-unreadable", file, reason(e));
        } catch (IOException e) {
            throw new StudioException(Problem.of("docker.config-unreadable", file, reason(e)), e);
        }
    }

    private DockerAddress address(String name, String by) {
        String id = Bytes.utf8(name).sha256();
        Path file = folder.resolve("contexts/meta").resolve(id).resolve("meta.json");
        String source = "context " + name;
        String host;
        try {
            host = JsonMapper.shared().readTree(Files.readString(file)).path("Endpoints").path("docker").path("Host")
                    .asString("");
        } catch (NoSuchFileException e) {
            throw new StudioException(Problem.of("docker.context-missing", name, by), e);
        } catch (IOException | JacksonException e) {
            throw new StudioException(Problem.of("docker.context-unreadable", name, file, reason(e)), e);
        }
        if (host.isBlank()) throw StudioException.of("docker.context-empty", name, file);
        Path tls = folder.resolve("contexts/tls").resolve(id).resolve("docker");
        return hosts.address(host, source, Files.isDirectory(tls) ? tls : null);
    }

    /// Never the JSON reader’s own words: they quote the file, and logins stand in it.
    private static String reason(Exception failure) {
        return failure instanceof JacksonException json
                ? LoginFile.place(json)
                : String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
