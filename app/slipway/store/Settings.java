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
/// Fields that the file lacks take their defaults; fields that the record lacks are written back as they were.
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
    private boolean mayWrite = true;
    private boolean unsaved;
    private boolean waiting;
    private long changedNanos;

    private Settings(Path file, Class<T> type, T defaults, Tasks tasks, BiConsumer<Path, String> writing) {
        this.writing = writing;
        this.file = file;
        this.type = type;
        this.tasks = tasks;
        this.value = new Live<>(read(defaults));
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

    /// Saves what is not saved yet and stops following.
    @Override
    public void close() {
        changes.close();
        save();
    }

    private T read(T defaults) {
        if (!Files.exists(file)) return defaults;
        try {
            JsonNode found = JSON.readTree(Files.readString(file));
            if (!(found instanceof ObjectNode fields)) throw new IOException("not a JSON object");
            Map<String, Class<?>> known = parts(type);
            ObjectNode merged = JSON.valueToTree(defaults);
            fields.forEachEntry((name, field) -> {
                Class<?> part = known.get(name);
                if (part == null) foreign.set(name, field);
                else
                    merge(merged, name, field, part);
            });
            return JSON.treeToValue(merged, type);
        } catch (IOException | JacksonException e) {
            keepAside(e);
            return defaults;
        }
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
            unsaved = false;
            ObjectNode fields = JSON.valueToTree(value.get());
            foreign.forEachEntry(fields::set);
            try {
                writing.accept(file, JSON.writeValueAsString(fields) + "\n");
            } catch (StudioException e) {
                unsaved = true;
                problem.set(Optional.of(e.problem()));
            }
        }
    }
}
