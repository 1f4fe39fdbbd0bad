package slipway.rehearse;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.base.Text;

/// What an update does to one field. Immutable.
///
/// @param before null where the field was not set
/// @param after  null where it is not set afterwards
/// @param lost   environment variables and list elements that are gone afterwards, as a person reads them
public record FieldChange(String field, Effect effect, @Nullable JsonNode before, @Nullable JsonNode after,
        List<String> lost) {
    /// What becomes of a field.
    public enum Effect {
        KEPT("kept", "rehearse.effect.kept"), REPLACED("replaced", "rehearse.effect.replaced"),
        CLEARED("cleared", "rehearse.effect.cleared"), IGNORED("ignored", "rehearse.effect.ignored"),
        REFUSED("refused", "rehearse.effect.refused");

        private final String word;
        private final String key;

        Effect(String word, String key) {
            this.word = word;
            this.key = key;
        }

        /// As scripts read it.
        public String word() {
            return word;
        }

        /// As a person reads it.
        public String text() {
            return Text.of(key);
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
