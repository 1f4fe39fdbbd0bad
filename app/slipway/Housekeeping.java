package slipway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import slipway.base.Activity;
import slipway.base.Gate;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.build.ServerRuntime;
import slipway.cli.Keeping;
import slipway.housekeeping.FolderShelf;
import slipway.housekeeping.HistoryShelf;
import slipway.housekeeping.Housekeeper;
import slipway.housekeeping.InUse;
import slipway.housekeeping.Kind;
import slipway.housekeeping.Limit;
import slipway.housekeeping.LimitBook;
import slipway.housekeeping.PlainShelf;
import slipway.housekeeping.Shelf;
import slipway.observe.LogQuota;
import slipway.record.Recordings;
import slipway.requests.History;
import slipway.series.SeriesStore;
import slipway.spec.QuotaEdit;
import slipway.spec.Quotas;
import slipway.spec.Workspace;
import slipway.store.ActivityFile;
import slipway.store.Database;

/// Glue: which files of a workspace are of which kind, which of them are free, and where their limits stand. Any thread.
record Housekeeping(Workspace workspace, Path state, History history, SeriesStore series,
        PlainShelf.Cleaning logs) implements LimitBook {
    private static final int MEGA = 1_000_000;
    private static final Pattern REPORT = Pattern.compile("\\d{8}-\\d{6}.*\\.(?:json|html)|tour");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{8,64}");
    private static final Pattern CACHE = Pattern.compile("(?:sample-server|onnxruntime)-[0-9a-f]+");
    private static final Pattern CRASH = Pattern.compile("(?:crash|hs_err)-.*\\.(?:txt|log)");

    /// Without a studio, until the answer is closed; logs are let go of only where nothing can be writing them.
    static Keeping alone(Tasks tasks, Path root) {
        Workspace workspace = Workspace.open(root, tasks);
        // looking makes no state folder where there is none
        Path state = workspace.root().resolve(".slipway");
        Database database = Database.open(state.resolve("slipway.db"));
        Database readings = Database.open(state.resolve("metrics.db"));
        var activity = new Activity(root);
        Runnable written = Files.isDirectory(state)
                ? ActivityFile.open(state.resolve("log"), activity, tasks, Gate.opened())::close
                : () -> {};
        var own = new Housekeeping(workspace, state, new History(database, state.resolve("answers")), new SeriesStore(
                readings, System::currentTimeMillis), () -> cleanLogs(root, state));
        return new Keeping(own.keeper(activity), () -> {
            written.run();
            readings.close();
            database.close();
            workspace.close();
        });
    }

    private static long cleanLogs(Path root, Path state) {
        // servers outlive a studio that was killed, and write their logs themselves
        if (Workspace.driven(root) || !empty(state.resolve("processes")))
            throw StudioException.of("housekeeping.logs-in-use", root);
        try {
            return LogQuota.keep(state.resolve("logs"), 0, Set.of());
        } catch (IOException e) {
            throw new StudioException(Problem.of("observe.log-unreadable", state.resolve("logs")), e);
        }
    }

    private static boolean empty(Path folder) {
        String[] names = folder.toFile().list();
        return names == null || names.length == 0;
    }

    Housekeeper keeper(Activity activity) {
        Path database = state.resolve("slipway.db");
        var recordings = Recordings.in(state);
        List<Shelf> own = List.of(new PlainShelf(Kind.LOGS, List.of(state.resolve("logs")), Set.of(), logs),
                new HistoryShelf(history, database, state.resolve("answers")),
                new FolderShelf(Kind.RECORDINGS, List.of(state.resolve("recordings")), each -> over(recordings, each)),
                new FolderShelf(Kind.REPORTS, List.of(state.resolve("reports"), state.resolve("reports/validations"),
                        state.resolve("load")), named(REPORT)),
                new PlainShelf(Kind.METRICS, database("metrics.db"), Set.of(), this::cleanMetrics),
                new FolderShelf(Kind.ENVIRONMENTS, List.of(state.resolve("environments")), unused(HASH)),
                new FolderShelf(Kind.CACHES, caches(), unused(CACHE)),
                new FolderShelf(Kind.CRASHES, List.of(state.resolve("crashes")), named(CRASH)),
                new PlainShelf(Kind.JOURNAL, List.of(state.resolve("log")), Set.of()));
        var all = new ArrayList<>(own);
        all.add(new PlainShelf(Kind.STATE, List.of(state), elsewhere()));
        return new Housekeeper(all, this, activity);
    }

    /// What of the state folder is counted under another kind.
    private Set<Path> elsewhere() {
        var all = new HashSet<Path>();
        for (String each : List.of("logs", "answers", "recordings", "reports", "load", "environments", "crashes",
                "log"))
            all.add(state.resolve(each));
        all.addAll(database("slipway.db"));
        all.addAll(database("metrics.db"));
        return all;
    }

    private List<Path> database(String name) {
        return List.of(state.resolve(name), state.resolve(name + "-wal"), state.resolve(name + "-shm"));
    }

    private static List<Path> caches() {
        String own = System.getenv().getOrDefault("SLIPWAY_CACHE_DIR", "");
        Path usual = ServerRuntime.cache();
        return own.isBlank() || Path.of(own).equals(usual) ? List.of(usual) : List.of(usual, Path.of(own));
    }

    private static boolean over(Recordings recordings, Path folder) {
        return recordings.list().stream().anyMatch(each -> each.name().equals(String.valueOf(folder.getFileName()))
                && each.meta().state().over());
    }

    private static Predicate<Path> named(Pattern name) {
        return each -> name.matcher(String.valueOf(each.getFileName())).matches();
    }

    /// A program that runs from a folder names it on its command line.
    private static Predicate<Path> unused(Pattern name) {
        return named(name).and(each -> !InUse.now().names(each));
    }

    private long cleanMetrics() {
        Path file = state.resolve("metrics.db");
        if (!Files.exists(file)) return 0;
        long before = bytes(database("metrics.db"));
        series.clear();
        return Math.max(0, before - bytes(database("metrics.db")));
    }

    private static long bytes(List<Path> files) {
        return files.stream().mapToLong(each -> each.toFile().length()).sum();
    }

    @Override
    public Limit limit(Kind kind) {
        Quotas quotas = workspace.spec().get().quotas();
        return switch (kind) {
            case LOGS -> new Limit(quotas.logs(), 0);
            case RECORDINGS -> new Limit(quotas.recordings(), 0);
            case REPORTS -> new Limit(quotas.reports(), 0);
            case HISTORY -> ofHistory();
            default -> Limit.NONE;
        };
    }

    private Limit ofHistory() {
        // looking makes no database where there is none yet
        if (!Files.exists(state.resolve("slipway.db"))) return Limit.NONE;
        History.Limits now = history.usage().limits();
        return new Limit(now.bytes(), now.days());
    }

    @Override
    public void set(Kind kind, long bytes) {
        if (bytes < MEGA || bytes / MEGA > Quotas.MOST_MB)
            throw StudioException.of("housekeeping.limit-size", kind.word(), Quotas.MOST_MB);
        if (kind == Kind.HISTORY) {
            workspace.stateFolder();
            history.limits(new History.Limits(bytes, history.usage().limits().days()));
            return;
        }
        QuotaEdit.set(workspace.root(), kind.word() + "_mb", (int) ((bytes + MEGA - 1) / MEGA));
        workspace.refresh();
    }
}
