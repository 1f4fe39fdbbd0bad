package slipway.base;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/// What was done and how it went, newest first, the last [#KEPT]; any class may add, any thread. Secrets are masked
/// when they come in.
public final class Activity {
    /// So many can be looked through; the file behind it is bounded by its size.
    public static final int KEPT = 5000;

    private final @Nullable Path root;
    private final AtomicLong ids = new AtomicLong();
    private final Live<List<Entry>> entries = new Live<>(List.of());

    /// Of no workspace in particular.
    public Activity() {
        this(null);
    }

    /// @param root of the workspace: commands are kept so that they do the same from any folder
    public Activity(@Nullable Path root) {
        this.root = root;
    }

    public enum Outcome {
        GOOD, BAD, NEUTRAL
    }

    /// What an action was done to.
    public enum Kind {
        DEPLOYMENT, ENDPOINT, TRAFFIC, MODEL, IMAGE, CHECK, REQUEST, STUDIO;

        /// By the area of the text that tells of it.
        static Kind of(String key) {
            return switch (key.substring(0, Math.max(0, key.indexOf('.')))) {
                case "deploy", "deployments", "scale" -> DEPLOYMENT;
                case "endpoints" -> ENDPOINT;
                case "lab", "rollout", "load", "record", "traffic" -> TRAFFIC;
                case "models", "catalog" -> MODEL;
                case "images", "build", "docker" -> IMAGE;
                case "validate", "check", "passport", "rehearse" -> CHECK;
                case "requests", "requestspage", "answers" -> REQUEST;
                case "studio" -> ofStudio(key);
                default -> STUDIO;
            };
        }

        private static Kind ofStudio(String key) {
            String what = key.substring(key.indexOf('.') + 1);
            if (what.startsWith("fault") || what.startsWith("recording")) return TRAFFIC;
            return what.startsWith("file") ? DEPLOYMENT : ENDPOINT;
        }
    }

    /// `key` is a text key filled with `args`; `result` is a short figure already formatted (`2.1 ms`), or empty.
    ///
    /// @param id      counts up from 1; what an earlier run kept has 0 and less
    /// @param subject the deployment (`iris/blue`) or endpoint (`iris`) it was done to; empty for others
    /// @param nanos   how long it took, 0 where it is not known
    /// @param problem what went wrong; null where nothing did, or more is not known
    /// @param command the command line that does the same; empty where there is none
    /// @param calls   what was asked of a container engine for it
    public record Entry(long id, Instant at, Outcome outcome, Kind kind, String subject, String key,
            List<Object> args, String result, long nanos, @Nullable Problem problem, String command,
            Deed.Calls calls) {
        public Entry {
            args = List.copyOf(args);
        }

        public String text() {
            return Text.of(key, args.toArray());
        }

        Entry numbered(long number) {
            return new Entry(number, at, outcome, kind, subject, key, args, result, nanos, problem, command, calls);
        }
    }

    public Live<List<Entry>> entries() {
        return entries;
    }

    public void add(Outcome outcome, String result, String key, Object... args) {
        note(outcome, result, null, "", key, List.of(args));
    }

    /// What went wrong, under the text `key`.
    public void failed(Problem problem, String key, Object... args) {
        note(Outcome.BAD, "", problem, "", key, List.of(args));
    }

    /// What a person did that has a twin on the command line.
    public void did(String command, String key, Object... args) {
        note(Outcome.GOOD, "", null, command, key, List.of(args));
    }

    /// What was done, with its figure and its twin on the command line.
    public void did(String command, String result, String key, List<Object> args) {
        note(Outcome.GOOD, result, null, command, key, args);
    }

    /// Tells of every shown task as it ends, unless its body told of it itself.
    public Live.Subscription follow(Tasks tasks) {
        return tasks.onEnd((view, deed) -> {
            if (deed.told()) return;
            Outcome outcome = switch (view.state()) {
                case DONE, RUNNING -> Outcome.GOOD;
                case FAILED -> Outcome.BAD;
                case CANCELLED -> Outcome.NEUTRAL;
            };
            String result = view.state() == Tasks.State.CANCELLED
                    ? Text.of("notify.cancelled")
                    : deed.result().isEmpty() ? Units.nanos(deed.nanos()) : deed.result();
            note(outcome, result, view.problem(), "", view.title(), view.args());
        });
    }

    private void note(Outcome outcome, String result, @Nullable Problem problem, String command, String key,
            List<Object> args) {
        Deed deed = Deed.current();
        List<Object> shown = masked(args);
        Problem said = problem == null
                ? null
                : new Problem(problem.code(), masked(problem.args()), masked(problem.detail()));
        String same = command.isEmpty() && deed != null ? deed.command() : command;
        String twin = root == null ? same : Twin.in(root, same);
        add(new Entry(0, Instant.now(), outcome, Kind.of(key), subject(shown), key, shown,
                Masked.text(result), deed == null ? 0 : deed.nanos(), said, Masked.text(twin),
                deed == null ? Deed.Calls.NONE : deed.tell()));
    }

    private void add(Entry entry) {
        entries.update(list -> {
            var next = new ArrayList<Entry>(list.size() + 1);
            // numbered in the order they stand in: who writes them down takes all above the last
            next.add(entry.numbered(ids.incrementAndGet()));
            next.addAll(list.subList(0, Math.min(list.size(), KEPT - 1)));
            return List.copyOf(next);
        });
    }

    /// Puts what an earlier run kept behind what there is; `older` newest first, once. They are numbered down from 0:
    /// what came meanwhile keeps its numbers.
    public void restore(List<Entry> older) {
        entries.update(list -> {
            var next = new ArrayList<Entry>(list);
            for (Entry entry : older.subList(0, Math.min(older.size(), KEPT - list.size())))
                next.add(entry.numbered(list.size() - next.size()));
            return List.copyOf(next);
        });
    }

    /// The first argument that names a deployment, else the first of what is done to an endpoint.
    private static String subject(List<Object> args) {
        for (Object arg : args) {
            if (arg instanceof String word && word.matches("[\\w.-]+/[\\w.-]+")) return word;
        }
        return !args.isEmpty() && args.getFirst() instanceof String word && word.matches("[a-zA-Z][\\w-]{0,62}")
                ? word
                : "";
    }

    private static List<Object> masked(List<Object> args) {
        return args.stream().map(arg -> arg instanceof Number ? arg : Masked.text(String.valueOf(arg))).toList();
    }

    private static @Nullable String masked(@Nullable String text) {
        return text == null ? null : Masked.text(text);
    }
}
