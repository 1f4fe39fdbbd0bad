package slipway.export;

import java.util.ArrayList;
import java.util.List;

import slipway.export.Difference.Kind;

/// Collects what is not the same there, in the order in which it is found. One use, one thread.
final class Differences {
    private final List<Difference> all = new ArrayList<>();

    /// The platform has no equal of `field`.
    void none(String deployment, String field, String key, Object... args) {
        add(Kind.NO_EQUAL, deployment, field, key, args);
    }

    /// `field` breaks a limit of the platform.
    void limit(String deployment, String field, String key, Object... args) {
        add(Kind.LIMIT, deployment, field, key, args);
    }

    /// Something is to be done by hand.
    void hand(String deployment, String field, String key, Object... args) {
        add(Kind.BY_HAND, deployment, field, key, args);
    }

    void add(Kind kind, String deployment, String field, String key, Object... args) {
        var texts = new ArrayList<String>();
        for (Object arg : args)
            texts.add(String.valueOf(arg));
        all.add(new Difference(kind, deployment, field, key, texts));
    }

    List<Difference> all() {
        return List.copyOf(all);
    }
}
