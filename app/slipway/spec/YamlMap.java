package slipway.spec;

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

import slipway.base.Text;

/// A map of a YAML file read key by key; a value of the wrong kind is added to the file's problems and read as absent.
final class YamlMap {
    private final @Nullable Node node;
    private final String path;
    private final SpecProblems problems;
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Map<String, Node> values = new LinkedHashMap<>();

    private YamlMap(@Nullable MappingNode node, String path, SpecProblems problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        if (node == null) return;
        for (var entry : node.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) continue;
            if (keys.put(key.getValue(), key) != null) problems.add(key, "spec.duplicate", path + key.getValue());
            values.put(key.getValue(), entry.getValueNode());
        }
    }

    static YamlMap of(MappingNode node, SpecProblems problems) {
        return new YamlMap(node, "", problems);
    }

    /// The node itself, for problems of the map as a whole.
    @Nullable
    Node node() {
        return node;
    }

    Set<String> keys() {
        return keys.keySet();
    }

    /// Whether `key` is there with a value.
    boolean has(String key) {
        Node value = values.get(key);
        return value != null && !nothing(value);
    }

    @Nullable
    Node value(String key) {
        return values.get(key);
    }

    @Nullable
    Node key(String key) {
        return keys.get(key);
    }

    /// Any scalar, as it is written.
    @Nullable
    String text(String key) {
        Node value = values.get(key);
        if (value == null || nothing(value)) return null;
        if (value instanceof ScalarNode scalar) return scalar.getValue();
        wrong(value, key, Text.of("spec.kind.text"));
        return null;
    }

    /// As [#text], and a problem where it is missing.
    @Nullable
    String required(String key) {
        if (!has(key)) problems.add(keys.containsKey(key) ? keys.get(key) : node, "spec.required", path + key);
        return text(key);
    }

    @Nullable
    Integer integer(String key, int least, int most) {
        Node value = values.get(key);
        if (value == null || nothing(value)) return null;
        if (!(value instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.INT)) {
            wrong(value, key, Text.of("spec.kind.integer"));
            return null;
        }
        try {
            int number = Integer.decode(scalar.getValue().replace("0o", "0"));
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            // too large for any of our keys: out of range as well
        }
        problems.add(value, "spec.range", path + key, scalar.getValue(), least, most);
        return null;
    }

    /// `true` or `false`, false where it is missing.
    boolean flag(String key) {
        Node value = values.get(key);
        if (value == null || nothing(value)) return false;
        if (value instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
            return scalar.getValue().equalsIgnoreCase("true");
        }
        wrong(value, key, Text.of("spec.kind.flag"));
        return false;
    }

    @Nullable
    Double positive(String key) {
        Node value = values.get(key);
        if (value == null || nothing(value)) return null;
        if (value instanceof ScalarNode scalar
                && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))) {
            try {
                double number = Double.parseDouble(scalar.getValue());
                if (number > 0 && Double.isFinite(number)) return number;
            } catch (NumberFormatException e) {
                // `.inf` and the like: no amount of anything
            }
        }
        wrong(value, key, Text.of("spec.kind.positive"));
        return null;
    }

    /// A list of scalars; empty where it is missing.
    List<String> texts(String key) {
        Node value = values.get(key);
        var all = new ArrayList<String>();
        if (value == null || nothing(value)) return all;
        if (!(value instanceof SequenceNode list)) {
            wrong(value, key, Text.of("spec.kind.list"));
            return all;
        }
        for (Node item : list.getValue()) {
            if (item instanceof ScalarNode scalar && !nothing(item)) all.add(scalar.getValue());
            else
                wrong(item, key, Text.of("spec.kind.text"));
        }
        return all;
    }

    /// The map under `key`; an empty one where it is missing.
    YamlMap map(String key) {
        Node value = values.get(key);
        if (value instanceof MappingNode map) return new YamlMap(map, path + key + ".", problems);
        if (value != null && !nothing(value)) wrong(value, key, Text.of("spec.kind.map"));
        return new YamlMap(null, path + key + ".", problems);
    }

    /// As [#map], and a problem where it is missing.
    YamlMap requiredMap(String key) {
        if (!has(key)) problems.add(keys.containsKey(key) ? keys.get(key) : node, "spec.required", path + key);
        return map(key);
    }

    /// Text by text, in the file's order.
    Map<String, String> textMap(String key) {
        YamlMap map = map(key);
        var all = new LinkedHashMap<String, String>();
        for (String name : map.keys()) {
            String text = map.text(name);
            all.put(name, text == null ? "" : text);
        }
        return all;
    }

    /// Notes every key that is not in `known`, with the one that was probably meant.
    void noteUnknown(Set<String> known) {
        keys.forEach((key, place) -> {
            if (known.contains(key)) return;
            String meant = Guess.nearest(key, known);
            if (meant == null) problems.note(place, "spec.unknown-key", path + key);
            else
                problems.note(place, "spec.misspelled-key", path + key, meant);
        });
    }

    private void wrong(Node value, String key, String wanted) {
        problems.add(value, "spec.type", path + key, wanted, kind(value));
    }

    private static boolean nothing(Node value) {
        return value.getTag().equals(Tag.NULL);
    }

    private static String kind(Node value) {
        if (value instanceof MappingNode) return Text.of("spec.kind.map");
        if (value instanceof SequenceNode) return Text.of("spec.kind.list");
        return nothing(value)
                ? Text.of("spec.kind.nothing")
                : Text.of("spec.kind.scalar", ((ScalarNode) value).getValue());
    }
}
