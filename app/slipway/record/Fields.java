package slipway.record;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/// The field rules of a [Redaction], ready to be asked. Immutable.
final class Fields {
    private final List<String> names;
    private final List<List<String>> paths;

    Fields(List<String> rules) {
        names = rules.stream().filter(rule -> !rule.startsWith("$.")).map(rule -> rule.toLowerCase(Locale.ROOT))
                .toList();
        paths = rules.stream().filter(rule -> rule.startsWith("$."))
                .map(rule -> List.of(rule.substring(2).split("\\.")))
                .toList();
    }

    boolean isEmpty() {
        return names.isEmpty() && paths.isEmpty();
    }

    /// Whether the field at `path`, its own name last, is one of them.
    boolean at(Iterable<String> path, int depth, String name) {
        return named(name) || paths.stream().anyMatch(rule -> rule.size() == depth && along(rule, path.iterator()));
    }

    private static boolean along(List<String> rule, Iterator<String> path) {
        for (String step : rule) {
            String name = path.next();
            if (!step.equals("*") && !step.equals(name)) return false;
        }
        return true;
    }

    private boolean named(String name) {
        return names.contains(name.toLowerCase(Locale.ROOT));
    }

    /// Whether a column, a tensor or a parameter of this name is meant: the place where it stands says nothing there.
    boolean meant(String name) {
        return named(name) || paths.stream().anyMatch(rule -> rule.getLast().equals(name));
    }

    /// Whether one of their names stands somewhere in `text`.
    boolean mentionedIn(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        return names.stream().anyMatch(small::contains)
                || paths.stream().anyMatch(rule -> small.contains(rule.getLast().toLowerCase(Locale.ROOT)));
    }
}
