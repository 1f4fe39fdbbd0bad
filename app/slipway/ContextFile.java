package slipway;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import slipway.base.Tasks;
import slipway.engine.docker.ContextChoice;
import slipway.engine.docker.ContextKeep;
import slipway.store.Settings;

/// The Docker context that a workspace goes by, in its state folder; the one of the command line comes first and is not
/// kept. Any thread.
final class ContextFile implements ContextKeep, AutoCloseable {
    private static final String OPTION = "--context";

    private final Path file;
    private final Settings<Kept> kept;
    private volatile @Nullable String named;

    /// What the file says; empty for no choice.
    record Kept(String context) {}

    private ContextFile(Path file, Settings<Kept> kept, @Nullable String named) {
        this.file = file;
        this.kept = kept;
        this.named = named;
    }

    /// @param named what the command line names; null where it names none
    static ContextFile open(Path stateFolder, @Nullable String named, Tasks tasks) {
        Path file = stateFolder.resolve("engine.json");
        return new ContextFile(file, Settings.open(file, Kept.class, new Kept(""), tasks), named);
    }

    /// The choice alone, of a workspace that stays as it is.
    static ContextChoice read(Path root, @Nullable String named, Tasks tasks) {
        try (var file = open(root.resolve(".slipway"), named, tasks)) {
            return file.choice();
        }
    }

    @Override
    public ContextChoice choice() {
        String first = named;
        if (first != null) return new ContextChoice(first, OPTION);
        String context = kept.value().get().context();
        return context.isBlank() ? ContextChoice.NONE : new ContextChoice(context, file.toString());
    }

    @Override
    public void keep(@Nullable String name) {
        named = null;
        kept.value().set(new Kept(name == null ? "" : name));
    }

    @Override
    public void close() {
        kept.close();
    }
}
