package slipway.export;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// What the deployments of a file are called here, where names have rules of their own, by what they are called there. One
/// for a set of files, one thread.
final class ImportNames {
    private final Differences to;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, String> names = new HashMap<>();

    /// @param to is told of each that is called otherwise here
    ImportNames(Differences to) {
        this.to = to;
    }

    /// The name of one more deployment; the first of several that are called the same there is the one that others mean.
    String next(String called) {
        String name = ImportFields.name(called, taken);
        if (!name.equals(called)) to.limit(name, "name", "export.import.name", called, name);
        taken.add(name);
        names.putIfAbsent(called, name);
        return name;
    }

    /// What was made of `called`; null where there is none.
    @Nullable
    String of(String called) {
        return names.get(called);
    }
}
