package slipway.compare;

import java.util.List;
import java.util.Map;

/// How two answers differ. Immutable.
///
/// Labels: a text, a truth value or a whole number is a label and must be equal; a number with a fraction is none. In
/// arrays that hold any number with a fraction, all numbers are none. Two or more numbers from 0 to 1 that sum to 1
/// within [#SUM], in an array or an object, are probabilities: their label is the place of the greatest, the first of
/// equals.
///
/// @param form        how the bodies were compared
/// @param labels      how many labels both sides have; of these `labelsEqual` are the same
/// @param differences the first [#SHOWN] of `differing`
/// @param fields      what differs by field, array indexes written `*`, at most [#FIELDS]
/// @param textDiff    of bodies of text, as a unified diff; else empty
public record Comparison(Form form, long labels, long labelsEqual, List<Difference> differences, int differing,
        Map<String, FieldDelta> fields, String textDiff) {
    public static final int SHOWN = 100;
    public static final int FIELDS = 200;
    public static final double SUM = 1e-3;

    public Comparison {
        differences = List.copyOf(differences);
        fields = Map.copyOf(fields);
    }

    /// How bodies were compared.
    public enum Form {
        JSON, TEXT, BYTES,
        /// Too long to be looked into.
        DIGEST,
        /// At least one side gave no answer.
        NONE
    }

    /// One field in this pair of answers: `values` of it differ, `largest` apart in numbers, `sum` in all; within the
    /// tolerance they are apart but do not differ. `schema` whether its shape does.
    public record FieldDelta(int values, double largest, double sum, int apart, boolean schema) {
        static final FieldDelta NONE = new FieldDelta(0, 0, 0, 0, false);

        FieldDelta differing(boolean ofSchema) {
            return new FieldDelta(values + 1, largest, sum, apart, schema || ofSchema);
        }

        FieldDelta apartBy(double distance) {
            return new FieldDelta(values, Math.max(largest, distance), sum + distance, apart + 1, schema);
        }
    }

    /// Nothing differs beyond the tolerance.
    public boolean agrees() {
        return differing == 0;
    }

    public boolean schemaDiffers() {
        return fields.values().stream().anyMatch(FieldDelta::schema);
    }

    public boolean statusDiffers() {
        return fields.containsKey(Answers.STATUS);
    }

    public boolean labelsAgree() {
        return labels == labelsEqual;
    }
}
