package slipway.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Activity;
import slipway.base.Activity.Entry;
import slipway.base.Deed;
import slipway.base.Gate;
import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Tasks;

/// Keeps the activity log over restarts: one JSON object a line in `activity.jsonl`, and the older ones in
/// `activity.jsonl.1`, each of [#MOST] bytes at most. Lines that cannot be read are passed over. Any thread.
public final class ActivityFile implements AutoCloseable {
    public static final String NAME = "activity.jsonl";
    static final long MOST = 4_000_000;

    private static final System.Logger LOG = System.getLogger(ActivityFile.class.getName());

    private final Activity activity;
    private final LineLog<Entry> log;
    private final Live.Subscription changes;
    private long written;

    /// What stands in a line; the outcome and the kind by their names.
    private record Line(Instant at, String outcome, String kind, String subject, String key, List<Object> args,
            String text, String result, long nanos, @Nullable Said problem, String command, List<Deed.Call> calls,
            int moreCalls) {}

    private record Said(String code, List<Object> args, @Nullable String detail) {}

    private ActivityFile(Activity activity, LineLog<Entry> log) {
        this.activity = activity;
        this.log = log;
        changes = activity.entries().onChange(this::changed);
        changed();
    }

    /// Writes down what `activity` has and what is added to it from now on; what `folder` holds comes into it once `gate`
    /// is passed, on one of `tasks`.
    public static ActivityFile open(Path folder, Activity activity, Tasks tasks, Gate gate) {
        Path file = folder.resolve(NAME);
        endLine(file);
        // read before the first new line can be in it; to understand thousands of them takes a while
        List<String> lines = lines(folder);
        if (!lines.isEmpty()) {
            tasks.quiet("restore activity", progress -> {
                boolean _ = gate.pass();
                activity.restore(entries(lines));
            });
        }
        return new ActivityFile(activity, new LineLog<>(file, MOST, tasks, ActivityFile::line));
    }

    /// Newest first, at most as many as an [Activity] keeps.
    static List<Entry> read(Path folder) {
        return entries(lines(folder));
    }

    private static List<String> lines(Path folder) {
        var found = new ArrayList<String>();
        for (Path file : List.of(folder.resolve(NAME + ".1"), folder.resolve(NAME))) {
            try {
                // leniently: a damaged byte costs its own line only
                if (Files.exists(file))
                    new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().forEach(found::add);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, file.toString(), e);
            }
        }
        return found;
    }

    private static List<Entry> entries(List<String> lines) {
        return lines.reversed().stream().flatMap(line -> entry(line).stream()).limit(Activity.KEPT).toList();
    }

    /// A studio that was killed may have left half a line, which the next one must not go on.
    private static void endLine(Path file) {
        if (!Files.exists(file)) return;
        try (var end = new RandomAccessFile(file.toFile(), "rw")) {
            if (end.length() == 0) return;
            end.seek(end.length() - 1);
            if (end.read() != '\n') end.write('\n');
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, file.toString(), e);
        }
    }

    private synchronized void changed() {
        List<Entry> fresh = activity.entries().get().stream().takeWhile(entry -> entry.id() > written).toList();
        fresh.reversed().forEach(log::offer);
        if (!fresh.isEmpty()) written = fresh.getFirst().id();
    }

    /// One entry as a line, also for exports.
    public static String line(Entry entry) {
        Problem problem = entry.problem();
        return JsonMapper.shared().writeValueAsString(new Line(entry.at(), entry.outcome().name(), entry.kind().name(),
                entry.subject(), entry.key(), entry.args(), entry.text(), entry.result(), entry.nanos(),
                problem == null ? null : new Said(problem.code(), problem.args(), problem.detail()), entry.command(),
                entry.calls().kept(), entry.calls().more()));
    }

    private static Optional<Entry> entry(String line) {
        try {
            Line read = JsonMapper.shared().readValue(line, Line.class);
            Said said = read.problem;
            return Optional.of(new Entry(0, read.at, Activity.Outcome.valueOf(read.outcome),
                    Activity.Kind.valueOf(read.kind), read.subject, read.key, read.args, read.result, read.nanos,
                    said == null ? null : new Problem(said.code, said.args, said.detail), read.command,
                    new Deed.Calls(read.calls, read.moreCalls)));
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            LOG.log(System.Logger.Level.DEBUG, "a line of the activity log", e);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        changed();
        changes.close();
        log.close();
    }
}
