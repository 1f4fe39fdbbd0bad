package slipway.rehearse;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What an update does to one field. Immutable.
///
/// @param before null where the field was not set
/// @param after  null where it is not set afterwards
/// @param lost   environment variables and list elements that are gone afterwards, as a person reads them
public record FieldChange(String field, Effect effect, @Nullable JsonNode before, @Nullable JsonNode after,
        List<String> lost) {
    /// What becomes of a field.
    public enum Effect {
        KEPT("kept"), REPLACED("replaced"), CLEARED("cleared"), IGNORED("ignored"), REFUSED("refused");

        private final String word;

        Effect(String word) {
            this.word = word;
        }

        /// As scripts read it.
        public String word() {
            return word;
        }
    }

    public FieldChange {
        lost = List.copyOf(lost);
    }

    boolean changes() {
        return switch (effect) {
            case REPLACED -> true;
            case CLEARED -> before != null && !before.isEmpty();
            case KEPT, IGNORED, REFUSED -> false;
        };
    }
}
