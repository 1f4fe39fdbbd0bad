package slipway.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Two JSON documents laid out beside each other, field by field. Numbers within the tolerance and fields that it
/// ignores do not differ. One thread, used once.
public final class SideBySide {
    /// More lines than these are left out.
    public static final int MOST = 20_000;

    private final Tolerance tolerance;
    private final List<Line> lines = new ArrayList<>();
    private final Place place = new Place();
    /// How many of the fields from the top down to here are ignored.
    private int ignored;

    /// How the two sides of a line stand to each other.
    public enum Mark {
        SAME,
        /// Not equal, but within the tolerance, or ignored.
        CLOSE, DIFFERS,
        /// Only one side has it.
        LEFT, RIGHT
    }

    /// A line of both; empty where a side has none.
    public record Line(String left, String right, Mark mark) {}

    private SideBySide(Tolerance tolerance) {
        this.tolerance = tolerance;
    }

    /// Line by line where one of the answers is no JSON.
    public static List<Line> of(Answer one, Answer other, Tolerance tolerance) {
        JsonNode first = Answers.json(one);
        JsonNode second = Answers.json(other);
        var side = new SideBySide(tolerance);
        if (first != null && second != null) side.walk(first, second, "", 0, Commas.NONE);
        else
            side.text(one.body().text().lines().limit(MOST).toList(), other.body().text().lines().limit(MOST)
                    .toList());
        return List.copyOf(side.lines);
    }

    private void text(List<String> left, List<String> right) {
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            String one = i < left.size() ? left.get(i) : "";
            String other = i < right.size() ? right.get(i) : "";
            add(one, other, one.equals(other) ? Mark.SAME : Mark.DIFFERS);
        }
    }

    /// What follows a value on each side.
    private record Commas(String left, String right) {
        static final Commas NONE = new Commas("", "");

        static Commas of(boolean leftGoesOn, boolean rightGoesOn) {
            return new Commas(leftGoesOn ? "," : "", rightGoesOn ? "," : "");
        }
    }

    private void walk(JsonNode one, JsonNode other, String name, int depth, Commas commas) {
        boolean both = (one.isObject() && other.isObject()) || (one.isArray() && other.isArray());
        if (!both || (one.isEmpty() && other.isEmpty())) {
            Mark mark = one.equals(other) ? Mark.SAME : close(one, other) ? Mark.CLOSE : Mark.DIFFERS;
            add(indent(depth) + name + shown(one) + commas.left(), indent(depth) + name + shown(other) + commas.right(),
                    mark);
            return;
        }
        String open = indent(depth) + name + (one.isObject() ? "{" : "[");
        add(open, open, Mark.SAME);
        if (one.isObject()) objects(one, other, depth + 1);
        else
            arrays(one, other, depth + 1);
        String end = indent(depth) + (one.isObject() ? "}" : "]");
        add(end + commas.left(), end + commas.right(), Mark.SAME);
    }

    private void objects(JsonNode one, JsonNode other, int depth) {
        var names = new LinkedHashSet<>(one.propertyNames());
        names.addAll(other.propertyNames());
        int left = one.size();
        int right = other.size();
        for (String name : names) {
            if (one.has(name)) left--;
            if (other.has(name)) right--;
            place.enter(name);
            pair(one.get(name), other.get(name), "\"" + name + "\": ", depth, Commas.of(left > 0, right > 0));
            place.leave();
        }
    }

    private void arrays(JsonNode one, JsonNode other, int depth) {
        for (int i = 0; i < Math.max(one.size(), other.size()) && lines.size() < MOST; i++) {
            place.enter(i);
            pair(one.get(i), other.get(i), "", depth, Commas.of(i + 1 < one.size(), i + 1 < other.size()));
            place.leave();
        }
    }

    private void pair(@Nullable JsonNode one, @Nullable JsonNode other, String name, int depth, Commas commas) {
        boolean passed = place.in(tolerance.ignored());
        if (passed) ignored++;
        if (one != null && other != null) walk(one, other, name, depth, commas);
        else if (one != null) add(indent(depth) + name + shown(one) + commas.left(), "", Mark.LEFT);
        else if (other != null) add("", indent(depth) + name + shown(other) + commas.right(), Mark.RIGHT);
        if (passed) ignored--;
    }

    private boolean close(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber() && (one.isFloatingPointNumber() || other.isFloatingPointNumber())
                && tolerance.close(one.asDouble(Double.NaN), other.asDouble(Double.NaN));
    }

    private void add(String left, String right, Mark mark) {
        Mark shown = ignored > 0 && mark != Mark.SAME ? Mark.CLOSE : mark;
        if (lines.size() < MOST) lines.add(new Line(left, right, shown));
    }

    private static String shown(JsonNode node) {
        String text = node.toString();
        return text.length() <= 300 ? text : text.substring(0, 299) + "…";
    }

    private static String indent(int depth) {
        return "  ".repeat(Math.min(depth, 40));
    }
}
