package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.store.Database;

/// The models under some roots, watched: what changes on disk shows within two seconds. What is known survives a restart,
/// digests are computed in the background. Any thread.
public final class Catalog implements AutoCloseable {
    private final Live<CatalogView> view = new Live<>(CatalogView.EMPTY);
    private final Tasks tasks;
    private final Marks marks;
    private final CatalogMemory memory;
    private final CatalogWatch watch = new CatalogWatch(this::changed);
    private final Digests digests = new Digests(this::digested);
    private List<Path> roots;
    private boolean started;
    private boolean running;
    private boolean everything;
    private final Set<Path> changed = new HashSet<>();
    private final Set<Path> unsure = new HashSet<>();

    /// @param workspace where the marks are kept
    public Catalog(Tasks tasks, List<Path> roots, Path workspace, Database database) {
        this.tasks = tasks;
        this.roots = absolute(roots);
        this.marks = Marks.in(workspace, tasks);
        this.memory = new CatalogMemory(new CatalogRows(database));
        marks.onChange(() -> view.update(old -> old.withMarks(marks.all())));
    }

    public Live<CatalogView> view() {
        return view;
    }

    /// Replaces the roots and scans them; nothing where they are the same.
    public void setRoots(List<Path> next) {
        synchronized (changed) {
            if (roots.equals(absolute(next))) return;
            roots = absolute(next);
        }
        rescan();
    }

    /// Looks at everything again in the background, and reads what changed; the first call begins to watch too.
    public void rescan() {
        changed(null);
        synchronized (changed) {
            if (started) return;
            started = true;
        }
        tasks.quiet("catalog-watch", progress -> watch.run());
        tasks.quiet("catalog-digests", progress -> digests.run());
    }

    /// Changes what is said of the model at the absolute `path`.
    public void mark(Path path, UnaryOperator<Mark> step) {
        marks.change(path, step);
    }

    /// The root that the file or folder at the absolute `path` lies in; its own folder where it lies in none.
    public Path rootOf(Path path) {
        synchronized (changed) {
            return roots.stream().filter(path::startsWith).findFirst()
                    .orElseGet(() -> Objects.requireNonNullElse(path.getParent(), path));
        }
    }

    /// Says that the model at `path` goes on purpose, so that nobody misses it. Waits for a scan under way.
    public void leaving(Path path) {
        memory.forget(path);
    }

    /// Says no more that the model at `path` is missing, nor what was said of it. Waits for a scan under way.
    public void forget(Path path) {
        memory.forget(path);
        marks.change(path, old -> Mark.NONE);
        publish(view.get().elapsedMillis());
    }

    /// Scans `root`, a folder or a single file, now and answers what is there with digests; cancelled by interruption.
    public static CatalogView scan(Path root) throws InterruptedException {
        long started = System.nanoTime();
        Path start = root.toAbsolutePath().normalize();
        ScannedFolder found = Files.isRegularFile(start) ? file(start) : Scan.of(start, null, null);
        CatalogView seen = CatalogView.of(List.of(found), List.of(), Map.of(), 0);
        var models = new ArrayList<Model>();
        for (Model model : seen.models())
            models.add(digested(model));
        return new CatalogView(models, seen.problems(), (System.nanoTime() - started) / 1_000_000, false);
    }

    /// The model at `path` with its digest, read now.
    public static Model read(Path path) {
        try {
            return digested(look(path));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StudioException(Problem.of("catalog.unreadable", "interrupted"), e);
        }
    }

    /// The model at `path`, read now, without its digest.
    public static Model look(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        if (!Files.exists(absolute)) throw StudioException.of("catalog.missing", absolute);
        Path parent = absolute.getParent();
        Path root = parent == null ? absolute : parent;
        if (!Files.isDirectory(absolute)) {
            return FileReading.model(absolute, root)
                    .orElseThrow(() -> StudioException.of("catalog.not-a-model", absolute));
        }
        for (FolderFormat format : Formats.FOLDERS) {
            var model = format.read(absolute, root);
            if (model.isPresent()) return model.get();
        }
        throw StudioException.of("catalog.not-a-model", absolute);
    }

    @Override
    public void close() {
        marks.close();
    }

    private static Model digested(Model model) throws InterruptedException {
        try {
            return model.withSha256(FolderHash.of(model, FolderHash.Pace.FULL));
        } catch (IOException e) {
            if (Thread.interrupted()) throw new InterruptedException("digest of " + model.path());
            throw new StudioException(Problem.of("catalog.unreadable", String.valueOf(e.getMessage())), e);
        }
    }

    private static ScannedFolder file(Path file) {
        Path folder = Objects.requireNonNull(file.getParent());
        var files = new ArrayList<ScannedFolder.ScannedFile>();
        String name = String.valueOf(file.getFileName());
        try {
            FileReading.model(file, folder)
                    .ifPresent(model -> files.add(new ScannedFolder.ScannedFile(name, 0, model, null)));
        } catch (StudioException e) {
            files.add(new ScannedFolder.ScannedFile(name, 0, null, e.problem()));
        }
        return new ScannedFolder(folder, 0, 0, false, null, null, files, List.of(), List.of());
    }

    /// Takes note of where something changed, null for anywhere, and has it looked at.
    private void changed(Scan.@Nullable Places places) {
        synchronized (changed) {
            if (places == null) {
                everything = true;
            } else {
                changed.addAll(places.told());
                unsure.addAll(places.other());
            }
            if (running) return;
            running = true;
        }
        tasks.quiet("catalog-scan", progress -> scanUntilDone());
    }

    private void scanUntilDone() throws InterruptedException {
        boolean ended = false;
        try {
            while (!ended) {
                List<Path> now;
                Scan.Places only;
                synchronized (changed) {
                    ended = !everything && changed.isEmpty() && unsure.isEmpty();
                    if (ended) running = false;
                    now = roots;
                    only = everything ? null : new Scan.Places(Set.copyOf(changed), Set.copyOf(unsure));
                    everything = false;
                    changed.clear();
                    unsure.clear();
                }
                if (!ended) scan(now, only);
            }
        } finally {
            // a scan that was cut off must not keep later ones from starting
            if (!ended) {
                synchronized (changed) {
                    running = false;
                }
            }
        }
    }

    private void scan(List<Path> now, Scan.@Nullable Places only) throws InterruptedException {
        if (memory.open(now)) publish(view.get().elapsedMillis());
        view.update(old -> old.scanning(true));
        long started = System.nanoTime();
        boolean news = memory.scan(now, only);
        long took = System.nanoTime() - started;
        if (news || only == null) publish(only == null ? took / 1_000_000 : view.get().elapsedMillis());
        else
            view.update(old -> old.scanning(false));
        if (only == null || news) watch.follow(now, memory.there(), memory.folders(), took);
    }

    private void digested(Map<Path, Digests.Digest> found) {
        memory.digested(found).forEach(marks::move);
        publish(view.get().elapsedMillis());
    }

    private void publish(long millis) {
        CatalogView next = memory.view(marks.all(), millis);
        view.set(next);
        digests.want(next.models());
    }

    private static List<Path> absolute(List<Path> roots) {
        return roots.stream().map(root -> root.toAbsolutePath().normalize()).distinct().toList();
    }
}
