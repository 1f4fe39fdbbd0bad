package slipway.catalog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Reads YAML that comes with a model as maps, lists and texts: numbers stay as they are written (`3.10` is no 3.1),
/// depth, size and aliases are bounded, and nothing holds itself. Stateless.
public final class SafeYaml {
    private static final int MAX_SIZE = 8 << 20;
    private static final int MAX_DEPTH = 64;
    private static final LoadSettings SETTINGS = LoadSettings.builder().setSchema(new FailsafeSchema())
            .setCodePointLimit(MAX_SIZE).setAllowDuplicateKeys(true).setMaxAliasesForCollections(20)
            // the schema has no word for a value that is not there
            .setTagConstructors(Map.of(Tag.NULL, node -> "")).build();

    private SafeYaml() {}

    /// YAML that is right, and not read all the same.
    private static final class Refused extends YamlEngineException {
        private static final long serialVersionUID = 1;
        private final transient Problem problem;

        Refused(String said, Problem problem) {
            super(said);
            this.problem = problem;
        }
    }

    /// The map that `text` is; an empty one where it is something else. Fails with a [YamlEngineException].
    public static Map<String, Object> map(String text) {
        return bounded(text, () -> asMap(new Load(SETTINGS).loadFromString(text)));
    }

    /// As [#map] for what a person gave: fails with its place.
    public static Map<String, Object> pasted(String text) {
        return placed(() -> map(text));
    }

    /// Every document in what a person gave, those left out that say nothing; fails with its place.
    public static List<Map<String, Object>> documents(String text) {
        return placed(() -> bounded(text, () -> {
            var all = new ArrayList<Map<String, Object>>();
            for (Object each : new Load(SETTINGS).loadAllFromString(text)) {
                if (each != null && !each.equals("")) all.add(asMap(each));
            }
            return all;
        }));
    }

    private static <T> T bounded(String text, Supplier<T> load) {
        try {
            measure(text);
            return load.get();
        } catch (YamlEngineException e) {
            throw e;
        } catch (RuntimeException e) {
            // the library fails in its own ways on tags that it does not know
            throw new YamlEngineException(String.valueOf(e.getMessage()), e);
        }
    }

    /// Refuses what goes too deep, because the loader calls itself for every level, and a list or map that holds itself,
    /// because whoever walks through it comes to no end.
    private static void measure(String text) {
        var open = new ArrayDeque<Optional<Anchor>>();
        // by its anchor, how deep the newest list or map that has it lies; only those that have not ended
        var begun = new HashMap<Anchor, Integer>();
        for (var event : new Parse(SETTINGS).parseString(text)) {
            Mark mark = event.getStartMark().orElse(null);
            if (event instanceof CollectionStartEvent start) {
                open.push(start.getAnchor());
                start.getAnchor().ifPresent(anchor -> begun.put(anchor, open.size()));
            } else if (event instanceof CollectionEndEvent) {
                int depth = open.size();
                open.pop().ifPresent(anchor -> begun.remove(anchor, depth));
            } else if (event instanceof ScalarEvent value) {
                value.getAnchor().ifPresent(begun::remove);
            } else if (event instanceof AliasEvent alias && begun.containsKey(alias.getAlias())) {
                throw new Refused("*" + alias.getAlias() + " holds itself",
                        Problem.of("catalog.yaml-itself", line(mark), column(mark)));
            }
            if (open.size() > MAX_DEPTH) {
                throw new Refused("more than " + MAX_DEPTH + " levels deep",
                        Problem.of("catalog.yaml-deep", line(mark), column(mark), MAX_DEPTH));
            }
        }
    }

    private static int line(@Nullable Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }

    private static int column(@Nullable Mark mark) {
        return mark == null ? 1 : mark.getColumn() + 1;
    }

    private static <T> T placed(Supplier<T> read) {
        try {
            return read.get();
        } catch (Refused e) {
            throw new StudioException(e.problem, e);
        } catch (YamlEngineException e) {
            var mark = e instanceof MarkedYamlEngineException marked
                    ? marked.getProblemMark().or(marked::getContextMark).orElse(null)
                    : null;
            throw new StudioException(Problem.of("catalog.yaml-broken", line(mark), column(mark),
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("")), e);
        }
    }

    public static Map<String, Object> asMap(@Nullable Object value) {
        var map = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> found) {
            found.forEach((key, entry) -> {
                if (key != null && entry != null) map.put(key.toString(), entry);
            });
        }
        return map;
    }

    /// A text that says something, or null.
    public static @Nullable String text(@Nullable Object value) {
        if (!(value instanceof String text)) return null;
        return text.isBlank() || text.equals("null") || text.equals("~") ? null : text.strip();
    }
}
