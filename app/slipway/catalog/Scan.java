package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;

/// One walk over one root: finds models, never follows a symbolic link, goes on past what it cannot read, and reads again
/// only what looks different from the last time. One thread.
final class Scan {
    /// Deeper folders are a mistake, or made to harm.
    private static final int DEEPEST = 256;
    /// How far up a change can make a folder a model: a Triton repository has its models two folders down.
    private static final int REACH = 3;
    private static final int NOWHERE = Integer.MAX_VALUE;
    /// Clocks of files are coarse, those of other machines not ours.
    private static final long RECENT_MILLIS = 2_000;

    private final Path root;
    private final Weight weight = new Weight();
    /// The folders where something changed, and those above; null: look everywhere.
    private final @Nullable Set<Path> touched;
    /// Those of them where the system told of a change.
    private final Set<Path> told;

    /// Where to look, because all else is as it was.
    ///
    /// @param told  folders where the system told of a change
    /// @param other folders where something may have changed
    record Places(Set<Path> told, Set<Path> other) {}

    private Scan(Path root, @Nullable Places places) {
        this.root = root;
        this.told = places == null ? Set.of() : withAbove(places.told);
        if (places == null) {
            touched = null;
        } else {
            touched = withAbove(places.other);
            touched.addAll(told);
        }
    }

    private Set<Path> withAbove(Set<Path> folders) {
        var all = new HashSet<Path>();
        for (Path folder : folders)
            for (Path each = folder; each != null && each.startsWith(root); each = each.getParent())
                all.add(each);
        return all;
    }

    /// What is in the folder `root` now.
    ///
    /// @param before  what the last scan found, null where there was none
    /// @param places where to look only; null: everywhere
    static ScannedFolder of(Path root, @Nullable ScannedFolder before, @Nullable Places places)
            throws InterruptedException {
        return new Scan(root, places).folder(root, before, 0).folder;
    }

    /// A folder as it is now, and how many levels below it something last changed; [#NOWHERE] where it did not.
    private record Visit(ScannedFolder folder, int changedBelow) {}

