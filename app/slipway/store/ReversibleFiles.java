package slipway.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Small text files saved together, all of them or none, with a way back. Blocking; one thread at a time.
public final class ReversibleFiles {
    private final Path folder;
    private final List<Saved> saved = new ArrayList<>();
    private final List<Path> made = new ArrayList<>();

    /// `before` is what it held; null where it was not there.
    private static final class Saved {
        private final Path file;
        private final byte[] text;
        private final byte @Nullable [] before;

        Saved(Path file, byte[] text, byte @Nullable [] before) {
            this.file = file;
            this.text = text;
            this.before = before;
        }
    }

    private ReversibleFiles(Path folder) {
        this.folder = folder;
    }

    /// Those of `files` (text by relative path with `/`) that are in `folder` already and say something else.
    public static List<String> replaced(Path folder, Map<String, String> files) {
        return files.entrySet().stream().filter(each -> differs(folder.resolve(each.getKey()), each.getValue()))
                .map(Map.Entry::getKey).toList();
    }

    /// Writes `files` (text by relative path with `/`) into `folder`, made where it is missing. Fails before the first is
    /// written where one would leave the folder, also by a link, and without `over` where one is there already. Where
    /// one fails, and where the thread is interrupted, everything is as it was.
    ///
    /// @param over whether those that are there are replaced
    public static ReversibleFiles write(Path folder, Map<String, String> files, boolean over)
            throws InterruptedException {
        var all = new ReversibleFiles(folder.toAbsolutePath().normalize());
        var texts = new LinkedHashMap<Path, String>();
        files.forEach((path, text) -> texts.put(all.inside(path), text));
        for (Path file : texts.keySet()) {
            if (!over && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) throw StudioException.of("store.exists", file);
        }
        try {
            for (var each : texts.entrySet()) {
                if (Thread.interrupted()) throw new InterruptedException();
                all.add(each.getKey(), each.getValue());
            }
            return all;
        } catch (StudioException | InterruptedException e) {
            all.putBack(e);
            throw e;
        }
    }

    private Path inside(String path) {
        Path file = folder.resolve(path).normalize();
        if (file.equals(folder) || !file.startsWith(folder)) throw StudioException.of("store.outside", path, folder);
        // a link on the way leads elsewhere; the folder itself may be one
        for (Path at = file; at != null && !at.equals(folder); at = at.getParent()) {
            if (Files.isSymbolicLink(at)) throw StudioException.of("store.outside", path, folder);
        }
        return file;
    }

    /// Where they are, absolute.
    public Path folder() {
        return folder;
    }

    public int count() {
        return saved.size();
    }

    /// Each of them, absolute, in the order of the writing.
    public List<Path> files() {
        return saved.stream().map(each -> each.file).toList();
    }

    /// Whether something was there already.
    public boolean overwrote() {
        return saved.stream().anyMatch(each -> each.before != null);
    }

    /// Puts everything back as it was, folders that were made included, and answers what was changed since and
    /// therefore stays.
    public List<Path> undo() {
        var kept = new ArrayList<Path>();
        try {
            for (Saved each : saved.reversed()) {
                if (!Files.exists(each.file) && each.before == null) continue;
                if (!Arrays.equals(read(each.file), each.text)) kept.add(each.file);
                else if (each.before == null) Files.delete(each.file);
                else
                    AtomicFiles.write(each.file, each.before);
            }
            for (Path each : made.reversed())
                deleteEmpty(each);
        } catch (IOException e) {
            throw failed(folder, e);
        }
        return kept.reversed();
    }

    private void putBack(Exception because) {
        try {
            undo();
        } catch (StudioException e) {
            because.addSuppressed(e);
        }
    }

    private void add(Path file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            byte[] before = Files.exists(file) ? Files.readAllBytes(file) : null;
            makeFolders(file.getParent());
            AtomicFiles.write(file, bytes);
            saved.add(new Saved(file, bytes, before));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private void makeFolders(@Nullable Path wanted) throws IOException {
        if (wanted == null || Files.isDirectory(wanted)) return;
        makeFolders(wanted.getParent());
        Files.createDirectory(wanted);
        made.add(wanted);
    }

    private static boolean differs(Path file, String text) {
        try {
            return Files.exists(file) && !Arrays.equals(read(file), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // what cannot be read is not known to be the same
            return true;
        }
    }

    private static byte @Nullable [] read(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllBytes(file) : null;
    }

    private static void deleteEmpty(Path made) throws IOException {
        try {
            Files.deleteIfExists(made);
        } catch (DirectoryNotEmptyException e) {
            // somebody put something in
        }
    }

    private static StudioException failed(Path file, IOException e) {
        return new StudioException(Problem.of("store.write-failed", file, AtomicFiles.reason(e)), e);
    }
}
