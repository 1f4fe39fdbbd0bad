package slipway.rehearse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

import slipway.base.Problem;

/// What OCI asks of an environment configuration beyond the form of each field. Stateless.
public final class OciRules {
    /// Bytes of all arguments, and of all environment variables. The documents say “at most” in one place and “less than”
    /// in another: at the limit itself we warn.
    public static final int LIMIT = 2048;
    private static final Pattern KEY = Pattern.compile("[A-Za-z](?:[A-Za-z0-9_]{0,29}[A-Za-z0-9])?");
    private static final Set<String> TYPES = Set.of("DEFAULT", "OCIR_CONTAINER");
    /// The service sets these itself.
    private static final Set<String> INJECTED = Set.of("MODEL_DEPLOYMENT_OCID", "TENANCY_OCID",
            "CONTAINER_CUSTOM_IMAGE", "MODEL_SERVING_PYTHON_VERSION");

    private OciRules() {}

    /// Whether an environment variable may be called `name`, of two characters or more.
    public static boolean names(String name) {
        return name.length() > 1 && KEY.matcher(name).matches();
    }

    /// Whether the service sets `name` itself.
    public static boolean injects(String name) {
        return INJECTED.contains(name);
    }

    static void judge(JsonNode before, JsonNode patch, JsonNode after, List<Lint> lints) {
        JsonNode type = patch.path(OciField.TYPE.key());
        if (type.isString() && !type.asString().isEmpty() && !TYPES.contains(type.asString())) {
            lints.add(Lint.error(OciField.TYPE.key(), Problem.of("rehearse.type-unknown", type.asString(),
                    "OCIR_CONTAINER", "DEFAULT")));
        }
        digest(before, after, lints);
        environment(patch.path(OciField.ENVIRONMENT.key()), after, lints);
        command(patch, after, lints);
    }

    /// The old digest would go on naming the old image (A031, OCI-U1).
    private static void digest(JsonNode before, JsonNode after, List<Lint> lints) {
        String image = OciField.IMAGE.key();
        String digest = OciField.DIGEST.key();
        if (after.path(image).equals(before.path(image))) return;
        if (!after.has(digest)) {
            lints.add(Lint.warning(image, Problem.of("rehearse.digest-none", after.path(image).asString())));
        } else if (after.path(digest).equals(before.path(digest))) {
            lints.add(Lint.error(digest, Problem.of("rehearse.digest-kept", after.path(image).asString())));
        }
    }

    private static void environment(JsonNode sent, JsonNode details, List<Lint> lints) {
        String name = OciField.ENVIRONMENT.key();
        if (sent.isObject()) {
            sent.properties().forEach(pair -> variable(pair, lints));
        }
        int bytes = environmentBytes(details);
        if (bytes > LIMIT) {
            lints.add(Lint.error(name, Problem.of("rehearse.environment-size", bytes, LIMIT)));
        } else if (bytes == LIMIT) {
            lints.add(Lint.warning(name, Problem.of("rehearse.environment-edge", LIMIT)));
        }
    }

    private static void variable(Map.Entry<String, JsonNode> pair, List<Lint> lints) {
        String field = OciField.ENVIRONMENT.key();
        String key = pair.getKey();
        if (!KEY.matcher(key).matches()) {
            lints.add(Lint.error(field, Problem.of("rehearse.environment-key", key)));
        } else if (key.length() == 1) {
            lints.add(Lint.warning(field, Problem.of("rehearse.environment-short", key)));
        } else if (INJECTED.contains(key)) {
            lints.add(Lint.error(field, Problem.of("rehearse.environment-injected", key)));
        }
        if (!pair.getValue().isString()) lints.add(Lint.error(field, Problem.of("rehearse.environment-text", key)));
    }

    private static void command(JsonNode patch, JsonNode after, List<Lint> lints) {
        String entrypoint = OciField.ENTRYPOINT.key();
        String cmd = OciField.CMD.key();
        int bytes = commandBytes(after);
        if (bytes > LIMIT) {
            lints.add(Lint.error(cmd, Problem.of("rehearse.command-size", bytes, LIMIT)));
        } else if (bytes == LIMIT) {
            lints.add(Lint.warning(cmd, Problem.of("rehearse.command-edge", LIMIT)));
        } else if (bytes == 0 && (patch.path(entrypoint).isArray() || patch.path(cmd).isArray())) {
            lints.add(Lint.warning(entrypoint, Problem.of("rehearse.command-none")));
        }
    }

    /// Names and values of all environment variables.
    static int environmentBytes(JsonNode details) {
        return details.path(OciField.ENVIRONMENT.key()).properties().stream()
                .mapToInt(pair -> bytes(pair.getKey()) + bytes(pair.getValue().asString(""))).sum();
    }

    /// All arguments of entrypoint and cmd together (A026).
    static int commandBytes(JsonNode details) {
        return bytes(details.path(OciField.ENTRYPOINT.key())) + bytes(details.path(OciField.CMD.key()));
    }

    private static int bytes(JsonNode list) {
        return list.valueStream().mapToInt(each -> bytes(each.asString(""))).sum();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
