package slipway.rehearse;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;

/// What a person pasted, read as JSON: either good, or broken with the place, the reason and perhaps a mend. Immutable.
public sealed interface JsonText {
    /// It parses.
    record Good(JsonNode root) implements JsonText {}

    /// It does not.
    ///
    /// @param defects what our own reading found, in the order of the text; empty where only the parser could tell
    /// @param mend    null where no small change makes it JSON
    record Broken(Problem problem, int line, int column, List<JsonDefect> defects, @Nullable Mend mend)
            implements
                JsonText {
        public Broken {
            defects = List.copyOf(defects);
        }
    }

    /// A text that parses, and how it differs from what was given (unified diff).
    record Mend(String text, String diff) {}

    static JsonText read(String text) {
        try {
            JsonNode root = Reading.MAPPER.readTree(text);
            return root.isMissingNode()
                    ? new Broken(Problem.of("rehearse.json-empty"), 1, 1, List.of(), null)
                    : new Good(root);
        } catch (JacksonException e) {
            return broken(text, e);
        }
    }

    private static Broken broken(String text, JacksonException cause) {
        List<JsonDefect> defects = JsonScan.of(text);
        if (!defects.isEmpty()) {
            String mended = JsonDefect.mend(text, defects);
            if (Reading.parses(mended)) {
                JsonDefect first = defects.getFirst();
                return new Broken(first.problem(), first.line(), first.column(), defects,
                        new Mend(mended, JsonDefect.diff(text, mended)));
            }
        }
        var at = cause.getLocation();
        int line = at == null ? 1 : Math.max(1, at.getLineNr());
        int column = at == null ? 1 : Math.max(1, at.getColumnNr());
        return new Broken(Problem.of("rehearse.json-broken", line, column)
                .withDetail(cause.getOriginalMessage()), line, column, List.of(), null);
    }

    /// Indented, as results are shown and written.
    static String pretty(JsonNode node) {
        return Reading.PRETTY.writeValueAsString(node) + "\n";
    }

    /// The parsers; what is read was pasted by a person, so depth and length are bounded.
    final class Reading {
        private static final int MAX_DEPTH = 100;
        private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build()).build();
        private static final JsonMapper PRETTY = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
                .build();

        private Reading() {}

        private static boolean parses(String text) {
            try {
                MAPPER.readTree(text);
                return true;
            } catch (JacksonException e) {
                return false;
            }
        }
    }
}
