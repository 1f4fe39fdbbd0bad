package slipway.housekeeping;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Files that are counted and otherwise left to whoever writes them. Any thread.
public final class PlainShelf implements Shelf {
    private final Kind kind;
    private final List<Path> paths;
    private final Set<Path> but;
    private final Cleaning cleaning;

    /// How the feature behind it lets go of all it may; answers the bytes freed.
    @FunctionalInterface
    public interface Cleaning {
        long run() throws InterruptedException;
    }

    /// @param but what below `paths` is counted elsewhere
    public PlainShelf(Kind kind, List<Path> paths, Set<Path> but) {
        this(kind, paths, but, () -> 0);
    }

    public PlainShelf(Kind kind, List<Path> paths, Set<Path> but, Cleaning cleaning) {
        this.kind = kind;
        this.paths = List.copyOf(paths);
        this.but = Set.copyOf(but);
        this.cleaning = cleaning;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public Held held() throws InterruptedException {
        return Held.of(kind, Tally.of(paths, but));
    }

    @Override
    public long clean() throws InterruptedException {
        return cleaning.run();
    }
}
