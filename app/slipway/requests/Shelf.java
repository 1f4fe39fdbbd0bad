package slipway.requests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.store.AtomicFiles;

/// A workspace's saved requests: `requests/ENDPOINT/NAME.http`, a file for each request and in it a part for each of
/// its examples. Every change answers what undoes it. Blocking; any thread.
public final class Shelf {
    private final Path root;

    public Shelf(Path workspace) {
        root = workspace.resolve("requests");
    }

    /// A saved request as it was read.
    ///
    /// @param content null where the file cannot be read, then with the `problem`
    public record Saved(Path file, @Nullable HttpFile content, @Nullable Problem problem) {
        public String name() {
            String name = String.valueOf(file.getFileName());
            return name.endsWith(".http") ? name.substring(0, name.length() - 5) : name;
        }
    }

    /// One example of a saved request.
    public record Place(Path file, int index) {}

    /// Puts the file back as it was before the change.
    public interface Undo {
        void run();
    }

    /// What was changed: where the example is now, and the way back.
    public record Change(Place place, Undo undo) {
        /// Whose way back takes `also` with it.
        public Change undoing(Undo also) {
            return new Change(place, () -> {
                undo.run();
                also.run();
            });
        }
    }

    public Path folder(String endpoint) {
        return root.resolve(endpoint);
    }

    /// By name; a file that cannot be read says why and hides no other.
    public List<Saved> all(String endpoint) {
        Path folder = folder(endpoint);
        if (!Files.isDirectory(folder)) return List.of();
        var all = new ArrayList<Saved>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".http")).sorted().toList())
                all.add(saved(file));
        } catch (IOException e) {
            throw new StudioException(Problem.of("requestspage.saved", folder), e);
        }
        return List.copyOf(all);
    }

    private static Saved saved(Path file) {
        try {
            return new Saved(file, text(file).file(), null);
        } catch (StudioException e) {
            return new Saved(file, null, e.problem());
        }
    }

    /// Makes a new request of `drafts`, its examples, under a name that is free.
    public Change create(String endpoint, String name, HttpFile content) {
        Path file = free(endpoint, name);
        content.write(file);
        return new Change(new Place(file, 0), () -> delete(file));
    }

    /// Writes the example anew, under the name of `draft`.
    public Change write(Place place, Draft draft, List<Expectation> expected) {
        return change(place.file(), place.index(), text(place.file()).with(place.index(), draft, expected));
    }

    /// Adds an example behind the others.
    public Change add(Path file, Draft draft, List<Expectation> expected) {
        HttpText next = text(file).added(draft, expected);
        return change(file, next.file().drafts().size() - 1, next);
    }

    /// Takes the example out; the file goes with its last one.
    public Change delete(Place place) {
        HttpText next = text(place.file()).without(place.index());
        if (!next.file().drafts().isEmpty()) return change(place.file(), Math.max(0, place.index() - 1), next);
        String before = text(place.file()).text();
        delete(place.file());
        return new Change(place, () -> AtomicFiles.write(place.file(), before));
    }

    /// Renames the request; its examples keep their names.
    public Change rename(Path file, String endpoint, String name) {
        Path next = free(endpoint, name);
        move(file, next);
        return new Change(new Place(next, 0), () -> move(next, file));
    }

    /// `NAME.http`, or with a number where that is taken.
    private Path free(String endpoint, String name) {
        String plain = name.strip().replaceAll("[^\\p{L}\\p{N}_-]+", "-").replaceAll("^-+|-+$", "");
        String base = plain.isEmpty() ? "request" : plain;
        Path free = folder(endpoint).resolve(base + ".http");
        for (int i = 2; Files.exists(free); i++)
            free = folder(endpoint).resolve(base + "-" + i + ".http");
        return free;
    }

    private static Change change(Path file, int index, HttpText next) {
        String before = text(file).text();
        AtomicFiles.write(file, next.text());
        return new Change(new Place(file, index), () -> AtomicFiles.write(file, before));
    }

    private static HttpText text(Path file) {
        try {
            return HttpText.of(Files.readString(file));
        } catch (IOException e) {
            throw new StudioException(Problem.of("requestedit.file", file), e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (NoSuchFileException e) {
            // gone already, which is what was asked for
        } catch (IOException e) {
            throw new StudioException(Problem.of("requestedit.file", file), e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new StudioException(Problem.of("requestedit.file", from), e);
        }
    }
}
