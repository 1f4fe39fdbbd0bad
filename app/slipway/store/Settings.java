package slipway.store;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;

/// One feature's settings record, kept as a small JSON file; saved atomically after a second of quiet and on close.
/// An unreadable file is kept aside (`NAME.unreadable-TIME`) and said in [#problem], never overwritten.
///
/// Fields that the file lacks take their defaults; fields that the record lacks are written back as they were. Several
/// processes may have the same file: one writes only what was changed in it, and keeps what others wrote meanwhile.
/// The owner changes [#value]; any thread.
public final class Settings<T extends Record> implements AutoCloseable {
    static final Duration QUIET = Duration.ofSeconds(1);

    private static final ObjectMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path file;
    private final Class<T> type;
    private final Tasks tasks;
    private final BiConsumer<Path, String> writing;
    private final Live<T> value;
    private final Live<Optional<Problem>> problem = new Live<>(Optional.empty());
    private final ObjectNode foreign = JSON.createObjectNode();
    private final Live.Subscription changes;
    private final Object lock = new Object();
    /// As the file has it, as far as is known: what differs from it was changed here. Guarded by the lock, which is taken
    /// inside a change of the value, never around one.
    private T saved;
    private boolean mayWrite = true;
    private boolean unsaved;
    private boolean waiting;
    private long changedNanos;

    private Settings(Path file, Class<T> type, T defaults, Tasks tasks, BiConsumer<Path, String> writing) {
        this.writing = writing;
        this.file = file;
        this.type = type;
        this.tasks = tasks;
        this.saved = read(defaults);
        this.value = new Live<>(saved);
        this.changes = value.onChange(this::changed);
    }

    /// Reads `file` once before it returns; saves wait on `tasks`.
    public static <T extends Record> Settings<T> open(Path file, Class<T> type, T defaults, Tasks tasks) {
        return new Settings<>(file, type, defaults, tasks, AtomicFiles::write);
    }

    /// The same for a file that its owner alone may read, from when it is next written.
    static <T extends Record> Settings<T> openPrivate(Path file, Class<T> type, T defaults, Tasks tasks) {
        return new Settings<>(file, type, defaults, tasks, AtomicFiles::writePrivate);
    }

    public Live<T> value() {
        return value;
    }

    /// What went wrong with the file last, reading or writing.
    public Live<Optional<Problem>> problem() {
        return problem;
    }

    /// Takes over what another process wrote into the file since; what was changed here stays. Reads the file once; one
    /// that is not there or cannot be read now changes nothing.
    public void reload() {
        catchUp(false);
    }

    /// Saves what is not saved yet and stops following.
    @Override
    public void close() {
        changes.close();
        save();
    }

    private T read(T defaults) {
        if (!Files.exists(file)) return defaults;
        try {
            return found(defaults);
        } catch (IOException | JacksonException e) {
            keepAside(e);
            return defaults;
        }
    }

    /// What the file says, with what it lacks from `otherwise`.
    private T found(T otherwise) throws IOException {
        if (!(JSON.readTree(text()) instanceof ObjectNode fields)) throw new IOException("not a JSON object");
        Map<String, Class<?>> known = parts(type);
        ObjectNode merged = JSON.valueToTree(otherwise);
        ObjectNode others = JSON.createObjectNode();
        fields.forEachEntry((name, field) -> {
            Class<?> part = known.get(name);
            if (part == null) others.set(name, field);
            else
                merge(merged, name, field, part);
        });
        T found = JSON.treeToValue(merged, type);
        foreign.removeAll();
        foreign.setAll(others);
        return found;
    }

    /// An interrupted thread reads it too: a studio that ends saves.
    private String text() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            return Files.readString(file);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /// Has the value take over what others wrote. Where it is about to be `written`, a file that cannot be read is kept
    /// aside; else it may be one that is being edited, and is left alone.
    private void catchUp(boolean written) {
        value.update(now -> {
            synchronized (lock) {
                if (!Files.exists(file)) return now;
                try {
                    T theirs = found(saved);
                    ObjectNode both = JSON.valueToTree(theirs);
                    keepChanges(both, JSON.valueToTree(saved), JSON.valueToTree(now), type);
                    T next = JSON.treeToValue(both, type);
                    saved = theirs;
                    return next;
                } catch (IOException | JacksonException e) {
                    if (written) keepAside(e);
                    return now;
                }
            }
        });
    }

    /// What differs in `mine` from `before` stays as it is there, each part of a record by itself.
    private static void keepChanges(ObjectNode into, ObjectNode before, ObjectNode mine, Class<?> record) {
        parts(record).forEach((name, part) -> {
            JsonNode own = mine.get(name);
            if (own == null || own.equals(before.get(name))) return;
            if (part.isRecord() && own instanceof ObjectNode inner && before.get(name) instanceof ObjectNode old
                    && into.get(name) instanceof ObjectNode theirs)
                keepChanges(theirs, old, inner, part);
            else
                into.set(name, own);
        });
    }

    private static Map<String, Class<?>> parts(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .collect(Collectors.toMap(RecordComponent::getName, RecordComponent::getType));
    }

    /// A record in a record grows too: what its part of the file lacks stays as in the defaults.
    private static void merge(ObjectNode into, String name, JsonNode found, Class<?> type) {
        if (type.isRecord() && found instanceof ObjectNode fields && into.get(name) instanceof ObjectNode inner) {
            Map<String, Class<?>> known = parts(type);
            fields.forEachEntry((part, field) -> merge(inner, part, field, known.getOrDefault(part, Object.class)));
        } else {
            into.set(name, found);
        }
    }

    private void keepAside(Exception cause) {
        try {
            Path aside = AtomicFiles.keepAside(file);
            problem.set(Optional.of(Problem.of("store.settings-unreadable", file.getFileName(), aside)
                    .withDetail(cause.toString())));
        } catch (IOException e) {
            // what cannot be read and cannot be moved must not be overwritten either
            mayWrite = false;
            problem.set(Optional.of(Problem.of("store.settings-locked", file, AtomicFiles.reason(e))
                    .withDetail(cause.toString())));
        }
    }

    private void changed() {
        synchronized (lock) {
            // it was taken over from the file
            if (value.get().equals(saved)) return;
            unsaved = true;
            changedNanos = System.nanoTime();
            if (waiting) return;
            waiting = true;
        }
        tasks.quiet("settings-" + file.getFileName(), progress -> {
            long left = QUIET.toNanos();
            while (left > 0) {
                Tasks.pause(Duration.ofNanos(left));
                synchronized (lock) {
                    left = QUIET.toNanos() - (System.nanoTime() - changedNanos);
                    if (left <= 0) waiting = false;
                }
            }
            save();
        });
    }

    private void save() {
        synchronized (lock) {
            if (!unsaved || !mayWrite) return;
        }
        catchUp(true);
        synchronized (lock) {
            if (!unsaved || !mayWrite) return;
            unsaved = false;
            T now = value.get();
            ObjectNode fields = JSON.valueToTree(now);
            foreign.forEachEntry(fields::set);
            try {
                writing.accept(file, JSON.writeValueAsString(fields) + "\n");
                saved = now;
            } catch (StudioException e) {
                unsaved = true;
                problem.set(Optional.of(e.problem()));
            }
        }
    }
}