    private Visit folder(Path path, @Nullable ScannedFolder before, int depth) throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) throw new InterruptedException("scanning " + root);
        if (before != null && touched != null && !touched.contains(path)) return kept(before);
        if (weight.full()) return skipped(path);
        if (depth > DEEPEST) return broken(path, Problem.of("catalog.too-deep", DEEPEST), List.of(), List.of());
        try {
            return looked(path, Listing.of(path), before, depth);
        } catch (IOException e) {
            return broken(path, Problem.of("catalog.unreadable", String.valueOf(e.getMessage()))
                    .withDetail(e.toString()), List.of(), List.of());
        }
    }

    private Visit kept(ScannedFolder before) {
        before.each(folder -> {
            weight.add(folder.model());
            folder.files().forEach(file -> weight.add(file.model()));
        });
        return new Visit(before, NOWHERE);
    }

    /// Said once: there may be as many more.
    private Visit skipped(Path path) {
        Problem problem = weight.said() ? null : Problem.of("catalog.too-many", weight.models());
        return broken(path, problem, List.of(), List.of());
    }

    private static Visit broken(Path path, @Nullable Problem problem, List<ScannedFolder.ScannedFile> files,
            List<ScannedFolder> children) {
        return new Visit(new ScannedFolder(path, 0, 0, false, null, problem, files, children, List.of()), 0);
    }

    private Visit looked(Path path, Listing listing, @Nullable ScannedFolder before, int depth)
            throws InterruptedException, IOException {
        boolean same = before != null && before.stamp() == listing.stamp();
        if (before != null && before.owner()) {
            // what was told of is read again however it looks: it may have changed while it was read
            if (same && !told.contains(path) && before.deep() == Below.of(listing).stamp)
                return kept(before);
            same = false;
        }
        // whether it is a container's folder depends on everything below
        boolean dockerfile = listing.files().stream().anyMatch(file -> file.name().equals("Dockerfile"));
        @Nullable
        Problem unforeseen = same && before != null ? before.problem() : null;
        if (!same || dockerfile) {
            Owner owner = owner(path, listing);
            if (owner.folder != null) {
                weight.add(owner.folder.model());
                return before != null && owner.folder.equals(undigested(before))
                        ? new Visit(before, NOWHERE)
                        : new Visit(owner.folder, 0);
            }
            unforeseen = owner.unforeseen;
        }
        var children = new ArrayList<ScannedFolder>();
        int below = same ? NOWHERE : 0;
        for (Listing.Item item : listing.folders()) {
            if (item.name().startsWith(".")) continue;
            Visit visit = folder(item.path(), before == null ? null : before.child(item.name()), depth + 1);
            children.add(visit.folder);
            if (visit.changedBelow != NOWHERE) below = Math.min(below, visit.changedBelow + 1);
        }
        if (same && before != null && below == NOWHERE) {
            before.files().forEach(file -> weight.add(file.model()));
            return new Visit(before, NOWHERE);
        }
        if (same && !dockerfile && below <= REACH) {
            Owner owner = owner(path, listing);
            weight.add(owner.folder == null ? null : owner.folder.model());
            if (owner.folder != null) return new Visit(owner.folder, 0);
        }
        var files = same && before != null ? before.files() : files(listing, before);
        if (weight.full() && unforeseen == null && !weight.said()) {
            // not kept as complete: the stamp is none that it could have
            return broken(path, Problem.of("catalog.too-many", weight.models()), files, children);
        }
        return new Visit(new ScannedFolder(path, weight.full() ? 0 : listing.stamp(), 0, false, null, unforeseen, files,
                children,
                List.of()), below);
    }

    private List<ScannedFolder.ScannedFile> files(Listing listing, @Nullable ScannedFolder before)
            throws InterruptedException {
        var files = new ArrayList<ScannedFolder.ScannedFile>();
        for (Listing.Item item : listing.files()) {
            if (Thread.currentThread().isInterrupted()) throw new InterruptedException("scanning " + root);
            ScannedFolder.ScannedFile known = before == null ? null : before.file(item.name());
            if (weight.full()) break;
            if (known != null && known.stamp() == item.stamp()) {
                weight.add(known.model());
                files.add(known);
                continue;
            }
            try {
                FileReading.model(item.path(), root).ifPresent(model -> {
                    weight.add(model);
                    files.add(new ScannedFolder.ScannedFile(item.name(), item.stamp(), model, null));
                });
            } catch (StudioException e) {
                files.add(new ScannedFolder.ScannedFile(item.name(), item.stamp(), null, e.problem()));
            }
        }
        return files;
    }

    /// The folder as a model; or why a reader failed that did not foresee what lies here.
    private record Owner(@Nullable ScannedFolder folder, @Nullable Problem unforeseen) {}

    private Owner owner(Path path, Listing listing) throws IOException {
        long started = System.currentTimeMillis();
        for (FolderFormat format : Formats.FOLDERS) {
            try {
                Optional<Model> model = format.read(path, root);
                if (model.isEmpty()) continue;
                Below below = Below.of(listing);
                // written while it was read: the looks that are kept must be older than what is kept of the content
                if (below.newest > started - RECENT_MILLIS) model = format.read(path, root);
                return new Owner(owned(path, listing, below, model.orElse(null), null), null);
            } catch (StudioException e) {
                return new Owner(owned(path, listing, Below.of(listing), null, e.problem()), null);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                return new Owner(null, StudioException.problemOf(e));
            }
        }
        return new Owner(null, null);
    }

    private static ScannedFolder owned(Path path, Listing listing, Below below, @Nullable Model model,
            @Nullable Problem problem) {
        return new ScannedFolder(path, listing.stamp(), below.stamp, true, model, problem, List.of(), List.of(),
                below.folders);
    }

    private static @Nullable ScannedFolder undigested(@Nullable ScannedFolder folder) {
        Model model = folder == null ? null : folder.model();
        return folder == null || model == null
                ? folder
                : folder.with(model.withSha256(""), folder.files(), folder.children());
    }

    /// Everything below a model: how it looks, and which folders there are.
    private static final class Below {
        private final List<Path> folders = new ArrayList<>();
        private long stamp = 1;
        private long newest;

        private static Below of(Listing listing) throws IOException {
            var below = new Below();
            below.add(listing, 0);
            return below;
        }

        private void add(Listing listing, int depth) throws IOException {
            newest = Math.max(newest, listing.newest());
            if (depth > DEEPEST) return;
            for (Listing.Item item : listing.folders()) {
                folders.add(item.path());
                stamp = stamp * 31 + item.stamp();
                if (!Files.isReadable(item.path())) continue;
                Listing inside = Listing.of(item.path());
                stamp = stamp * 31 + inside.stamp();
                add(inside, depth + 1);
            }
        }
    }
}
