package slipway.record;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import slipway.base.Activity;
import slipway.base.Activity.Outcome;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.record.RecordingMeta.Ask;
import slipway.record.RecordingMeta.Owner;
import slipway.record.RecordingMeta.State;

/// Begins and ends the recordings that other processes, or the window, ask of the studio through files: it looks into
/// the folder once a second. One for each studio, which owns it; [#start] may be called by any thread.
public final class RecordingAsks implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Recordings recordings;
    private final Tasks tasks;
    private final Supplier<Set<String>> endpoints;
    private final Tap tap;
    private final Activity activity;
    private final Map<Path, Running> running = new HashMap<>();
    /// Folders that need no second look.
    private final Set<Path> over = new HashSet<>();

    /// Gives every exchange of an endpoint to a consumer, on event loops, until the answer is closed.
    @FunctionalInterface
    public interface Tap {
        AutoCloseable watch(String endpoint, Consumer<Exchange> consumer);
    }

    private record Running(String endpoint, Recorder recorder, AutoCloseable tap, @Nullable Owner asker) {}

    /// Without telling anybody.
    public RecordingAsks(Recordings recordings, Tasks tasks, Supplier<Set<String>> endpoints, Tap tap) {
        this(recordings, tasks, endpoints, tap, new Activity());
    }

    /// @param endpoints the names of those that can be recorded now
    public RecordingAsks(Recordings recordings, Tasks tasks, Supplier<Set<String>> endpoints, Tap tap,
            Activity activity) {
        this.activity = activity;
        this.recordings = recordings;
        this.tasks = tasks;
        this.endpoints = endpoints;
        this.tap = tap;
        tasks.every(EVERY, "recordings", this::look);
    }

    /// Records now, without asking through files; [Recordings#end] or the recorder's own limits end it.
    public synchronized Recorder start(String name, Ask ask) {
        return begin(recordings.free(name), ask);
    }

    private Recorder begin(Path folder, Ask ask) {
        Recorder recorder = Recorder.start(folder, ask, tasks);
        AutoCloseable watching;
        try {
            watching = tap.watch(ask.endpoint(), recorder::offer);
        } catch (RuntimeException e) {
            // the endpoint went meanwhile
            recorder.close();
            throw e;
        }
        running.put(folder, new Running(ask.endpoint(), recorder, watching, ask.asker()));
        // its name is taken now
        activity.did(ask.command(""), "studio.recording-begun", ask.endpoint());
        return recorder;
    }

    private synchronized void look() {
        for (Iterator<Map.Entry<Path, Running>> all = running.entrySet().iterator(); all.hasNext();) {
            Map.Entry<Path, Running> each = all.next();
            Owner asker = each.getValue().asker();
            if (each.getValue().recorder().over() || Files.exists(each.getKey().resolve(Recordings.STOP))
                    || (asker != null && !asker.alive())) {
                all.remove();
                end(each.getKey(), each.getValue());
            }
        }
        List<Path> folders = recordings.folders();
        over.retainAll(folders);
        for (Path folder : folders) {
            if (running.containsKey(folder) || over.contains(folder)) continue;
            RecordingMeta.read(folder).ifPresent(meta -> {
                if (meta.state() == State.ASKED) answer(folder, meta);
                else
                    over.add(folder);
            });
        }
    }

    private void answer(Path folder, RecordingMeta meta) {
        Ask ask = meta.ask();
        if (!endpoints.get().contains(ask.endpoint())) {
            Problem problem = Problem.of("record.no-endpoint", ask.endpoint(), String.join(", ", endpoints.get()));
            meta.over(State.FAILED, System.currentTimeMillis(), problem.what()).write(folder);
            return;
        }
        try {
            begin(folder, ask);
        } catch (StudioException e) {
            meta.over(State.FAILED, System.currentTimeMillis(), e.problem().what()).write(folder);
        }
    }

    private void end(Path folder, Running each) {
        try {
            each.tap().close();
        } catch (Exception e) {
            System.getLogger(RecordingAsks.class.getName()).log(System.Logger.Level.WARNING, folder.toString(), e);
        }
        each.recorder().close();
        activity.add(Outcome.NEUTRAL, "", "studio.recording-over", each.endpoint());
        if (!folder.resolve(Recordings.STOP).toFile().delete()) {
            System.getLogger(RecordingAsks.class.getName()).log(System.Logger.Level.DEBUG, "ended by itself");
        }
    }

    /// Ends them all, whole.
    @Override
    public synchronized void close() {
        running.forEach(this::end);
        running.clear();
    }
}
