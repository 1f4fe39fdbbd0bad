package slipway.spec;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

import slipway.base.Problem;

/// One YAML file as text and as a tree whose nodes know their places in that text. Immutable.
///
/// Aliases stay what they are (one node met twice), and no tree comes out of [#parse] that would grow beyond
/// [Aliases#MOST] by them.
final class YamlSource {
    static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 64;

    private static final LoadSettings SETTINGS = LoadSettings.builder().setSchema(new CoreSchema())
            .setAllowDuplicateKeys(true).setCodePointLimit(MAX_BYTES).setLabel("file").build();

    private final String text;
    private final @Nullable MappingNode root;

    private YamlSource(String text, @Nullable MappingNode root) {
        this.text = text;
        this.root = root;
    }

    /// Reads `text`; what stands in the way of a tree is added to `problems`.
    static YamlSource parse(String text, SpecProblems problems) {
        // a byte order mark would shift every place by one
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            Event deep = tooDeep(body);
            if (deep != null) {
                problems.add(deep.getStartMark().orElse(null), Problem.of("spec.yaml-deep", MAX_DEPTH));
                return new YamlSource(text, null);
            }
            Optional<Node> found = new Compose(SETTINGS).composeString(body);
            if (found.isEmpty() || (found.get() instanceof ScalarNode s && s.getTag().equals(Tag.NULL))) {
                problems.add((Node) null, "spec.empty");
                return new YamlSource(text, null);
            }
            if (!(found.get() instanceof MappingNode map)) {
                problems.add(found.get(), "spec.not-a-map");
                return new YamlSource(text, null);
            }
            Node over = Aliases.over(map);
            if (over != null) {
                problems.add(over, "spec.yaml-aliases", Aliases.MOST);
                return new YamlSource(text, null);
            }
            Placeholders.check(map, problems);
            return new YamlSource(text, map);
        } catch (YamlEngineException e) {
            Mark mark = e instanceof MarkedYamlEngineException marked
                    ? marked.getProblemMark().or(marked::getContextMark).orElse(null)
                    : null;
            if (!Placeholders.check(body, problems)) {
                String said = e instanceof MarkedYamlEngineException marked
                        ? marked.getProblem()
                        : String.valueOf(e.getMessage());
                problems.add(mark, Problem.of("spec.yaml-syntax", said).withDetail(e.getMessage()));
            }
            return new YamlSource(text, null);
        }
    }

    /// The whole text of the file, byte order mark included.
    String text() {
        return text;
    }

    @Nullable
    MappingNode root() {
        return root;
    }

    /// The line break that the file uses.
    String newline() {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }

    /// Where `mark` stands in [#text].
    int offset(Optional<Mark> mark) {
        int start = text.startsWith("\uFEFF") ? 1 : 0;
        return text.offsetByCodePoints(start, mark.orElseThrow().getIndex());
    }

    int start(Node node) {
        return offset(node.getStartMark());
    }

    int end(Node node) {
        return offset(node.getEndMark());
    }

    /// Where it goes too deep, null where it does not. The composer calls itself for every level: a deep file would
    /// overflow its stack, so the flat event stream is counted first.
    private static @Nullable Event tooDeep(String body) {
        int depth = 0;
        for (var event : new Parse(SETTINGS).parseString(body)) {
            if (event instanceof CollectionStartEvent) depth++;
            if (event instanceof CollectionEndEvent) depth--;
            if (depth > MAX_DEPTH) return event;
        }
        return null;
    }
}
