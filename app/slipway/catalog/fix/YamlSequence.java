package slipway.catalog.fix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import slipway.catalog.SafeYaml;

/// A list inside a YAML text, changed in that text: comments, order and all the rest stay. A change that would not read
/// back as meant answers null. Immutable.
final class YamlSequence {
    private final String text;
    private final List<String> path;
    private final SequenceNode node;

    private YamlSequence(String text, List<String> path, SequenceNode node) {
        this.text = text;
        this.path = path;
        this.node = node;
    }

    /// The list at `path`: keys, through maps and through lists of maps. Null where there is none that can be changed.
    static @Nullable YamlSequence at(String text, String... path) {
        try {
            // bounds depth and size before anything is composed
            SafeYaml.map(text);
            Node at = new Compose(LoadSettings.builder().setUseMarks(true).build()).composeString(text).orElse(null);
            for (String key : path)
                at = at == null ? null : child(at, key);
            boolean breaks = text.chars().anyMatch(c -> c == 0x85 || c == 0x2028 || c == 0x2029);
            return at instanceof SequenceNode found && !breaks && !text.startsWith("\uFEFF")
                    ? new YamlSequence(text, List.of(path), found)
                    : null;
        } catch (YamlEngineException e) {
            return null;
        }
    }

    private static @Nullable Node child(Node node, String key) {
        if (node instanceof SequenceNode list) {
            for (Node each : list.getValue()) {
                Node found = each instanceof MappingNode ? child(each, key) : null;
                if (found != null) return found;
            }
        } else if (node instanceof MappingNode map) {
            for (NodeTuple each : map.getValue())
                if (each.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
                    return each.getValueNode();
        }
        return null;
    }

    /// The texts in it, empty for what is no text.
    List<String> items() {
        return node.getValue().stream().map(each -> each instanceof ScalarNode text ? text.getValue() : "").toList();
    }

    /// The text of all with `value` in the place of an item.
    @Nullable
    String with(int index, String value) {
        var expected = new ArrayList<>(items());
        expected.set(index, value);
        if (node.getFlowStyle() == FlowStyle.FLOW) return flow(expected);
        String[] lines = lines();
        Node item = node.getValue().get(index);
        Mark start = item.getStartMark().orElse(null);
        Mark end = item.getEndMark().orElse(null);
        if (start == null || end == null || start.getLine() != end.getLine()) return null;
        String line = lines[start.getLine()];
        lines[start.getLine()] = line.substring(0, line.offsetByCodePoints(0, start.getColumn())) + scalar(value)
                + line.substring(line.offsetByCodePoints(0, end.getColumn()));
        return checked(String.join("\n", lines), expected);
    }

    /// The text of all without an item; its line goes, with the comment on it.
    @Nullable
    String without(int index) {
        var expected = new ArrayList<>(items());
        expected.remove(index);
        if (node.getFlowStyle() == FlowStyle.FLOW) return flow(expected);
        var lines = new ArrayList<>(List.of(lines()));
        Mark start = node.getValue().get(index).getStartMark().orElse(null);
        if (start == null || expected.isEmpty() || !lines.get(start.getLine()).matches("\\s*-\\s.*\\r?")) return null;
        lines.remove(start.getLine());
        return checked(String.join("\n", lines), expected);
    }

    /// The text of all with one more item after the last.
    @Nullable
    String plus(String value) {
        var expected = new ArrayList<>(items());
        expected.add(value);
        if (node.getFlowStyle() == FlowStyle.FLOW) return flow(expected);
        Mark start = node.getValue().getLast().getStartMark().orElse(null);
        if (start == null || !(node.getValue().getLast() instanceof ScalarNode)) return null;
        var lines = new ArrayList<>(List.of(lines()));
        String last = lines.get(start.getLine());
        int dash = last.indexOf('-');
        if (dash < 0 || !last.substring(0, dash).isBlank()) return null;
        String end = text.contains("\r\n") ? "\r" : "";
        if (start.getLine() == lines.size() - 1) lines.add("");
        lines.add(start.getLine() + 1, last.substring(0, dash) + "- " + scalar(value) + end);
        return checked(String.join("\n", lines), expected);
    }

    private @Nullable String flow(List<String> items) {
        String[] lines = lines();
        Mark start = node.getStartMark().orElse(null);
        Mark end = node.getEndMark().orElse(null);
        if (start == null || end == null || start.getLine() != end.getLine()) return null;
        String line = lines[start.getLine()];
        lines[start.getLine()] = line.substring(0, line.offsetByCodePoints(0, start.getColumn())) + "["
                + String.join(", ", items.stream().map(YamlSequence::quotedInFlow).toList()) + "]"
                + line.substring(line.offsetByCodePoints(0, end.getColumn()));
        return checked(String.join("\n", lines), items);
    }

    private String[] lines() {
        return text.split("\n", -1);
    }

    private static String quotedInFlow(String value) {
        return value.matches("[\\w./=<>~!-]*") && !value.isEmpty() ? value : quoted(value);
    }

    private static String scalar(String value) {
        boolean plain = value.matches("[A-Za-z0-9].*") && !value.contains(": ") && !value.contains(" #")
                && !value.endsWith(":");
        return plain ? value : quoted(value);
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /// `after`, where the list in it is the one expected and everything else is the same.
    private @Nullable String checked(String after, List<String> expected) {
        YamlSequence read = at(after, path.toArray(String[]::new));
        if (read == null || !read.items().equals(expected)) return null;
        return rest(text).equals(rest(after)) ? after : null;
    }

    /// Everything but the texts in the list.
    private Map<String, Object> rest(String all) {
        Map<String, Object> map = SafeYaml.map(all);
        Object at = map;
        for (String key : path)
            at = value(at, key);
        if (at instanceof List<?> list) list.removeIf(each -> each instanceof String);
        return map;
    }

    private static @Nullable Object value(@Nullable Object at, String key) {
        if (at instanceof Map<?, ?> map) return map.get(key);
        if (!(at instanceof List<?> list)) return null;
        for (Object each : list)
            if (each instanceof Map<?, ?> map && map.containsKey(key)) return map.get(key);
        return null;
    }
}
