package slipway.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// What a pickle would put on its stack, as far as it matters to what it imports; nothing is ever made of it.
sealed interface PickleValue {
    /// Values kept of a tuple, and of a dict.
    int KEPT = 64;

    /// Anything that says nothing of itself: a float, bytes, a list.
    enum Plain implements PickleValue {
        MARK, LIST, OTHER,
        /// The number that torch files of old begin with.
        TORCH
    }

    record Text(String text) implements PickleValue {}

    record Whole(long number) implements PickleValue {}

    /// The first [#KEPT] items of a tuple.
    record Items(List<PickleValue> items) implements PickleValue {
        @Nullable
        PickleValue at(int index) {
            return index < items.size() ? items.get(index) : null;
        }
    }

    /// What `module` names `name`.
    record Import(String module, String name) implements PickleValue {
        String full() {
            return module + "." + name;
        }
    }

    /// A dict, or the state of an object: values with a text for a key.
    final class Dict implements PickleValue {
        final Map<String, PickleValue> entries = new HashMap<>();

        void put(PickleValue key, PickleValue value) {
            if (key instanceof Text(String name) && entries.size() < KEPT) entries.put(name, value);
        }
    }

    /// What calling `maker` with `arguments` would give.
    final class Made implements PickleValue {
        final PickleValue maker;
        final PickleValue arguments;
        PickleValue state = Plain.OTHER;

        Made(PickleValue maker, PickleValue arguments) {
            this.maker = maker;
            this.arguments = arguments;
        }

        /// The full name of the class that it is of, null where nobody can know.
        @Nullable
        String kind() {
            if (!(maker instanceof Import called)) return null;
            boolean rebuilt = called.name().equals("_reconstructor") || called.name().equals("__newobj__");
            if (rebuilt && arguments instanceof Items args && args.at(0) instanceof Import wanted) return wanted.full();
            return called.full();
        }
    }
}
