package slipway.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;

/// The log archive, `logs/ENDPOINT/DEPLOYMENT/rREVISION-REPLICA[.N].out|err`, and of long runs the [LogSegment]s
/// before. A process writes its files itself, so that
/// they survive the studio; those of a container are written from what its engine tells. Any thread.
public final class LogFiles {
    /// How many ended runs of a deployment are kept; their bytes are bounded beside that.
    public static final int KEPT = 50;
    private static final String POSITION = ".at";

    private final Path folder;

    public LogFiles(Path folder) {
        this.folder = folder;
    }

    /// One run's files.
    public record Pair(Path out, Path err) {}

    /// The files of the run whose standard output goes to `out`.
    public static Pair pair(Path out) {
        return new Pair(out, Path.of(out.toString().replaceAll("out$", "err")));
    }

    /// New, empty files of a run; the oldest runs beyond [#KEPT] go, never those in `inUse`.
    public synchronized Pair open(String key, long revision, int replica, List<Path> inUse) {
        Path own = folder.resolve(key);
        try {
            Files.createDirectories(own);
            Map<String, List<Path>> runs = runs(own);
            prune(own, runs, inUse);
            // a run of this revision before a crash has files of its own
            String stem = stem(revision, replica, next(runs.keySet(), revision, replica));
            Pair pair = pair(own, stem);
            Files.createFile(pair.out);
            Files.createFile(pair.err);
            return pair;
        } catch (IOException e) {
            throw new StudioException(Problem.of("engine.state-folder", own, e.toString()), e);
        }
    }

    /// The files of the newest run of `revision`; empty where it has none.
    public synchronized Optional<Pair> latest(String key, long revision, int replica) {
        Path own = folder.resolve(key);
        try {
            Map<String, List<Path>> runs = Files.isDirectory(own) ? runs(own) : Map.of();
            int next = next(runs.keySet(), revision, replica);
            return next == 1 ? Optional.empty() : Optional.of(pair(own, stem(revision, replica, next - 1)));
        } catch (IOException e) {
            throw new StudioException(Problem.of("engine.state-folder", own, e.toString()), e);
        }
    }

    /// The files of a run that was found running, to be written anew: what was closed of it goes. Made where it has
    /// none.
    public synchronized Pair again(String key, long revision, int replica) {
        Pair pair = latest(key, revision, replica).orElse(null);
        if (pair == null) return open(key, revision, replica, List.of());
        Path own = folder.resolve(key);
        try {
            for (Path file : runs(own).getOrDefault(LogSegment.run(pair.out), List.of())) {
                if (!file.equals(pair.out) && !file.equals(pair.err)) Files.delete(file);
            }
            return pair;
        } catch (IOException e) {
            throw new StudioException(Problem.of("engine.state-folder", own, e.toString()), e);
        }
    }

    /// Brings to its end what a studio that was killed had begun beside `own`, the file of a run that goes on.
    public synchronized void mend(Path own) {
        Path beside = own.resolveSibling("");
        try {
            if (Files.isDirectory(beside)) LogRotation.mend(beside);
        } catch (IOException e) {
            throw new StudioException(Problem.of("engine.state-folder", beside, e.toString()), e);
        }
    }

    private static String stem(long revision, int replica, int n) {
        return "r" + revision + "-" + replica + (n == 1 ? "" : "." + n);
    }

    private static Pair pair(Path own, String stem) {
        return new Pair(own.resolve(stem + ".out"), own.resolve(stem + ".err"));
    }

    private static int next(Set<String> runs, long revision, int replica) {
        int n = 1;
        while (runs.contains(stem(revision, replica, n)))
            n++;
        return n;
    }

    /// All files by the run they belong to.
    private static Map<String, List<Path>> runs(Path own) throws IOException {
        LogRotation.mend(own);
        return LogSegment.in(own).stream().map(LogSegment::file).collect(Collectors.groupingBy(LogSegment::run));
    }

    private static void prune(Path own, Map<String, List<Path>> runs, List<Path> inUse) throws IOException {
        forget(own, inUse);
        var ended = new ArrayList<>(runs.keySet());
        ended.removeIf(run -> inUse.contains(own.resolve(run + ".out")));
        ended.sort(Comparator.comparingLong((String run) -> newest(runs.get(run))).reversed());
        // the run about to begin is one of those kept
        for (String old : ended.subList(Math.min(ended.size(), KEPT - 1), ended.size())) {
            for (Path file : runs.getOrDefault(old, List.of()))
                Files.deleteIfExists(file);
        }
    }

    /// Where a log goes on is of no use for one that ended while no studio looked.
    private static void forget(Path own, List<Path> inUse) throws IOException {
        Set<Path> used = inUse.stream().map(LogFiles::position).collect(Collectors.toSet());
        List<Path> left;
        try (Stream<Path> all = Files.list(own)) {
            left = all.filter(each -> each.toString().endsWith(POSITION) && !used.contains(each)).toList();
        }
        for (Path each : left)
            Files.delete(each);
    }

    /// The file beside `live` that says how far it has come in what its engine tells.
    public static Path position(Path live) {
        return live.resolveSibling(live.getFileName() + POSITION);
    }

    private static long newest(@Nullable List<Path> files) {
        return files == null ? 0 : files.stream().mapToLong(file -> file.toFile().lastModified()).max().orElse(0);
    }
}
