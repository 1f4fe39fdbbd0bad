package slipway.catalog;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import slipway.base.Beat;
import slipway.base.Tasks;

/// Tells in which folders something changed: from the system where it says so, else by asking for a look at everything
/// again and again, the more rarely the longer a look takes. One loop on one thread of `Tasks`; [#follow] from any thread.
final class CatalogWatch {
    private static final System.Logger LOG = System.getLogger(CatalogWatch.class.getName());
    private static final Duration QUIET = Duration.ofMillis(200);
    /// Who copies a large model changes it all the time, and wants to see it come.
    private static final Duration LONGEST = Duration.ofMillis(800);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /// Systems watch some ten thousands of folders for one user, and other programs want some too.
    private static final int MOST_WATCHED = 50_000;
    /// Looking takes at most this part of the time.
    private static final int SHARE = 20;

    private final Consumer<Scan.@Nullable Places> changed;
    private final int most;
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private volatile Wanted now = new Wanted(Set.of(), Set.of(), Set.of(), 0);
    private volatile boolean blind;
    private @Nullable WatchService service;

    /// @param there       those of the roots that the last look found
    /// @param folders     all below the roots
    /// @param lookedNanos how long the last look at everything took
    private record Wanted(Set<Path> roots, Set<Path> there, Set<Path> folders, long lookedNanos) {
        /// Whether one of the roots came or went since; such a folder has nobody who tells of it.
        private boolean otherRoots() {
            return roots.stream().anyMatch(root -> Files.isDirectory(root) != there.contains(root));
        }
    }

    /// @param changed gets where something changed, null where it may be anywhere
    CatalogWatch(Consumer<Scan.@Nullable Places> changed) {
        this(changed, MOST_WATCHED);
    }

    /// @param most folders that are watched; of more than that everything is looked at again and again
    CatalogWatch(Consumer<Scan.@Nullable Places> changed, int most) {
        this.changed = changed;
        this.most = most;
    }

    /// Watches these folders and no others, from the moment that this returns.
    void follow(Collection<Path> roots, Set<Path> there, Set<Path> folders, long lookedNanos) {
        now = new Wanted(Set.copyOf(roots), there, folders, lookedNanos);
        register();
    }

    /// Runs until interrupted.
    void run() throws InterruptedException {
        try (WatchService own = FileSystems.getDefault().newWatchService()) {
            synchronized (keys) {
                service = own;
            }
            register();
            long looked = System.nanoTime();
            while (true) {
                WatchKey key = own.poll(Beat.until(LOOK).toNanos(), TimeUnit.NANOSECONDS);
                if (key != null) told(own, key);
                boolean due = blind
                        && System.nanoTime() - looked > Math.max(LOOK.toNanos(), now.lookedNanos * SHARE);
                if (now.otherRoots() || due) {
                    looked = System.nanoTime();
                    changed.accept(null);
                }
            }
        } catch (IOException | ClosedWatchServiceException e) {
            LOG.log(System.Logger.Level.WARNING, "the model folders are not watched", e);
        } finally {
            synchronized (keys) {
                service = null;
            }
        }
    }

    /// Waits until it is quiet, so that one copy is one piece of news.
    private void told(WatchService service, WatchKey first) throws InterruptedException {
        var folders = new HashSet<Path>();
        long began = System.nanoTime();
        WatchKey key = first;
        while (key != null) {
            if (key.watchable() instanceof Path folder) folders.add(folder);
            key.pollEvents();
            key.reset();
            if (System.nanoTime() - began > LONGEST.toNanos()) break;
            key = service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
        }
        changed.accept(new Scan.Places(folders, Set.of()));
    }

    private void register() {
        var late = new HashSet<Path>();
        synchronized (keys) {
            WatchService to = service;
            if (to == null) return;
            Set<Path> folders = now.folders;
            keys.entrySet().removeIf(each -> {
                boolean old = !folders.contains(each.getKey()) || !each.getValue().isValid();
                if (old) each.getValue().cancel();
                return old;
            });
            blind = false;
            for (Path folder : folders)
                if (!keys.containsKey(folder) && !blind) register(to, folder, late);
        }
        // what happened in them between the scan and now was told to nobody
        if (!late.isEmpty()) changed.accept(new Scan.Places(Set.of(), late));
    }

    private void register(WatchService to, Path folder, Set<Path> done) {
        if (keys.size() >= most) {
            LOG.log(System.Logger.Level.INFO, "more than " + most + " model folders: not every one is watched");
            blind = true;
            return;
        }
        try {
            keys.put(folder, folder.register(to, StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE));
            done.add(folder);
        } catch (ClosedWatchServiceException e) {
            // the studio closes
            LOG.log(System.Logger.Level.DEBUG, "watch closed", e);
        } catch (IOException | RuntimeException e) {
            // gone meanwhile, or more folders than this system watches
            if (!Files.isDirectory(folder)) return;
            LOG.log(System.Logger.Level.INFO, "not every model folder can be watched: " + e);
            blind = true;
        }
    }
}
