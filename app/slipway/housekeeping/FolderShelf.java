package slipway.housekeeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.store.FileTree;

/// Things that are a file, two of one name (`.json` and `.html`) or a folder each. Only what is known to be Slipway’s
/// own and free goes. Any thread.
public final class FolderShelf implements Shelf {
    private static final System.Logger LOG = System.getLogger(FolderShelf.class.getName());
    /// What is being taken away: it has this name first, so that nobody finds half of it.
    private static final String GOING = ".going-";

    private final Kind kind;
    private final List<Path> folders;
    private final Predicate<Path> free;

    /// @param folders whose children are the things
    /// @param free    whether a file or folder is Slipway’s own and nobody uses it
    public FolderShelf(Kind kind, List<Path> folders, Predicate<Path> free) {
        this.kind = kind;
        this.folders = List.copyOf(folders);
        this.free = free;
    }

    /// Files that belong together, and when the last of them was written.
    private record Thing(List<Path> paths, long bytes, long modified) {}

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public Held held() throws InterruptedException {
        return Held.of(kind, Tally.of(folders.stream().filter(this::outermost).toList()));
    }

    private boolean outermost(Path folder) {
        return folders.stream().noneMatch(other -> !other.equals(folder) && folder.startsWith(other));
    }

    @Override
    public long clean() throws InterruptedException {
        long freed = 0;
        for (Thing each : things())
            freed += take(each);
        return freed;
    }

    /// The newest stays, whatever it takes: nobody wants to lose what was just made.
    @Override
    public long keep(long bytes) throws InterruptedException {
        List<Thing> all = things();
        long total = all.stream().mapToLong(Thing::bytes).sum();
        long freed = 0;
        for (Thing each : all.subList(0, Math.max(0, all.size() - 1))) {
            if (total - freed <= bytes) break;
            freed += take(each);
        }
        return freed;
    }

    /// The oldest first.
    private List<Thing> things() throws InterruptedException {
        Map<Path, List<Path>> byName = new TreeMap<>();
        for (Path folder : folders) {
            for (Path each : children(folder)) {
                String name = String.valueOf(each.getFileName());
                if (name.startsWith(GOING)) take(new Thing(List.of(each), 0, 0));
                else if (!folders.contains(each))
                    byName.computeIfAbsent(folder.resolve(name.replaceFirst("\\.(?:json|html)$", "")),
                            key -> new ArrayList<>()).add(each);
            }
        }
        var all = new ArrayList<Thing>();
        for (List<Path> paths : byName.values()) {
            Tally tally = Tally.of(paths);
            long modified = tally.newest() == null ? 0 : tally.newest().toEpochMilli();
            all.add(new Thing(List.copyOf(paths), tally.bytes(), modified));
        }
        all.sort(Comparator.comparingLong(Thing::modified));
        return all;
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw new StudioException(Problem.of("housekeeping.unreadable", folder, String.valueOf(e.getMessage())),
                    e);
        }
    }

    /// Answers the bytes that are gone; what cannot be deleted stays and is logged.
    private long take(Thing thing) throws InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException("cleaning " + kind.word());
        boolean going = String.valueOf(thing.paths.getFirst().getFileName()).startsWith(GOING);
        if (!going && !thing.paths.stream().allMatch(free)) return 0;
        try {
            for (Path each : thing.paths) {
                Path gone = going ? each : each.resolveSibling(GOING + each.getFileName());
                if (!going) Files.move(each, gone);
                FileTree.delete(gone);
            }
            return thing.bytes;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "not deleted: " + thing.paths, e);
            return 0;
        }
    }
}
