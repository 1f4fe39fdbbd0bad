package slipway.engine.docker;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.engine.EngineContexts;

/// The docker CLI’s contexts in one configuration folder; read anew each time, never written.
///
/// @param hosts reads the address that a context names
record DockerContexts(Path folder, DockerHosts hosts) {
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
        if (name.isEmpty() || name.equals(ContextChoice.NO_CONTEXT)) return null;
        return named(name, by);
    }

    /// The address of the context `name`, which `by` names.
    ///
    /// @throws StudioException when it is not there or cannot be used
    DockerAddress named(String name, String by) {
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

    /// Every context that there is, by name; one that cannot be used says why.
    List<EngineContexts.Context> all() {
        var found = new ArrayList<EngineContexts.Context>();
        Path metas = folder.resolve("contexts/meta");
        if (!Files.isDirectory(metas)) return found;
        try (var each = Files.newDirectoryStream(metas)) {
            for (Path one : each)
                context(one.resolve("meta.json")).ifPresent(found::add);
        } catch (IOException | DirectoryIteratorException e) {
            throw new StudioException(Problem.of("docker.config-unreadable", metas, reason(e)), e);
        }
        found.sort(Comparator.comparing(EngineContexts.Context::name));
        return found;
    }

    /// Empty for a file that names none, which the docker command skips too.
    private Optional<EngineContexts.Context> context(Path file) {
        try {
            JsonNode meta = JsonMapper.shared().readTree(Files.readString(file));
            String name = meta.path("Name").asString("");
            if (name.isEmpty()) return Optional.empty();
            String host = meta.path("Endpoints").path("docker").path("Host").asString("");
            return Optional.of(described(name, host, file));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private EngineContexts.Context described(String name, String host, Path file) {
        try {
            return new EngineContexts.Context(name, host, named(name, file.toString()).elsewhere(), null);
        } catch (StudioException e) {
            return new EngineContexts.Context(name, host, false, e.problem());
        }
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

    /// Never the JSON reader’s own words: they quote the file, and logins stand in it.
    private static String reason(Exception failure) {
        return failure instanceof JacksonException json
                ? LoginFile.place(json)
                : String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
