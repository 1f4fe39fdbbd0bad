package slipway.validate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.JsonTree;
import slipway.base.Problem;
import slipway.store.AtomicFiles;

/// A result as JSON, members always in the same order, and where it is kept. Stateless.
public final class ValidationJson {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS")
            .withZone(ZoneOffset.UTC);

    private ValidationJson() {}

    /// As `validate --json` prints it.
    public static Map<String, @Nullable Object> tree(ValidationResult result) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("model", result.model().toString());
        map.put("name", result.name());
        map.put("verdict", result.good() ? "pass" : "fail");
        map.put("envManager", result.envManager().word());
        map.put("strength", result.strength().word());
        map.put("at", result.at().toString());
        map.put("contentType", result.contentType());
        map.put("input", result.source());
        map.put("status", result.status());
        map.put("answer", answer(result.answer()));
        var environment = new LinkedHashMap<String, Object>();
        environment.put("place", result.environment().place());
        environment.put("python", result.environment().python());
        environment.put("packages", result.environment().packages());
        map.put("environment", environment);
        map.put("preparingMs", millis(result.preparing()));
        map.put("startingMs", millis(result.starting()));
        map.put("predictingMs", millis(result.predicting()));
        map.put("notes", result.notes());
        map.put("log", result.log());
        map.put("problem", problem(result.problem()));
        Path stored = result.stored();
        if (stored != null) map.put("stored", stored.toString());
        return map;
    }

    /// Writes `result` into a file of its own in `folder`, so that experiments can be compared later.
    static ValidationResult keep(ValidationResult result, Path folder) {
        String name = result.name().replaceAll("[^A-Za-z0-9._-]+", "-");
        Path file = folder.resolve(STAMP.format(result.at()) + "-" + name + ".json");
        AtomicFiles.write(file, JSON.writeValueAsString(tree(result)) + "\n");
        return result.storedAt(file);
    }

    private static @Nullable Object answer(String body) {
        if (body.isEmpty()) return null;
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try {
            return JsonTree.read(bytes, 0, bytes.length);
        } catch (JsonTree.Malformed e) {
            return body;
        }
    }

    private static @Nullable Object problem(@Nullable Problem problem) {
        if (problem == null) return null;
        var map = new LinkedHashMap<String, String>();
        map.put("code", problem.code());
        map.put("what", problem.what());
        map.put("why", problem.why());
        map.put("fix", problem.fix());
        return map;
    }

    private static double millis(Duration time) {
        return Math.round(time.toNanos() / 1e5) / 10.0;
    }
}
