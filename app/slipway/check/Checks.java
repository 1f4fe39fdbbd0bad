package slipway.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import slipway.base.Deed;
import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Twin;
import slipway.catalog.CatalogView;
import slipway.check.ChecksView.Cell;
import slipway.check.ChecksView.Column;
import slipway.check.ChecksView.Row;
import slipway.check.ChecksView.Run;
import slipway.contract.Profiles;
import slipway.store.SignedFile;

/// The passport's face: what was checked and how it went, and the running of checks, one after another because they
/// measure. Owned by the composition root; any thread.
public final class Checks implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Checks.class.getName());
    /// Files change without a word.
    private static final Duration GLANCE = Duration.ofSeconds(3);

    private final Tasks tasks;
    private final Ground ground;
    private final Examiner examiner;
    private final Reports reports;
    private final Live<ChecksView> view = new Live<>(ChecksView.EMPTY);
    private final Live<Reading> reading = new Live<>(new Reading(true, List.of()));
    private final Live<Map<String, Problem>> failures = new Live<>(Map.of());
    private final Live.Subscription catalogNews;
    private final AtomicBoolean asked = new AtomicBoolean(true);
    /// Of the last look, and when that was.
    private volatile @Nullable Inputs last;
    private volatile long lookedNanos;
    private final Semaphore news = new Semaphore(1);
    private final Semaphore turn = new Semaphore(1, true);

    private final Map<String, Run> runs = new LinkedHashMap<>();
    private final Map<String, Set<String>> about = new HashMap<>();
    private final Map<String, Problem> broken = new HashMap<>();
    private final Map<String, String> kinds = new LinkedHashMap<>();
    private final Map<String, Map<String, Cell>> seen = new HashMap<>();
    private final Map<String, Current> running = new HashMap<>();

    /// What the rows come from.
    ///
    /// @param root   of the workspace
    /// @param images references of the images in use, asked at each change
    /// @param profiles the contracts there are, a person's own included, asked at each change
    public record Ground(Path root, Live<CatalogView> catalog, Supplier<List<String>> images,
            Supplier<Profiles> profiles) {
        List<Column> columns() {
            return columns(profiles.get());
        }

        private static List<Column> columns(Profiles profiles) {
            return profiles.all().stream()
                    .map(each -> new Column(each.id(), each.title(), each.edition())).toList();
        }
    }

    private record Inputs(List<String> reports, List<String> images, List<Column> columns, List<Problem> problems) {}

    /// Whether the kept reports are still being read, and what was wrong with some.
    public record Reading(boolean under, List<Problem> problems) {
        public Reading {
            problems = List.copyOf(problems);
        }
    }

    /// A check under way: what is left to do, and what it found so far.
    private record Current(List<String> left, Map<String, Cell> found) {}

    /// @param state the folder of the workspace's state
    public Checks(Tasks tasks, Ground ground, Examiner examiner, Path state) {
        this.tasks = tasks;
        this.ground = ground;
        this.examiner = examiner;
        this.reports = new Reports(state);
        catalogNews = ground.catalog.onChange(this::refresh);
        tasks.quiet("checks", progress -> follow());
    }

    public Live<ChecksView> view() {
        return view;
    }

    public Live<Reading> reading() {
        return reading;
    }

    /// Why the last check of a target came to nothing, by its name; until the next one begins.
    public Live<Map<String, Problem>> failures() {
        return failures;
    }

    /// Looks again at the reports, the images and the contracts, soon.
    public void refresh() {
        asked.set(true);
        news.release();
    }

    /// As [#refresh], where images, contracts or the list of reports are not those of the last look: for news that come
    /// all the time and seldom mean anything here. The files are looked at every few seconds at most.
    public void glance() {
        Inputs seen = last;
        boolean due = System.nanoTime() - lookedNanos > GLANCE.toNanos();
        if (seen == null || due || !ground.images.get().equals(seen.images)) news.release();
    }

    /// What a look reads, without the reports themselves; null where the list of them cannot be had.
    private @Nullable Inputs inputs() {
        Profiles profiles = ground.profiles.get();
        try {
            return new Inputs(reports.ids(), ground.images.get(), Ground.columns(profiles), profiles.problems());
        } catch (StudioException e) {
            return null;
        }
    }

    private void follow() throws InterruptedException {
        while (true) {
            news.acquire();
            news.drainPermits();
            lookedNanos = System.nanoTime();
            if (asked.getAndSet(false) || !Objects.equals(last, inputs())) read();
        }
    }

    private void read() {
        last = inputs();
        var problems = new ArrayList<Problem>();
        try {
            List<String> ids = reports.ids();
            List<Reports.Report> fresh = reports.read(id -> !known(id), problems);
            synchronized (this) {
                runs.keySet().removeIf(id -> !ids.contains(id));
                broken.keySet().removeIf(id -> !ids.contains(id));
                seen.values().forEach(cells -> cells.values().removeIf(cell -> !ids.contains(cell.run())));
                problems.forEach(problem -> broken.put(String.valueOf(problem.args().getFirst()), problem));
                // the oldest first, so that the newest stays
                fresh.reversed().forEach(this::keep);
                problems.clear();
                problems.addAll(broken.values());
            }
        } catch (StudioException e) {
            problems.add(e.problem());
        }
        problems.addAll(ground.profiles.get().problems());
        publish();
        reading.set(new Reading(false, problems));
    }

    private synchronized boolean known(String id) {
        return runs.containsKey(id) || broken.containsKey(id);
    }

    private synchronized void keep(Reports.Report report) {
        Passport passport = report.passport();
        Run run = report.run();
        runs.put(run.id(), run);
        about.put(run.id(), passport.results().stream().map(ContractResult::contract)
                .collect(Collectors.toUnmodifiableSet()));
        String name = CheckRows.name(ground.root, passport.target(), passport.kind());
        kinds.put(name, passport.kind());
        Map<String, Cell> cells = seen.computeIfAbsent(name, key -> new HashMap<>());
        passport.results().forEach(result -> cells.merge(result.contract(), new Cell(result, run.id()),
                (old, now) -> old.run().compareTo(now.run()) > 0 ? old : now));
    }

    private void publish() {
        List<Column> columns = ground.columns();
        List<String> images = ground.images.get();
        synchronized (this) {
            var cells = new HashMap<String, Map<String, Cell>>();
            seen.forEach((name, known) -> cells.put(name, new HashMap<>(known)));
            var left = new HashMap<String, List<String>>();
            running.forEach((name, current) -> {
                cells.computeIfAbsent(name, key -> new HashMap<>()).putAll(current.found);
                left.put(name, List.copyOf(current.left));
            });
            List<Row> rows = CheckRows.of(new CheckRows.Ground(ground.root, ground.catalog.get(), images, columns,
                    kinds, cells, left));
            view.set(new ChecksView(columns, rows, runs.values().stream()
                    .sorted((a, b) -> b.id().compareTo(a.id())).toList()));
        }
    }

    /// Checks `target` under `contracts` in a task; refused while a check of it is under way.
    public void start(CheckTarget target, List<String> contracts) {
        claim(target, contracts);
        tasks.start("passport.task.check", List.of(target.name()), progress -> {
            Deed.twin(target.command(contracts));
            check(target, contracts, progress);
        });
    }

    /// Checks every row under the contracts that suit it, one after another, in one task.
    public void startAll() {
        List<Row> rows = view.get().rows();
        tasks.start("passport.task.all", List.of(rows.size()), progress -> {
            Deed.twin(commandOf(rows));
            for (Row row : rows) {
                progress.count(rows.indexOf(row), rows.size(), Progress.Unit.STEPS);
                progress.stage("passport.stage.target", row.title());
                // one that the person started by hand meanwhile is not checked twice
                if (tryClaim(row.target(), row.contracts())) checkOneOfAll(row);
            }
            progress.count(rows.size(), rows.size(), Progress.Unit.STEPS);
        });
    }

    /// Without `--contract` each is checked under those that suit it.
    private static String commandOf(List<Row> rows) {
        Twin twin = Twin.of("check");
        rows.forEach(row -> twin.add(row.target().word()));
        return twin.toString();
    }

    /// What goes wrong with one target is told at its row and does not keep the others from being checked.
    private void checkOneOfAll(Row row) throws InterruptedException {
        try {
            check(row.target(), row.contracts(), Progress.NONE);
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.INFO, row.target().name() + ": " + e.getMessage());
        }
    }

    private void claim(CheckTarget target, List<String> contracts) {
        if (!tryClaim(target, contracts)) throw StudioException.of("check.under-way", target.name());
    }

    private boolean tryClaim(CheckTarget target, List<String> contracts) {
        synchronized (this) {
            if (running.containsKey(target.name())) return false;
            running.put(target.name(), new Current(new ArrayList<>(contracts), new HashMap<>()));
            kinds.putIfAbsent(target.name(), target.kind());
        }
        failed(target, null);
        publish();
        return true;
    }

    private void failed(CheckTarget target, @Nullable Problem problem) {
        failures.update(before -> {
            var next = new HashMap<>(before);
            if (problem == null) next.remove(target.name());
            else
                next.put(target.name(), problem);
            return Map.copyOf(next);
        });
    }

    private void check(CheckTarget target, List<String> contracts, Progress progress) throws InterruptedException {
        try {
            if (!turn.tryAcquire()) {
                progress.stage("passport.stage.waiting");
                turn.acquire();
            }
            try {
                // a run that could not be signed is not begun
                reports.key();
                Passport passport = examiner.examine(target, contracts, result -> found(target, result), progress);
                Run run = reports.save(passport);
                keep(new Reports.Report(run, Masking.of(passport)));
            } finally {
                turn.release();
            }
        } catch (RuntimeException e) {
            failed(target, StudioException.problemOf(e));
            throw e;
        } finally {
            synchronized (this) {
                running.remove(target.name());
                if (!seen.containsKey(target.name())) kinds.remove(target.name());
            }
            refresh();
            publish();
        }
    }

    private void found(CheckTarget target, ContractResult result) {
        synchronized (this) {
            Current current = running.get(target.name());
            if (current == null) return;
            // the last one counts as running until the run is saved
            if (current.left.size() > 1) current.left.remove(result.contract());
            current.found.put(result.contract(), new Cell(Masking.of(result), ""));
        }
        publish();
    }

    /// What a run found; read from its report.
    public Passport passport(String run) {
        return reports.read(run).passport();
    }

    public Comparison compare(String before, String after) {
        return Comparison.of(passport(before), passport(after));
    }

    /// Ids of the contracts that a run was about.
    public synchronized Set<String> contracts(String run) {
        return about.getOrDefault(run, Set.of());
    }

    /// Where the signed report of a run is.
    public Path report(String run, SignedFile.Form form) {
        return reports.file(run, form);
    }

    /// Verifies any signed report, and whether this workspace signed it.
    public Verification verify(Path file) {
        return Verification.of(file, reports.keyIfAny());
    }

    /// The row of a target, by its name.
    public Optional<Row> row(String target) {
        return view.get().rows().stream().filter(row -> Objects.equals(row.target().name(), target)).findFirst();
    }

    @Override
    public void close() {
        catalogNews.close();
    }
}
