package slipway.catalog;

import java.util.List;
import java.util.TreeSet;

/// What people say of a model beside what it says of itself: put away, and words to find it by, in order.
public record Mark(boolean archived, List<String> tags) {
    public static final Mark NONE = new Mark(false, List.of());

    public Mark {
        tags = List.copyOf(new TreeSet<>(tags));
    }

    public Mark archived(boolean now) {
        return new Mark(now, tags);
    }

    public Mark tagged(List<String> now) {
        return new Mark(archived, now);
    }
}
