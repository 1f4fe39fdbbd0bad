package slipway.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How the files of a workspace look from outside, cheap enough to ask for every second: a folder is listed again only
/// where its time says that files came to it or went, and now and then in any case. One thread at a time.
final class WorkspaceLooks {
    /// Two changes so close together may leave a folder with one time, by the coarsest clock that file systems have.
    private static final long TICK_MILLIS = 3_000;
    /// What a link leads to comes and goes without the folder's knowledge.
    private static final long AGAIN_NANOS = 10_000_000_000L;

    private final Path root;
    private final Path endpoints;
    private final Map<Path, Listed> listed = new HashMap<>();

    /// @param at [System#nanoTime] of the listing
    private record Listed(long at, long modified, List<Path> files, List<Path> folders) {}

    WorkspaceLooks(Path root) {
        this.root = root;
        this.endpoints = root.resolve("endpoints");
    }

    /// Path, size and time of every file that matters, and the folders that have them.
    List<Object> now() {
        var all = new ArrayList<>();
        try {
            look(root, all);
            for (Path folder : list(endpoints).folders) {
                all.add(folder);
                look(folder, all);
            }
        } catch (RuntimeException e) {
            // unreadable just now: said by the reading, and looked at again
            all.add(e.getClass());
        }
        return all;
    }

    /// The folders whose files matter, whether they are there or not.
    List<Path> folders() {
        var all = new ArrayList<>(List.of(root, endpoints));
        all.addAll(list(endpoints).folders);
        return all;
    }

    private void look(Path folder, List<Object> all) {
        for (Path file : list(folder).files) {
            try {
                var facts = Files.readAttributes(file, BasicFileAttributes.class);
                all.add(List.of(file, facts.size(), facts.lastModifiedTime()));
            } catch (IOException e) {
                all.add(file);
            }
        }
    }

    private Listed list(Path folder) {
        long modified = folder.toFile().lastModified();
        Listed known = listed.get(folder);
        long at = System.nanoTime();
        if (known != null && known.modified == modified && at - known.at < AGAIN_NANOS) return known;
        var now = new Listed(at, modified, SpecFiles.yamlFiles(folder), SpecFiles.folders(folder));
        if (System.currentTimeMillis() - modified > TICK_MILLIS) listed.put(folder, now);
        else
            listed.remove(folder);
        return now;
    }
}
