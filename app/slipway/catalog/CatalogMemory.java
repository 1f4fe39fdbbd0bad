package slipway.catalog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/// What the catalog knows of its roots, and what of it went away; kept in the workspace's database. Any thread; a scan
/// keeps the others waiting.
final class CatalogMemory {
    private final CatalogRows rows;
    private final Map<Path, ScannedFolder> roots = new LinkedHashMap<>();
    private final Map<Path, Model> missing = new TreeMap<>();
    private final Set<Path> forgotten = new HashSet<>();
    private final Set<Path> opened = new HashSet<>();
    private final Set<Path> there = new HashSet<>();

    CatalogMemory(CatalogRows rows) {
        this.rows = rows;
    }

    /// Takes up what is known of `wanted` from earlier, and lets go of other roots; whether that told something new.
    synchronized boolean open(List<Path> wanted) {
        boolean news = roots.keySet().retainAll(wanted);
        news |= missing.keySet().removeIf(path -> wanted.stream().noneMatch(path::startsWith));
        opened.retainAll(wanted);
        there.retainAll(wanted);
        for (Path root : wanted) {
            if (!opened.add(root)) continue;
            ScannedFolder known = rows.load(root);
            if (known != null) roots.put(root, known);
            missing.putAll(rows.missing(root));
            news |= known != null;
        }
        return news;
    }

    /// Looks at `wanted`, or at the places `only` in it; whether something is new.
    synchronized boolean scan(List<Path> wanted, Scan.@Nullable Places only) throws InterruptedException {
        boolean news = false;
        for (Path root : wanted) {
            ScannedFolder before = roots.get(root);
            // a root that is not there yet holds no models; that is no problem
            boolean is = Files.isDirectory(root);
            if (is) there.add(root);
            else
                there.remove(root);
            ScannedFolder after = is
                    ? Scan.of(root, before, only)
                    : new ScannedFolder(root, 0, 0, false, null, null, List.of(), List.of(), List.of());
            if (after.equals(before)) continue;
            news = true;
            replace(root, before, after);
        }
        return news;
    }

    private void replace(Path root, @Nullable ScannedFolder before, ScannedFolder after) {
        var now = models(after);
        var gone = new ArrayList<Model>();
        if (before != null) {
            models(before).forEach((path, model) -> {
                if (!now.containsKey(path) && Files.notExists(path) && !forgotten.remove(path)) gone.add(model);
            });
        }
        List<Path> back = missing.keySet().stream().filter(now::containsKey).toList();
        gone.forEach(model -> missing.put(model.path(), model));
        back.forEach(missing::remove);
        forgotten.removeAll(now.keySet());
        roots.put(root, after);
        rows.save(root, before, after);
        rows.addMissing(root, gone);
        rows.deleteMissing(back);
    }

    /// Takes over digests of models that are still as they were; which missing models turned out to have moved, and
    /// where to.
    synchronized Map<Path, Path> digested(Map<Path, Digests.Digest> found) {
        for (var root : List.copyOf(roots.entrySet())) {
            ScannedFolder after = digested(root.getValue(), found);
            if (after.equals(root.getValue())) continue;
            rows.save(root.getKey(), root.getValue(), after);
            roots.put(root.getKey(), after);
        }
        var byDigest = new HashMap<String, Path>();
        missing.values().stream().filter(model -> !model.sha256().isEmpty())
                .forEach(model -> byDigest.put(model.sha256(), model.path()));
        var moved = new LinkedHashMap<Path, Path>();
        found.forEach((path, digest) -> {
            Path from = byDigest.remove(digest.sha256());
            if (from != null) moved.put(from, path);
        });
        moved.keySet().forEach(missing::remove);
        rows.deleteMissing(moved.keySet());
        return moved;
    }

    private static ScannedFolder digested(ScannedFolder folder, Map<Path, Digests.Digest> found) {
        Model own = folder.model();
        Model model = own == null ? null : digested(own, found);
        var files = folder.files().stream().map(file -> {
            Model old = file.model();
            Model next = old == null ? null : digested(old, found);
            return next == null || next.equals(old)
                    ? file
                    : new ScannedFolder.ScannedFile(file.name(), file.stamp(), next, null);
        }).toList();
        var children = folder.children().stream().map(child -> digested(child, found)).toList();
        ScannedFolder after = folder.with(model, files, children);
        return after.equals(folder) ? folder : after;
    }

    /// Only the reading that the digest was computed for: another one may be of other content.
    @SuppressWarnings("ReferenceEquality")
    private static Model digested(Model model, Map<Path, Digests.Digest> found) {
        Digests.Digest digest = found.get(model.path());
        return digest != null && digest.of() == model ? model.withSha256(digest.sha256()) : model;
    }

    /// Says no more that the model at `path` is missing, now and when it goes.
    synchronized void forget(Path path) {
        forgotten.add(path);
        if (missing.remove(path) != null) rows.deleteMissing(List.of(path));
    }

    /// The roots that the last scan found.
    synchronized Set<Path> there() {
        return Set.copyOf(there);
    }

    /// All folders below the roots.
    synchronized Set<Path> folders() {
        var folders = new HashSet<Path>();
        roots.values().forEach(root -> root.each(folder -> {
            folders.add(folder.path());
            folders.addAll(folder.inner());
        }));
        return folders;
    }

    synchronized CatalogView view(Map<Path, Mark> marks, long millis) {
        return CatalogView.of(roots.values(), missing.values(), marks, millis);
    }

    private static Map<Path, Model> models(ScannedFolder root) {
        var models = new HashMap<Path, Model>();
        root.each(folder -> {
            if (folder.model() != null) models.put(folder.path(), folder.model());
            for (ScannedFolder.ScannedFile file : folder.files())
                if (file.model() != null) models.put(file.model().path(), Objects.requireNonNull(file.model()));
        });
        return models;
    }
}
