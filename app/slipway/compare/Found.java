package slipway.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import slipway.compare.Comparison.FieldDelta;
import slipway.compare.Difference.Kind;

/// Collects what one comparison finds, within its bounds. One thread.
final class Found {
    private static final int SHORT = 80;

    private final List<Difference> differences = new ArrayList<>();
    private final Map<String, FieldDelta> fields = new LinkedHashMap<>();
    private int differing;
    private long labels;
    private long labelsEqual;

    void differs(String pointer, String field, Kind kind, String one, String other, double delta) {
        differing++;
        if (differences.size() < Comparison.SHOWN) {
            differences.add(new Difference(pointer, kind, shortened(one), shortened(other), delta));
        }
        note(field, old -> old.differing(kind.schema()));
    }

    /// Numbers at `field` are `distance` apart, which may be within the tolerance.
    void apart(String field, double distance) {
        note(field, old -> old.apartBy(distance));
    }

    private void note(String field, java.util.function.UnaryOperator<FieldDelta> step) {
        FieldDelta old = fields.get(field);
        if (old == null && fields.size() >= Comparison.FIELDS) return;
        fields.put(field, step.apply(old == null ? FieldDelta.NONE : old));
    }

    void label(boolean equal) {
        labels++;
        if (equal) labelsEqual++;
    }

    Comparison comparison(Comparison.Form form, String textDiff) {
        return new Comparison(form, labels, labelsEqual, differences, differing, fields, textDiff);
    }

    static String shortened(String text) {
        return text.length() <= SHORT ? text : text.substring(0, SHORT - 1) + "…";
    }
}
