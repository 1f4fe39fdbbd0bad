package slipway.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import slipway.base.Tasks;

/// Computes the digests that models lack, small models first, on one quiet thread that rests as long as it works, so
/// that neither a processor nor a disk belongs to it. Told what is missing after each scan; any thread.
final class Digests {
    /// How long it works at a stretch.
    private static final long STRETCH_NANOS = 20_000_000;
    /// How often it hands over what it has.
    private static final long REPORT_NANOS = 1_000_000_000;

    private final Consumer<Map<Path, Digest>> found;
    private final Semaphore news = new Semaphore(0);
    private final Deque<Model> todo = new ArrayDeque<>();
    private long workedSince;

    /// The digest of a model, and the reading that it belongs to.
    record Digest(Model of, String sha256) {}

    /// @param found gets digests by path, on the thread of this
    Digests(Consumer<Map<Path, Digest>> found) {
        this.found = found;
    }

    /// Replaces what is to do by those of `models` that have no digest.
    void want(List<Model> models) {
        List<Model> without = models.stream().filter(model -> model.sha256().isEmpty())
                .sorted(Comparator.comparingLong(Model::sizeBytes)).toList();
        synchronized (todo) {
            todo.clear();
            todo.addAll(without);
        }
        news.release();
    }

    /// Works until interrupted.
    void run() throws InterruptedException {
        var done = new HashMap<Path, Digest>();
        long reported = System.nanoTime();
        while (true) {
            Model next = next();
            boolean late = System.nanoTime() - reported > REPORT_NANOS;
            if (!done.isEmpty() && (next == null || late)) {
                found.accept(Map.copyOf(done));
                done.clear();
                reported = System.nanoTime();
            }
            if (next == null) {
                news.acquire();
                news.drainPermits();
                workedSince = System.nanoTime();
                reported = workedSince;
                continue;
            }
            try {
                done.put(next.path(), new Digest(next, FolderHash.of(next, this::rest)));
            } catch (IOException e) {
                if (Thread.interrupted()) throw new InterruptedException("digest of " + next.path());
                // gone or closed to us since it was scanned: the next scan says so
                System.getLogger(Digests.class.getName()).log(System.Logger.Level.DEBUG, "digest", e);
            }
        }
    }

    private @Nullable Model next() {
        synchronized (todo) {
            return todo.poll();
        }
    }

    private void rest() throws InterruptedException {
        long worked = System.nanoTime() - workedSince;
        if (worked < STRETCH_NANOS) return;
        Tasks.pause(Duration.ofNanos(Math.min(worked, 5 * STRETCH_NANOS)));
        workedSince = System.nanoTime();
    }
}
