package slipway.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import slipway.base.StudioException;

/// Changes one top-level key of a YAML text and leaves every other character as it is: comments, order, quoting,
/// line breaks. Whoever calls reads the result again and compares, so an edit that went astray is never written.
final class YamlEdit {
    private static final Pattern ALIAS = Pattern.compile("\\s*:\\s*(\\*[^\\s,\\[\\]{}]+)");
    private static final Pattern DOCUMENT_END = Pattern.compile("(?m)^(\\.\\.\\.)\\s*$");

    private final YamlSource source;
    private final String text;
    private final MappingNode root;
    private final List<Splice> splices = new ArrayList<>();

    private record Splice(int from, int to, String by) {}

    private YamlEdit(YamlSource source, MappingNode root) {
        this.source = source;
        this.text = source.text();
        this.root = root;
    }

    /// `text` with the map under `key` replaced by `wanted`.
    static String setMap(Path file, String text, String key, Map<String, Integer> wanted) {
        YamlEdit edit = of(file, text);
        NodeTuple entry = edit.entry(key);
        if (entry == null) {
            if (!wanted.isEmpty()) edit.append(key, flow(wanted), wanted);
        } else {
            edit.change(entry, wanted);
        }
        return edit.applied();
    }

    /// `text` with the scalar under `key` replaced by `word`.
    static String setScalar(Path file, String text, String key, String word) {
        YamlEdit edit = of(file, text);
        NodeTuple entry = edit.entry(key);
        if (entry == null) edit.append(key, YamlWriter.quoted(word), Map.of());
        else
            edit.replaceValue(entry, YamlWriter.quoted(word));
        return edit.applied();
    }

    /// `text` with the scalar under `key` of the map under `parent` replaced by `word`; both are made where missing.
    static String setScalarIn(Path file, String text, String parent, String key, String word) {
        YamlEdit edit = of(file, text);
        String quoted = YamlWriter.quoted(word);
        NodeTuple above = edit.entry(parent);
        if (above == null) {
            edit.append(parent, "{" + key + ": " + quoted + "}", Map.of());
        } else if (above.getValueNode() instanceof MappingNode map && !edit.aliased(above)) {
            edit.setIn(map, key, quoted);
        } else {
            throw StudioException.of("spec.edit-unsafe", file.getFileName());
        }
        return edit.applied();
    }

    /// `text` with what stands at the end of `path` replaced by `flow`; the maps on the way are made where missing. Null
    /// takes it out.
    static String setPath(Path file, String text, List<String> path, @Nullable String flow) {
        YamlEdit edit = of(file, text);
        MappingNode map = edit.root;
        for (int i = 0; i < path.size(); i++) {
            NodeTuple known = entry(map, path.get(i));
            if (known != null && edit.aliased(known)) throw StudioException.of("spec.edit-unsafe", file.getFileName());
            boolean last = i == path.size() - 1;
            if (!last && known != null && known.getValueNode() instanceof MappingNode inner
                    && !inner.getValue().isEmpty()) {
                map = inner;
                continue;
            }
            if (flow == null) {
                if (last && known != null) edit.take(map, known);
                return edit.applied();
            }
            String value = nested(path.subList(i + 1, path.size()), flow);
            if (known != null) edit.replaceValue(known, value);
            else if (i == 0)
                edit.append(path.get(i), value, Map.of());
            else
                edit.setIn(map, path.get(i), value);
            break;
        }
        return edit.applied();
    }

    private static String nested(List<String> path, String flow) {
        return path.isEmpty()
                ? flow
                : "{" + YamlWriter.quoted(path.getFirst()) + ": " + nested(path.subList(1, path.size()), flow) + "}";
    }

    /// Takes one entry out of a map.
    private void take(MappingNode map, NodeTuple entry) {
        List<NodeTuple> all = map.getValue();
        if (map.getFlowStyle() != FlowStyle.FLOW) {
            if (all.size() > 1) {
                splices.add(new Splice(lineStart(source.start(entry.getKeyNode())),
                        lineEnd(deepEnd(entry.getValueNode())), ""));
            } else {
                replaceRange(map, "{}");
            }
            return;
        }
        int at = all.indexOf(entry);
        int from = at == 0 ? source.start(entry.getKeyNode()) : deepEnd(all.get(at - 1).getValueNode());
        int to = at == 0 && all.size() > 1 ? source.start(all.get(1).getKeyNode()) : deepEnd(entry.getValueNode());
        splices.add(new Splice(from, to, ""));
    }

