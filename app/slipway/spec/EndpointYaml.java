package slipway.spec;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads and writes `endpoint.yml`, by Azure ML's online endpoint schema (reference-yaml-endpoint-online).
final class EndpointYaml {
    private static final Set<String> KEYS = Set.of("$schema", "name", "description", "tags", "auth_mode", "compute",
            "traffic", "mirror_traffic", "public_network_access", "identity", "properties", "x-slipway");
    /// Azure's rule for endpoint and deployment names.
    private static final Pattern NAME = Pattern.compile("[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?");

    private EndpointYaml() {}

    /// The spec, or null where `problems` holds why not.
    static @Nullable EndpointSpec read(MappingNode root, SpecProblems problems) {
        YamlMap map = YamlMap.of(root, problems);
        map.noteUnknown(KEYS);
        String name = map.required("name");
        checkName(map.value("name"), name, problems);
        EndpointSpec.AuthMode mode = mode(map, problems);
        String description = map.text("description");
        Map<String, String> tags = map.textMap("tags");
        Map<String, Integer> traffic = percents(map.map("traffic"));
        Map<String, Integer> mirror = percents(map.map("mirror_traffic"));
        var slipway = EndpointExtensionYaml.read(map.map("x-slipway"), problems);
        if (!problems.good()) return null;
        TrafficRules.check(traffic, mirror, kubernetes(map), map, problems);
        if (!problems.good() || name == null) return null;
        return new EndpointSpec(name, mode, description == null ? "" : description, tags, traffic, mirror,
                slipway);
    }

    /// 3 to 32 letters, digits and dashes, beginning with a letter.
    static void checkName(@Nullable Node place, @Nullable String name, SpecProblems problems) {
        if (name == null) return;
        String placeholder = Placeholders.inAngles(name.strip());
        if (placeholder != null) problems.add(place, "spec.placeholder", placeholder);
        else if (name.length() < 3 || name.length() > 32 || !NAME.matcher(name).matches()) {
            problems.add(place, "spec.name", name);
        }
    }

    static String write(EndpointSpec spec) {
        var out = new YamlWriter();
        out.put("$schema", "https://azuremlschemas.azureedge.net/latest/managedOnlineEndpoint.schema.json");
        out.put("name", spec.name());
        out.put("auth_mode", spec.authMode().word());
        if (!spec.description().isEmpty()) out.put("description", spec.description());
        out.map("tags", spec.tags());
        out.numbers("traffic", spec.traffic());
        out.numbers("mirror_traffic", spec.mirror());
        EndpointExtensionYaml.write(spec.slipway(), out);
        return out.toString();
    }

    private static EndpointSpec.AuthMode mode(YamlMap map, SpecProblems problems) {
        String word = map.text("auth_mode");
        if (word == null) return EndpointSpec.AuthMode.KEY;
        // published examples write `Key`
        String lower = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(EndpointSpec.AuthMode.values()).filter(mode -> mode.word().equals(lower)).findFirst()
                .orElseGet(() -> {
                    problems.add(map.value("auth_mode"), "spec.auth-mode", word);
                    return EndpointSpec.AuthMode.KEY;
                });
    }

    static Map<String, Integer> percents(YamlMap map) {
        var all = new LinkedHashMap<String, Integer>();
        for (String name : map.keys()) {
            Integer share = map.integer(name, 0, 100);
            if (share != null) all.put(name, share);
        }
        return all;
    }

    private static boolean kubernetes(YamlMap map) {
        String schema = map.text("$schema");
        return map.has("compute") || (schema != null && schema.contains("kubernetesOnline"));
    }
}
