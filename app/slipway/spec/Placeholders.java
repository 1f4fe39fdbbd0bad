package slipway.spec;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import slipway.base.Problem;

/// Finds what a template leaves to be filled in: `{{NAME}}` unquoted (which YAML reads as nested maps or not at all)
/// and `<NAME>`, as many published Azure ML examples have them.
final class Placeholders {
    private static final Pattern BRACES = Pattern.compile("\\{\\{\\s*([A-Za-z_][\\w.-]*)\\s*}}");
    private static final Pattern ANGLES = Pattern.compile("<([A-Za-z_][\\w -]*)>");

    private Placeholders() {}

    /// The name in `<NAME>`, or null.
    static @Nullable String inAngles(String text) {
        Matcher found = ANGLES.matcher(text);
        return found.matches() ? found.group(1) : null;
    }

    /// Looks through a tree that could be read; cyclic trees end too.
    static void check(Node root, SpecProblems problems) {
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        var open = new ArrayDeque<Node>();
        open.add(root);
        while (!open.isEmpty()) {
            Node node = open.poll();
            if (!seen.add(node)) continue;
            if (node instanceof SequenceNode list) open.addAll(list.getValue());
            if (!(node instanceof MappingNode map)) continue;
            for (var entry : map.getValue()) {
                if (entry.getKeyNode() instanceof MappingNode inner) {
                    problems.add(node, "spec.placeholder", firstKey(inner));
                    return;
                }
                open.add(entry.getValueNode());
            }
        }
    }

    /// Looks through a text that could not be read as YAML; true when placeholders are why.
    static boolean check(String text, SpecProblems problems) {
        var names = new TreeSet<String>();
        Mark first = null;
        String[] lines = text.split("\r\n|\n|\r", -1);
        for (int line = 0; line < lines.length; line++) {
            Matcher found = BRACES.matcher(lines[line].replaceFirst("(^|\\s)#.*", ""));
            while (found.find()) {
                names.add(found.group(1));
                if (first == null) first = new Mark("file", 0, line, found.start(), new int[0], 0);
            }
        }
        if (first == null) return false;
        problems.add(first, Problem.of("spec.placeholder", String.join(", ", names)));
        return true;
    }

    private static String firstKey(MappingNode map) {
        return map.getValue().stream().findFirst()
                .flatMap(entry -> entry.getKeyNode() instanceof ScalarNode s
                        ? Optional.of(s.getValue())
                        : Optional.empty())
                .orElse("{{…}}");
    }
}
