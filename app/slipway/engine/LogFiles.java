package slipway.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;

/// The log archive, `logs/ENDPOINT/DEPLOYMENT/rREVISION-REPLICA[.N].out|err`. A process writes its files itself, so that
/// they survive the studio; those of a container are written from what its engine tells. Any thread.
public final class LogFiles {
    /// How many ended runs of a deployment are kept.
    public static final int KEPT = 5;

    private final Path folder;

    public LogFiles(Path folder) {
        this.folder = folder;
    }

    /// One run's files.
    public record Pair(Path out, Path err) {}

    /// New, empty files of a run; the oldest runs beyond [#KEPT] go, never those in `inUse`.
    public synchronized Pair open(String key, long revision, int replica, List<Path> inUse) {
        Path own = folder.resolve(key);
        try {
            Files.createDirectories(own);
            prune(own, inUse);
            for (int n = 1;; n++) {
                String stem = "r" + revision + "-" + replica + (n == 1 ? "" : "." + n);
                var pair = new Pair(own.resolve(stem + ".out"), own.resolve(stem + ".err"));
                // a run of this revision before a crash has files of its own
                if (Files.exists(pair.out)) continue;
                Files.createFile(pair.out);
                Files.deleteIfExists(pair.err);
                Files.createFile(pair.err);
                return pair;
            }
        } catch (IOException e) {
            throw new StudioException(Problem.of("engine.state-folder", own, e.toString()), e);
        }
    }

    /// The files of a run that was found running; made where it has none.
    public synchronized Pair again(String key, long revision, int replica) {
        Path own = folder.resolve(key);
        @Nullable
        Pair last = null;
        for (int n = 1;; n++) {
            String stem = "r" + revision + "-" + replica + (n == 1 ? "" : "." + n);
            if (!Files.exists(own.resolve(stem + ".out"))) break;
            last = new Pair(own.resolve(stem + ".out"), own.resolve(stem + ".err"));
        }
        return last == null ? open(key, revision, replica, List.of()) : last;
    }

    private static void prune(Path own, List<Path> inUse) throws IOException {
        var ended = new ArrayList<Path>();
        try (Stream<Path> files = Files.list(own)) {
            files.filter(file -> file.toString().endsWith(".out") && !inUse.contains(file)).forEach(ended::add);
        }
        ended.sort(Comparator.comparingLong((Path file) -> file.toFile().lastModified()).reversed());
        // the run about to begin is one of those kept
        for (Path old : ended.subList(Math.min(ended.size(), KEPT - 1), ended.size())) {
            Files.deleteIfExists(old);
            Files.deleteIfExists(Path.of(old.toString().replaceAll("out$", "err")));
        }
    }
}
