package slipway.spec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Azure’s own keys that Slipway knows and does nothing with: they are passed on when a file is exported. Stateless.
final class CarriedKeys {
    private static final Set<String> ENDPOINT = Set.of("compute", "public_network_access", "identity", "properties");
    private static final Set<String> DEPLOYMENT = Set.of("description", "tags", "type", "properties",
            "app_insights_enabled", "scale_settings", "egress_public_network_access", "data_collector", "resources");
    private static final Set<String> ENVIRONMENT = Set.of("name", "version", "description", "tags", "os_type",
            "properties");
    private static final Set<String> MODEL = Set.of("description", "tags", "properties", "flavors");
    private static final int DEEPEST = 20;

    private CarriedKeys() {}

    static Map<String, Object> endpoint(MappingNode root) {
        return chosen(root, ENDPOINT);
    }

    /// Those of the deployment, and under `environment` and `model` those of each where it stands in the file.
    static Map<String, Object> deployment(MappingNode root) {
        Map<String, Object> all = chosen(root, DEPLOYMENT);
        inner(root, "environment", ENVIRONMENT, all);
        inner(root, "model", MODEL, all);
        return all;
    }

    private static void inner(MappingNode root, String key, Set<String> keys, Map<String, Object> to) {
        for (var entry : root.getValue()) {
            boolean wanted = entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key);
            if (!wanted || !(entry.getValueNode() instanceof MappingNode map)) continue;
            Map<String, Object> found = chosen(map, keys);
            if (!found.isEmpty()) to.put(key, found);
        }
    }

    private static Map<String, Object> chosen(MappingNode root, Set<String> keys) {
        var all = new LinkedHashMap<String, Object>();
        for (var entry : root.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key) || !keys.contains(key.getValue())) continue;
            Object value = value(entry.getValueNode(), 0);
            if (value != null) all.put(key.getValue(), value);
        }
        return all;
    }

    /// Null for nothing, and for what is too deep to be meant.
    private static @Nullable Object value(Node node, int depth) {
        if (depth > DEEPEST || node.getTag().equals(Tag.NULL)) return null;
        return switch (node) {
            case MappingNode map -> {
                var values = new LinkedHashMap<String, Object>();
                for (var entry : map.getValue()) {
                    Object value = value(entry.getValueNode(), depth + 1);
                    if (entry.getKeyNode() instanceof ScalarNode key && value != null)
                        values.put(key.getValue(), value);
                }
                yield values;
            }
            case SequenceNode list -> {
                List<Object> values = new ArrayList<>();
                for (Node item : list.getValue()) {
                    Object value = value(item, depth + 1);
                    if (value != null) values.add(value);
                }
                yield values;
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> null;
        };
    }

    private static Object scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getTag().equals(Tag.BOOL)) return Boolean.valueOf(text);
        if (!scalar.getTag().equals(Tag.INT) && !scalar.getTag().equals(Tag.FLOAT)) return text;
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            // `.inf`, `0x1f`: as it is written
            return text;
        }
    }
}
