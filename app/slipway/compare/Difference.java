package slipway.compare;

/// One place where two answers differ.
///
/// @param pointer JSON pointer (RFC 6901), empty for the whole answer
/// @param one     what stands in the first answer, shortened; `other` in the second; empty where nothing does
/// @param delta   second minus first for numbers, else NaN
public record Difference(String pointer, Kind kind, String one, String other, double delta) {
    /// What differs.
    public enum Kind {
        STATUS, CONTENT_TYPE,
        /// A number that is no label, further apart than the tolerance.
        NUMBER,
        /// A text, a whole number or a truth value; or the greatest of a set of probabilities.
        LABEL,
        /// Only the first, or only the second has it.
        MISSING, EXTRA,
        /// A text on one side and a number on the other, and the like.
        TYPE,
        /// Of arrays.
        LENGTH,
        /// Of bodies that are no JSON.
        TEXT, BYTES;

        /// Whether the shape differs and not only what is in it.
        public boolean schema() {
            return switch (this) {
                case MISSING, EXTRA, TYPE, LENGTH, CONTENT_TYPE -> true;
                case STATUS, NUMBER, LABEL, TEXT, BYTES -> false;
            };
        }
    }
}
