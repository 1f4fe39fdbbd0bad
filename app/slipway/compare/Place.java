package slipway.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Where a walk through two documents stands. One thread.
final class Place {
    private static final String ANY = "*";

    private final List<String> steps = new ArrayList<>();
    private final List<Boolean> indexes = new ArrayList<>();

    void enter(String name) {
        steps.add(name);
        indexes.add(false);
    }

    void enter(int index) {
        steps.add(String.valueOf(index));
        indexes.add(true);
    }

    void leave() {
        steps.removeLast();
        indexes.removeLast();
    }

    String pointer() {
        var pointer = new StringBuilder();
        for (String step : steps)
            pointer.append('/').append(escaped(step));
        return pointer.toString();
    }

    /// The pointer with `*` for every index, the same for all elements of an array.
    String field() {
        var field = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            field.append('/').append(indexes.get(i) ? ANY : escaped(steps.get(i)));
        }
        return field.toString();
    }

    private static String escaped(String step) {
        return step.replace("~", "~0").replace("/", "~1");
    }

    /// Whether one of `rules`, names or pointers, means this place.
    boolean in(Set<String> rules) {
        if (rules.isEmpty() || steps.isEmpty()) return rules.contains(ANY);
        if (rules.contains(ANY) || (!indexes.getLast() && rules.contains(steps.getLast()))) return true;
        return rules.stream().anyMatch(rule -> rule.startsWith("/") && along(rule));
    }

    private boolean along(String rule) {
        String[] names = rule.substring(1).split("/", -1);
        if (names.length != steps.size()) return false;
        for (int i = 0; i < names.length; i++) {
            if (!names[i].equals(ANY) && !names[i].equals(escaped(steps.get(i)))) return false;
        }
        return true;
    }
}
