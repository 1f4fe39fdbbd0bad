package slipway.compare;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

import slipway.compare.Difference.Kind;

/// Walks through two JSON documents at once and tells [Found] what differs. One thread, used once.
final class JsonDiff {
    private final Tolerance tolerance;
    private final Found found;
    private final Place place = new Place();

    JsonDiff(Tolerance tolerance, Found found) {
        this.tolerance = tolerance;
        this.found = found;
    }

    /// `amongFractions`: whether whole numbers here are measurements and no labels.
    void walk(JsonNode one, JsonNode other, boolean amongFractions) {
        if (place.in(tolerance.ignored())) return;
        if (one.isObject() && other.isObject()) {
            objects(one, other);
        } else if (one.isArray() && other.isArray()) {
            arrays(one, other);
        } else if (one.isNumber() && other.isNumber()) {
            numbers(one, other, amongFractions);
        } else if (one.getNodeType() == other.getNodeType()) {
            boolean equal = one.equals(other);
            if (!one.isNull()) found.label(equal);
            if (!equal) differs(Kind.LABEL, one, other, Double.NaN);
        } else {
            differs(Kind.TYPE, one, other, Double.NaN);
        }
    }

    private void objects(JsonNode one, JsonNode other) {
        boolean probabilities = probabilities(one, other, namesOf(one));
        for (Map.Entry<String, JsonNode> field : one.properties()) {
            place.enter(field.getKey());
            JsonNode match = other.get(field.getKey());
            if (match != null) walk(field.getValue(), match, probabilities);
            else
                lone(Kind.MISSING, field.getValue());
            place.leave();
        }
        for (Map.Entry<String, JsonNode> field : other.properties()) {
            if (one.has(field.getKey())) continue;
            place.enter(field.getKey());
            lone(Kind.EXTRA, field.getValue());
            place.leave();
        }
    }

    private void lone(Kind kind, JsonNode value) {
        if (place.in(tolerance.ignored())) return;
        String text = value.toString();
        found.differs(place.pointer(), place.field(), kind, kind == Kind.MISSING ? text : "",
                kind == Kind.EXTRA ? text : "", Double.NaN);
    }

    private void arrays(JsonNode one, JsonNode other) {
        if (one.size() != other.size()) {
            found.differs(place.pointer(), place.field(), Kind.LENGTH, String.valueOf(one.size()),
                    String.valueOf(other.size()), Double.NaN);
        }
        boolean probabilities = probabilities(one, other, List.of());
        boolean fractions = probabilities || hasFraction(one) || hasFraction(other);
        if (place.in(tolerance.unordered())) {
            unordered(one, other, fractions);
            return;
        }
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            place.enter(i);
            walk(one.get(i), other.get(i), fractions);
            place.leave();
        }
    }

    /// Equal elements find each other wherever they are; those left over are compared in their order.
    private void unordered(JsonNode one, JsonNode other, boolean fractions) {
        var there = new HashMap<JsonNode, Integer>();
        for (JsonNode element : other)
            there.merge(element, 1, Integer::sum);
        var left = new ArrayList<Integer>();
        for (int i = 0; i < one.size(); i++) {
            if (there.getOrDefault(one.get(i), 0) > 0) there.merge(one.get(i), -1, Integer::sum);
            else
                left.add(i);
        }
        var right = new ArrayList<JsonNode>();
        for (int i = other.size() - 1; i >= 0; i--) {
            JsonNode element = other.get(i);
            if (there.getOrDefault(element, 0) > 0) {
                there.merge(element, -1, Integer::sum);
                right.addFirst(element);
            }
        }
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            place.enter(left.get(i));
            walk(one.get(left.get(i)), right.get(i), fractions);
            place.leave();
        }
    }

    private void numbers(JsonNode one, JsonNode other, boolean amongFractions) {
        boolean label = one.isIntegralNumber() && other.isIntegralNumber() && !amongFractions;
        if (label) {
            boolean equal = one.bigIntegerValue().equals(other.bigIntegerValue());
            found.label(equal);
            if (!equal) differs(Kind.LABEL, one, other, delta(one, other));
            return;
        }
        double a = one.doubleValueOpt().orElse(Double.NaN);
        double b = other.doubleValueOpt().orElse(Double.NaN);
        if (one.equals(other) || Double.compare(a, b) == 0 || a == b) return;
        double delta = delta(one, other);
        found.apart(place.field(), Math.abs(delta));
        if (!tolerance.close(a, b)) differs(Kind.NUMBER, one, other, delta);
    }

    /// Exact where both are finite, so that large numbers do not lose what tells them apart.
    private static double delta(JsonNode one, JsonNode other) {
        if (endless(one) || endless(other)) return Double.POSITIVE_INFINITY;
        BigDecimal a = one.decimalValue();
        return other.decimalValue().subtract(a).doubleValue();
    }

    private static boolean endless(JsonNode number) {
        return number.isFloatingPointNumber() && !Double.isFinite(number.doubleValueOpt().orElse(0));
    }

    private void differs(Kind kind, JsonNode one, JsonNode other, double delta) {
        found.differs(place.pointer(), place.field(), kind, one.toString(), other.toString(), delta);
    }

    private static List<String> namesOf(JsonNode object) {
        return List.copyOf(object.propertyNames());
    }

    /// Whether both sides hold probabilities of the same things; then their label is told. `names` empty for arrays.
    private boolean probabilities(JsonNode one, JsonNode other, List<String> names) {
        if (one.size() < 2 || one.size() != other.size()) return false;
        if (!sumToOne(one) || !sumToOne(other) || !names.stream().allMatch(other::has)) return false;
        int first = greatest(one, names);
        int second = greatest(other, names);
        found.label(first == second);
        if (first != second) {
            found.differs(place.pointer(), place.field(), Kind.LABEL, names.isEmpty() ? "" + first : names.get(first),
                    names.isEmpty() ? "" + second : names.get(second), Double.NaN);
        }
        return true;
    }

    private static boolean sumToOne(JsonNode values) {
        double sum = 0;
        for (JsonNode value : values) {
            double number = value.isNumber() ? value.asDouble(Double.NaN) : Double.NaN;
            if (!(number >= 0 && number <= 1)) return false;
            sum += number;
        }
        return Math.abs(sum - 1) <= Comparison.SUM;
    }

    private static int greatest(JsonNode values, List<String> names) {
        int greatest = 0;
        for (int i = 1; i < values.size(); i++) {
            if (at(values, names, i) > at(values, names, greatest)) greatest = i;
        }
        return greatest;
    }

    private static double at(JsonNode values, List<String> names, int i) {
        JsonNode value = names.isEmpty() ? values.get(i) : values.get(names.get(i));
        return value.asDouble(Double.NaN);
    }

    private static boolean hasFraction(JsonNode array) {
        for (JsonNode element : array) {
            if (element.isFloatingPointNumber()) return true;
        }
        return false;
    }
}