    private void replaceRange(MappingNode map, String by) {
        splices.add(new Splice(source.start(map), deepEnd(map), by));
    }

    private static @Nullable NodeTuple entry(MappingNode map, String key) {
        return map.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode s && s.getValue().equals(key)).findFirst()
                .orElse(null);
    }

    private void setIn(MappingNode map, String key, String quoted) {
        NodeTuple known = entry(map, key);
        if (known != null) {
            replaceValue(known, quoted);
        } else if (map.getFlowStyle() == FlowStyle.FLOW) {
            int brace = source.end(map) - 1;
            splices.add(new Splice(brace, brace, (map.getValue().isEmpty() ? "" : ", ") + key + ": " + quoted));
        } else {
            int first = source.start(map.getValue().getFirst().getKeyNode());
            String indent = text.substring(lineStart(first), first);
            splices.add(new Splice(lineStart(first), lineStart(first),
                    indent + key + ": " + quoted + source.newline()));
        }
    }

    private static YamlEdit of(Path file, String text) {
        var problems = new SpecProblems(file);
        YamlSource source = YamlSource.parse(text, problems);
        MappingNode root = source.root();
        if (root == null) throw new StudioException(problems.errors().getFirst().problem());
        return new YamlEdit(source, root);
    }

    private @Nullable NodeTuple entry(String key) {
        return entry(root, key);
    }

    private void change(NodeTuple entry, Map<String, Integer> wanted) {
        Node value = entry.getValueNode();
        boolean inPlace = value instanceof MappingNode map && !aliased(entry) && !map.getValue().isEmpty()
                && map.getValue().stream().allMatch(share -> share.getKeyNode() instanceof ScalarNode
                        && share.getValueNode() instanceof ScalarNode && !aliased(share));
        if (!inPlace || !(value instanceof MappingNode map)) {
            replaceValue(entry, flow(wanted));
        } else if (map.getFlowStyle() == FlowStyle.FLOW) {
            var names = map.getValue().stream().map(share -> ((ScalarNode) share.getKeyNode()).getValue()).toList();
            if (wanted.size() == names.size() && wanted.keySet().containsAll(names)) changeShares(map, wanted);
            else
                replaceValue(entry, flow(wanted));
        } else if (wanted.isEmpty()) {
            map.getValue().forEach(this::deleteLines);
            int colon = text.indexOf(':', source.end(entry.getKeyNode()));
            splices.add(new Splice(colon + 1, colon + 1, " {}"));
        } else {
            changeLines(map, wanted);
        }
    }

    private void changeLines(MappingNode map, Map<String, Integer> wanted) {
        var missing = new LinkedHashMap<>(wanted);
        for (NodeTuple share : map.getValue()) {
            if (missing.remove(((ScalarNode) share.getKeyNode()).getValue()) == null) deleteLines(share);
        }
        changeShares(map, wanted);
        if (missing.isEmpty()) return;
        NodeTuple first = map.getValue().getFirst();
        int start = source.start(first.getKeyNode());
        String indent = text.substring(lineStart(start), start);
        int at = lineEnd(source.end(map.getValue().getLast().getValueNode()));
        var lines = new StringBuilder();
        boolean lastStays = wanted.containsKey(((ScalarNode) map.getValue().getLast().getKeyNode()).getValue());
        if (at == text.length() && !endsWithBreak() && lastStays) lines.append(source.newline());
        missing.forEach((name, share) -> lines.append(indent).append(YamlWriter.quoted(name)).append(": ").append(share)
                .append(source.newline()));
        splices.add(new Splice(at, at, lines.toString()));
    }

    private void changeShares(MappingNode map, Map<String, Integer> wanted) {
        for (NodeTuple share : map.getValue()) {
            Integer next = wanted.get(((ScalarNode) share.getKeyNode()).getValue());
            ScalarNode old = (ScalarNode) share.getValueNode();
            if (next == null || (old.getValue().equals(next.toString()) && old.isPlain())) continue;
            splices.add(valueSplice(share, next.toString()));
        }
    }

    private void replaceValue(NodeTuple entry, String by) {
        if (aliased(entry)) {
            Matcher alias = ALIAS.matcher(text).region(source.end(entry.getKeyNode()), text.length());
            if (alias.lookingAt()) splices.add(new Splice(alias.start(1), alias.end(1), by));
            return;
        }
        splices.add(valueSplice(entry, by));
    }

    private Splice valueSplice(NodeTuple entry, String by) {
        int from = source.start(entry.getValueNode());
        int to = deepEnd(entry.getValueNode());
        boolean glued = from > 0 && text.charAt(from - 1) == ':';
        // a text in lines of its own ends behind the last line break
        boolean lines = to > from && text.charAt(to - 1) == '\n';
        return new Splice(from, to, (glued ? " " : "") + by + (lines ? source.newline() : ""));
    }

    /// A value that stands before its own key is an alias: one node, written elsewhere.
    private boolean aliased(NodeTuple entry) {
        return source.start(entry.getValueNode()) < source.end(entry.getKeyNode());
    }

    private void deleteLines(NodeTuple entry) {
        splices.add(new Splice(lineStart(source.start(entry.getKeyNode())),
                lineEnd(source.end(entry.getValueNode())), ""));
    }

    private void append(String key, String flow, Map<String, Integer> block) {
        if (root.getFlowStyle() == FlowStyle.FLOW) {
            int brace = source.end(root) - 1;
            splices.add(new Splice(brace, brace, ", " + key + ": " + flow));
            return;
        }
        int start = source.start(root.getValue().getFirst().getKeyNode());
        String indent = text.substring(lineStart(start), start).replace("\uFEFF", "");
        if (!indent.isBlank()) indent = "";
        int at = text.length();
        Matcher end = DOCUMENT_END.matcher(text).region(deepEnd(root), text.length());
        if (end.find()) at = end.start(1);
        var lines = new StringBuilder();
        if (at == text.length() && !endsWithBreak()) lines.append(source.newline());
        lines.append(indent).append(key).append(':');
        if (block.isEmpty()) lines.append(' ').append(flow).append(source.newline());
        else
            lines.append(source.newline());
        String inner = indent + "  ";
        block.forEach((name, share) -> lines.append(inner).append(YamlWriter.quoted(name)).append(": ").append(share)
                .append(source.newline()));
        splices.add(new Splice(at, at, lines.toString()));
    }

    /// The end of what is written: a block collection's own end mark stands beyond the comments that follow it.
    private int deepEnd(Node node) {
        if (node instanceof MappingNode map && map.getFlowStyle() != FlowStyle.FLOW && !map.getValue().isEmpty()) {
            NodeTuple last = map.getValue().getLast();
            return aliased(last) ? lineEnd(source.end(last.getKeyNode())) : deepEnd(last.getValueNode());
        }
        if (node instanceof SequenceNode list && list.getFlowStyle() != FlowStyle.FLOW
                && !list.getValue().isEmpty()) {
            return Math.max(source.start(node), deepEnd(list.getValue().getLast()));
        }
        return source.end(node);
    }

    private int lineStart(int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }

    private int lineEnd(int offset) {
        int end = text.indexOf('\n', offset);
        return end < 0 ? text.length() : end + 1;
    }

    private boolean endsWithBreak() {
        return text.isEmpty() || text.endsWith("\n");
    }

    private String applied() {
        var result = new StringBuilder(text);
        splices.stream().sorted(Comparator.comparingInt(Splice::from).reversed())
                .forEach(splice -> result.replace(splice.from, splice.to, splice.by));
        return result.toString();
    }

    private static String flow(Map<String, Integer> shares) {
        var parts = new ArrayList<String>();
        shares.forEach((name, share) -> parts.add(YamlWriter.quoted(name) + ": " + Objects.requireNonNull(share)));
        return "{" + String.join(", ", parts) + "}";
    }
}
