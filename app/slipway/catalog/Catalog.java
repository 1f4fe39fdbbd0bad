package slipway.catalog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import slipway.base.Live;
import slipway.base.StudioException;
import slipway.base.Tasks;

/// The models under some roots, rescanned when asked and when the roots change. Any thread.
public final class Catalog {
    private final Live<CatalogView> view = new Live<>(CatalogView.EMPTY);
    private final Tasks tasks;
    private List<Path> roots;
    private boolean running;
    private boolean again;

    public Catalog(Tasks tasks, List<Path> roots) {
        this.tasks = tasks;
        this.roots = List.copyOf(roots);
    }

    public Live<CatalogView> view() {
        return view;
    }

    /// Replaces the roots and scans them; nothing where they are the same.
    public void setRoots(List<Path> next) {
        synchronized (this) {
            if (roots.equals(next)) return;
            roots = List.copyOf(next);
        }
        rescan();
    }

    /// Starts a scan in the background; a scan under way is followed by another.
    public void rescan() {
        synchronized (this) {
            again = true;
            if (running) return;
            running = true;
        }
        tasks.quiet("catalog-scan", progress -> scanUntilDone());
    }

    /// Scans `root`, a folder or a single file, now and answers what is there; cancelled by interruption.
    public static CatalogView scan(Path root) throws InterruptedException {
        return Scan.of(root);
    }

    /// The model at `path`, read now.
    public static Model read(Path path) {
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

    private void scanUntilDone() throws InterruptedException {
        boolean ended = false;
        try {
            while (true) {
                List<Path> now;
                synchronized (this) {
                    if (!again) {
                        running = false;
                        ended = true;
                        return;
                    }
                    again = false;
                    now = roots;
                }
                view.update(old -> new CatalogView(old.models(), old.problems(), old.elapsedMillis(), true));
                view.set(scanAll(now));
            }
        } finally {
            // a scan that was cut off must not keep later ones from starting
            if (!ended) {
                synchronized (this) {
                    running = false;
                }
            }
        }
    }

    private static CatalogView scanAll(List<Path> roots) throws InterruptedException {
        var models = new ArrayList<Model>();
        var problems = new ArrayList<CatalogView.Broken>();
        long millis = 0;
        for (Path root : roots) {
            // a root that is not there yet holds no models; that is no problem
            if (!Files.isDirectory(root)) continue;
            CatalogView one = scan(root);
            models.addAll(one.models());
            problems.addAll(one.problems());
            millis += one.elapsedMillis();
        }
        return Scan.view(models, problems, millis);
    }
}
