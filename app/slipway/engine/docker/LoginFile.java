package slipway.engine.docker;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Docker’s `config.json`, which holds a person’s logins among other settings: read whole, written whole. Any thread.
record LoginFile(Path file) {
    private static final JsonMapper PRETTY = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /// What stands in it; nothing where there is none.
    ObjectNode read() {
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            if (text.isBlank()) return JsonMapper.shared().createObjectNode();
            JsonNode whole = JsonMapper.shared().readTree(text);
            if (whole instanceof ObjectNode object) return object;
            throw StudioException.of("docker.config-unreadable", file, "it is no JSON object");
        } catch (JacksonException e) {
            // neither its message nor a cause: they quote the file, which holds secrets
            throw StudioException.of("docker.config-unreadable", file, place(e));
        } catch (IOException e) {
            throw new StudioException(Problem.of("docker.config-unreadable", file, reason(e)), e);
        }
    }

    /// The object under `name`, made where it is missing.
    ObjectNode part(ObjectNode config, String name) {
        JsonNode part = config.path(name);
        if (part.isMissingNode() || part.isNull()) return config.putObject(name);
        if (part instanceof ObjectNode object) return object;
        throw StudioException.of("docker.config-unreadable", file, "“" + name + "” is no JSON object");
    }

    /// Replaces it in one step by one that only its owner can read; a link keeps pointing where it did.
    void write(ObjectNode config) {
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path folder = target.resolveSibling("");
            Files.createDirectories(folder);
            // made for its owner alone from the start
            Path beside = Files.createTempFile(folder, ".config", ".tmp");
            try {
                try (var out = new FileOutputStream(beside.toFile())) {
                    out.write((PRETTY.writeValueAsString(config) + "\n").getBytes(StandardCharsets.UTF_8));
                    out.getFD().sync();
                }
                Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new StudioException(Problem.of("docker.login-unwritten", file, reason(e)), e);
        }
    }

    /// Where the file ceases to be JSON.
    static String place(JacksonException e) {
        var at = e.getLocation();
        return at == null ? "no JSON" : "no JSON at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
