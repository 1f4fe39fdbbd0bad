package slipway.catalog;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import slipway.base.Live;
import slipway.base.Tasks;
import slipway.store.Settings;

/// Who is archived and tagged, in the workspace's `catalog.json` by path relative to the workspace, so that it goes where
/// the workspace goes. Any thread.
final class Marks implements AutoCloseable {
    private final Path workspace;
    private final Settings<File> settings;

    /// The file.
    record File(Map<String, Mark> models) {}

    private Marks(Path workspace, Settings<File> settings) {
        this.workspace = workspace;
        this.settings = settings;
    }

    static Marks in(Path workspace, Tasks tasks) {
        Path root = workspace.toAbsolutePath().normalize();
        return new Marks(root, Settings.open(root.resolve("catalog.json"), File.class, new File(Map.of()), tasks));
    }

    Map<Path, Mark> all() {
        var marks = new LinkedHashMap<Path, Mark>();
        settings.value().get().models().forEach((key, mark) -> {
            try {
                marks.put(workspace.resolve(key).normalize(), mark);
            } catch (InvalidPathException e) {
                // written on another system; kept for it
                System.getLogger(Marks.class.getName()).log(System.Logger.Level.DEBUG, key, e);
            }
        });
        return marks;
    }

    /// Calls back after each change until the answer is closed.
    Live.Subscription onChange(Runnable listener) {
        return settings.value().onChange(listener);
    }

    void change(Path model, UnaryOperator<Mark> step) {
        String key = key(model);
        settings.value().update(old -> {
            var models = new TreeMap<>(old.models());
            Mark next = step.apply(models.getOrDefault(key, Mark.NONE));
            if (next.equals(Mark.NONE)) models.remove(key);
            else
                models.put(key, next);
            return new File(models);
        });
    }

    /// What was said of `from` is said of `to` now.
    void move(Path from, Path to) {
        Mark mark = settings.value().get().models().get(key(from));
        if (mark == null) return;
        change(from, old -> Mark.NONE);
        change(to, old -> mark);
    }

    private String key(Path model) {
        return (model.startsWith(workspace) ? workspace.relativize(model) : model).toString().replace('\\', '/');
    }

    @Override
    public void close() {
        settings.close();
    }
}
