package slipway.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Several files that are saved into a folder which a person chose: none outside of it, none over another unasked.
/// Stateless; any thread.
public final class SavedFiles {
    private SavedFiles() {}

    /// Writes `texts`, by their paths below `folder` with `/`, each whole or not at all, and answers where they are. Fails
    /// before the first is written where one would leave the folder, also by a link, or where one is there already;
    /// with `over`, those that are there are replaced.
    public static List<Path> into(Path folder, Map<String, String> texts, boolean over) {
        Path root = folder.toAbsolutePath().normalize();
        var files = new LinkedHashMap<Path, String>();
        texts.forEach((path, text) -> files.put(inside(root, path), text));
        for (Path file : files.keySet()) {
            boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            if (there && (!over || Files.isDirectory(file))) throw StudioException.of("store.exists", file);
        }
        try {
            Files.createDirectories(root);
        } catch (FileAlreadyExistsException e) {
            throw new StudioException(Problem.of("store.exists", root), e);
        } catch (IOException e) {
            throw new StudioException(Problem.of("store.write-failed", root, AtomicFiles.reason(e)), e);
        }
        files.forEach(AtomicFiles::write);
        return List.copyOf(files.keySet());
    }

    private static Path inside(Path root, String path) {
        Path file = root.resolve(path).normalize();
        if (file.equals(root) || !file.startsWith(root)) throw StudioException.of("store.outside", path, root);
        // a link on the way leads elsewhere; the folder itself may be one
        for (Path at = file; at != null && !at.equals(root); at = at.getParent()) {
            if (Files.isSymbolicLink(at)) throw StudioException.of("store.outside", path, root);
        }
        return file;
    }
}
