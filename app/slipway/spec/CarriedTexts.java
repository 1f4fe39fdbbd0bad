package slipway.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import slipway.base.Masked;
import slipway.base.PlainWords;

/// Finds what looks secret in the texts of a file that are only passed on: descriptions, tags and properties. One file,
/// one thread.
final class CarriedTexts {
    private static final List<String> FREE = List.of("description", "tags", "properties");
    private static final List<String> OWNERS = List.of("environment", "model");

    private final Map<List<String>, String> found = new LinkedHashMap<>();

    private CarriedTexts() {}

    /// What may stand in their place, by the path of each one.
    static Map<List<String>, String> secret(Path file, String text) {
        var texts = new CarriedTexts();
        MappingNode root = YamlSource.parse(text, new SpecProblems(file)).root();
        if (root != null) texts.look(root);
        return texts.found;
    }

    private void look(MappingNode root) {
        free(List.of(), root);
        for (var entry : root.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key && OWNERS.contains(key.getValue())
                    && entry.getValueNode() instanceof MappingNode map)
                free(List.of(key.getValue()), map);
        }
    }

    private void free(List<String> path, MappingNode map) {
        for (var entry : map.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key && FREE.contains(key.getValue()))
                walk(below(path, key), key.getValue(), entry.getValueNode());
        }
    }

    private void walk(List<String> path, String name, Node node) {
        if (node instanceof MappingNode map) {
            for (var entry : map.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key)
                    walk(below(path, key), key.getValue(), entry.getValueNode());
            }
        } else if (node instanceof ScalarNode scalar && Masked.secret(name, scalar.getValue())) {
            String said = scalar.getValue();
            // where the name says it, nothing of the value is left
            String plain = Masked.named(name) || Masked.text(said).equals(said)
                    ? PlainWords.PLACEHOLDER
                    : PlainWords.masked(said);
            if (!plain.equals(said)) found.put(path, plain);
        } else if (node instanceof SequenceNode list && holds(name, list)) {
            // edits are made by keys, and an item has none
            found.put(path, PlainWords.PLACEHOLDER);
        }
    }

    private static boolean holds(String name, Node node) {
        return switch (node) {
            case ScalarNode scalar -> Masked.secret(name, scalar.getValue());
            case SequenceNode list -> list.getValue().stream().anyMatch(each -> holds(name, each));
            case MappingNode map -> map.getValue().stream().anyMatch(each -> holds(each
                    .getKeyNode() instanceof ScalarNode key ? key.getValue() : name, each.getValueNode()));
            default -> false;
        };
    }

    private static List<String> below(List<String> path, ScalarNode key) {
        var all = new ArrayList<>(path);
        all.add(key.getValue());
        return List.copyOf(all);
    }
}
