package slipway.catalog.fix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.catalog.Model;
import slipway.store.AtomicFiles;

/// What would be changed in a model's files, as it was when it was made: to be looked at, then applied as a whole or not
/// at all. Blocking; any thread.
public final class Fix {
    private final Path model;
    private final Path base;
    private final List<Change> changes;

    Fix(Model model, List<Change> changes) {
        this.model = model.path().toAbsolutePath().normalize();
        this.base = ModelText.base(model);
        this.changes = List.copyOf(changes);
    }

    public List<Change> changes() {
        return changes;
    }

    /// All changes as `git diff` writes them; an archive packed again is a list of renames.
    public String diff() {
        return Diffs.of(changes);
    }

    /// Writes the changes, each file whole or not at all, after a copy of what was there was kept beside the model.
    /// Refused when a file is not what the diff was made of; when one fails, those before it are put back.
    public Applied apply() {
        for (Change change : changes) {
            if (State.of(base, change) != State.BEFORE)
                throw StudioException.of("catalog.fix-changed", change.file());
        }
        Backup backup = null;
        int done = 0;
        try {
            backup = Backup.of(model, base, changes);
            for (Change change : changes) {
                write(change, backup);
                done++;
            }
            return new Applied(base, changes, backup);
        } catch (IOException | StudioException e) {
            if (backup != null) putBack(backup, done, e);
            throw new StudioException(Problem.of("catalog.fix-failed", model.getFileName(), reason(e)), e);
        }
    }

    private static String reason(Exception e) {
        return e instanceof StudioException known ? known.problem().why() : e.toString();
    }

    private void putBack(Backup backup, int done, Exception cause) {
        try {
            for (Change change : changes.subList(0, done))
                backup.restore(change);
            backup.delete();
        } catch (IOException e) {
            // the copies stay where they are
            cause.addSuppressed(e);
        }
    }

    private void write(Change change, Backup backup) throws IOException {
        Path file = base.resolve(change.file());
        switch (change) {
            case Change.Content content -> AtomicFiles.write(file, content.after());
            case Change.Mode mode -> Modes.set(file, mode.after());
            case Change.Repack repack -> Repacking.write(file, repack, backup.folder().resolve(".packing"));
        }
    }

    /// Whether a file is as it was before its change, as after, or neither.
    enum State {
        BEFORE, AFTER, OTHER;

        static State of(Path base, Change change) {
            Path file = base.resolve(change.file());
            return switch (change) {
                case Change.Content content -> {
                    String now = ModelText.read(base, content.file());
                    boolean none = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
                    if (now == null ? none && content.before() == null : now.equals(content.before())) yield BEFORE;
                    yield content.after().equals(now) ? AFTER : OTHER;
                }
                case Change.Mode mode -> {
                    int now = ModelText.file(base, mode.file()) == null ? -1 : Modes.of(file);
                    yield now == mode.before() ? BEFORE : now == mode.after() ? AFTER : OTHER;
                }
                case Change.Repack repack -> Repacking.state(file, repack);
            };
        }
    }
}
