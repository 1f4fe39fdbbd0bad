package slipway.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Reads YAML that comes with a model as maps, lists and texts: numbers stay as they are written (`3.10` is no 3.1),
/// depth, size and aliases are bounded. Stateless.
public final class SafeYaml {
    private static final int MAX_SIZE = 8 << 20;
    private static final int MAX_DEPTH = 64;
    private static final LoadSettings SETTINGS = LoadSettings.builder().setSchema(new FailsafeSchema())
            .setCodePointLimit(MAX_SIZE).setAllowDuplicateKeys(true).setMaxAliasesForCollections(20)
            // the schema has no word for a value that is not there
            .setTagConstructors(Map.of(Tag.NULL, node -> "")).build();

    private SafeYaml() {}

    /// The loader calls itself for every level.
    private static final class TooDeep extends YamlEngineException {
        private static final long serialVersionUID = 1;
        private final transient @Nullable Mark mark;

        TooDeep(@Nullable Mark mark) {
            super("more than " + MAX_DEPTH + " levels deep");
            this.mark = mark;
        }
    }

    /// The map that `text` is; an empty one where it is something else.
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
            int depth = 0;
            for (var event : new Parse(SETTINGS).parseString(text)) {
                if (event instanceof CollectionStartEvent) depth++;
                if (event instanceof CollectionEndEvent) depth--;
                if (depth > MAX_DEPTH) throw new TooDeep(event.getStartMark().orElse(null));
            }
            return load.get();
        } catch (YamlEngineException e) {
            throw e;
        } catch (RuntimeException e) {
            // the library fails in its own ways on tags that it does not know
            throw new YamlEngineException(String.valueOf(e.getMessage()), e);
        }
    }

    private static <T> T placed(Supplier<T> read) {
        try {
            return read.get();
        } catch (TooDeep e) {
            throw new StudioException(Problem.of("catalog.yaml-deep", e.mark == null ? 1 : e.mark.getLine() + 1,
                    e.mark == null ? 1 : e.mark.getColumn() + 1, MAX_DEPTH), e);
        } catch (YamlEngineException e) {
            var mark = e instanceof MarkedYamlEngineException marked
                    ? marked.getProblemMark().or(marked::getContextMark).orElse(null)
                    : null;
            throw new StudioException(Problem.of("catalog.yaml-broken", mark == null ? 1 : mark.getLine() + 1,
                    mark == null ? 1 : mark.getColumn() + 1, String.valueOf(e.getMessage()).lines().findFirst()
                            .orElse("")),
                    e);
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
