package slipway.catalog.fix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import slipway.base.Problem;
import slipway.base.StudioException;

/// A fix that was applied, and can be taken back as long as nobody changed the files since. Blocking; any thread.
public final class Applied {
    private final Path base;
    private final List<Change> changes;
    private final Backup backup;

    Applied(Path base, List<Change> changes, Backup backup) {
        this.base = base;
        this.changes = changes;
        this.backup = backup;
    }

    /// The folder with the files as they were.
    public Path backup() {
        return backup.folder();
    }

    /// Puts the files back as they were, their times too; refused when one was changed since.
    public void undo() {
        for (Change change : changes) {
            if (Fix.State.of(base, change) == Fix.State.OTHER)
                throw StudioException.of("catalog.undo-changed", change.file(), backup.folder());
        }
        try {
            for (Change change : changes)
                if (Fix.State.of(base, change) == Fix.State.AFTER) backup.restore(change);
            backup.delete();
        } catch (IOException e) {
            throw new StudioException(Problem.of("catalog.undo-failed", backup.folder(), e.toString()), e);
        }
    }
}
