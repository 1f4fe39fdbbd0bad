package slipway.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.store.AtomicFiles;

/// The load runs kept in a workspace, `.slipway/load`: a JSON file each, its histograms compressed in it. The oldest
/// go when there are more than the quota. Blocking; one at a time, any thread.
public final class SavedRuns {
    /// How many runs a workspace keeps.
    public static final int KEPT = 100;

    private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS")
            .withZone(ZoneOffset.UTC);

    private final Path folder;
    private final int kept;

    public SavedRuns(Path folder, int kept) {
        this.folder = folder;
        this.kept = kept;
    }

    public static SavedRuns of(Path workspace) {
        return new SavedRuns(workspace.resolve(".slipway").resolve("load"), KEPT);
    }

    /// A run as its file has it.
    private record Form(String name, String note, String at, String target, String plan, LoadResult result,
            LoadResult.Latency service, List<LoadReport.Second> seconds, Map<String, String> histograms) {}

    /// Keeps `report`; names may repeat, the newest of a name is meant by it.
    public synchronized SavedRun save(String name, String note, LoadPlan plan, LoadReport report) {
        if (name.isBlank()) throw StudioException.of("load.saved-name");
        Instant now = Instant.now();
        String id = ID.format(now);
        while (Files.exists(file(id))) {
            now = now.plusMillis(1);
            id = ID.format(now);
        }
        var run = new SavedRun(id, name.strip(), note, now, plan.url().toString(), PlanText.words(plan),
                report.result(),
                report.service(), report.seconds(), report.spreads());
        write(run);
        List<String> ids = ids();
        for (String old : ids.subList(Math.min(kept, ids.size()), ids.size()))
            delete(old);
        return run;
    }

    /// Gives a run another name and note.
    public synchronized SavedRun rename(String id, String name, String note) {
        if (name.isBlank()) throw StudioException.of("load.saved-name");
        SavedRun old = read(id);
        var run = new SavedRun(id, name.strip(), note, old.at(), old.target(), old.plan(), old.result(), old.service(),
                old.seconds(), old.spreads());
        write(run);
        return run;
    }

    /// Puts a run back that was deleted, as it was.
    public synchronized void restore(SavedRun run) {
        write(run);
    }

    /// Newest first; files that cannot be read are left out.
    public synchronized List<SavedRun.Head> list() {
        var heads = new ArrayList<SavedRun.Head>();
        for (String id : ids()) {
            try {
                heads.add(read(id).head());
            } catch (StudioException e) {
                System.getLogger(SavedRuns.class.getName()).log(System.Logger.Level.WARNING,
                        id + ": " + e.getMessage());
            }
        }
        return List.copyOf(heads);
    }

    /// The run of this id, or the newest of this name.
    public synchronized SavedRun find(String idOrName) {
        if (ids().contains(idOrName)) return read(idOrName);
        return list().stream().filter(head -> head.name().equals(idOrName)).findFirst().map(head -> read(head.id()))
                .orElseThrow(() -> StudioException.of("load.saved-unknown", idOrName));
    }

    public synchronized SavedRun read(String id) {
        if (!ids().contains(id)) throw StudioException.of("load.saved-unknown", id);
        try {
            Form form = JsonMapper.shared().readValue(Files.readString(file(id)), Form.class);
            var spreads = new TreeMap<String, Spread>();
            form.histograms().forEach((name, packed) -> spreads.put(name, Spread.unpacked(packed)));
            return new SavedRun(id, form.name(), form.note(), Instant.parse(form.at()), form.target(), form.plan(),
                    form.result(), form.service(), form.seconds(), spreads);
        } catch (IOException | RuntimeException e) {
            throw new StudioException(Problem.of("load.saved-broken", file(id)), e);
        }
    }

    /// Unknown ones are left alone.
    public synchronized void delete(String id) {
        if (!ids().contains(id)) return;
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new StudioException(Problem.of("load.saved-delete", file(id)), e);
        }
    }

    private void write(SavedRun run) {
        var histograms = new TreeMap<String, String>();
        run.spreads().forEach((name, spread) -> histograms.put(name, spread.packed()));
        AtomicFiles.write(file(run.id()), JsonMapper.shared().writeValueAsString(new Form(run.name(), run.note(),
                run.at().toString(), run.target(), run.plan(), run.result(), run.service(), run.seconds(),
                histograms)));
    }

    private List<String> ids() {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> String.valueOf(each.getFileName())).filter(name -> name.matches("[0-9-]+\\.json"))
                    .map(name -> name.substring(0, name.length() - 5)).sorted(Comparator.reverseOrder()).toList();
        } catch (IOException e) {
            throw new StudioException(Problem.of("load.saved-broken", folder), e);
        }
    }

    private Path file(String id) {
        return folder.resolve(id + ".json");
    }
}
