package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

/// Where the catalog is told to look.
class CatalogWatchTest {
    private final Tasks tasks = new Tasks();
    private final BlockingQueue<Set<Path>> told = new LinkedBlockingQueue<>();
    private final AtomicInteger everything = new AtomicInteger();

    @TempDir
    Path root;

    @AfterEach
    void end() {
        tasks.close();
    }

    private CatalogWatch watch(int most) {
        var watch = new CatalogWatch(places -> {
            if (places == null) everything.incrementAndGet();
            else if (!places.told().isEmpty()) told.add(places.told());
        }, most);
        tasks.quiet("watch", progress -> watch.run());
        return watch;
    }

    @Test
    void tellsTheFolderOfAChange() throws Exception {
        Path inner = Files.createDirectories(root.resolve("a/b"));
        watch(10).follow(List.of(root), Set.of(root), Set.of(root, root.resolve("a"), inner), 0);
        var folders = new HashSet<Path>();
        // the watch begins on a thread of its own
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
            Files.writeString(inner.resolve("file"), "x" + System.nanoTime());
            Set<Path> some = told.poll(300, TimeUnit.MILLISECONDS);
            if (some != null) folders.addAll(some);
            return !folders.isEmpty();
        });
        assertEquals(Set.of(inner), folders);
        assertEquals(0, everything.get());
    }

    /// More folders than may be watched: those are, and everything is looked at again in between.
    @Test
    void looksAtEverythingWhereNotEveryFolderIsWatched() throws IOException {
        var folders = new HashSet<Path>();
        for (int i = 0; i < 5; i++)
            folders.add(Files.createDirectories(root.resolve("f" + i)));
        watch(2).follow(List.of(root), Set.of(root), folders, 0);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> everything.get() >= 2);
    }

    @Test
    void tellsWhenARootComesOrGoes() throws Exception {
        Path late = root.resolve("late");
        CatalogWatch watch = watch(10);
        watch.follow(List.of(late), Set.of(), Set.of(), 0);
        Files.createDirectory(late);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> everything.get() >= 1);
        watch.follow(List.of(late), Set.of(late), Set.of(late), 0);
        Files.writeString(late.resolve("file"), "x");
        assertNotNull(told.poll(10, TimeUnit.SECONDS));
        int before = everything.get();
        Files.delete(late.resolve("file"));
        Files.delete(late);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> everything.get() > before);
    }
}
