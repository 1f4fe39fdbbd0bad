package slipway.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.record.RecordingMeta.Ask;
import slipway.record.RecordingMeta.State;
import slipway.store.AtomicFiles;
import slipway.store.FileTree;

/// The recordings of a workspace, a folder each under `.slipway/recordings`. Stateless: what others do there is seen at
/// the next call. Blocking; any thread.
public final class Recordings {
    static final String STOP = "stop";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Path root;

    /// One of them as it stands now; `bytes` on the disk.
    public record Summary(String name, RecordingMeta meta, long bytes) {}

    public Recordings(Path root) {
        this.root = root;
    }

    /// Those of the workspace whose state stands in `stateFolder`.
    public static Recordings in(Path stateFolder) {
        return new Recordings(stateFolder.resolve("recordings"));
    }

    /// All that can be read, the newest first.
    public List<Summary> list() {
        var all = new ArrayList<Summary>();
        for (Path folder : folders()) {
            RecordingMeta.read(folder).ifPresent(meta -> all.add(new Summary(folder.getFileName().toString(),
                    meta.seenNow(), bytes(folder))));
        }
        all.sort(Comparator.comparingLong((Summary each) -> each.meta().started()).reversed());
        return List.copyOf(all);
    }

    List<Path> folders() {
        if (!Files.isDirectory(root)) return List.of();
        try (Stream<Path> children = Files.list(root)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new StudioException(Problem.of("record.unreadable", root), e);
        }
    }

    /// What `name` takes on the disk, in bytes.
    public long size(String name) {
        return bytes(existing(name));
    }

    private static long bytes(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /// How `name` stands now.
    public RecordingMeta meta(String name) {
        return RecordingMeta.read(existing(name)).orElseThrow(() -> StudioException.of("record.unreadable", name))
                .seenNow();
    }

    public Recording open(String name) {
        return Recording.open(existing(name));
    }

    /// Deletes one that nobody writes.
    public void delete(String name) {
        Path folder = existing(name);
        notWritten(folder, name);
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            throw new StudioException(Problem.of("record.failed", name, Recorder.reason(e)), e);
        }
    }

    /// Gives one that nobody writes another name.
    public void rename(String name, String to) {
        Path folder = existing(name);
        notWritten(folder, name);
        try {
            Files.move(folder, free(to));
        } catch (IOException e) {
            throw new StudioException(Problem.of("record.failed", name, Recorder.reason(e)), e);
        }
    }

    private static void notWritten(Path folder, String name) {
        boolean written = RecordingMeta.read(folder).map(meta -> meta.seenNow().state() == State.RECORDING)
                .orElse(false);
        if (written) throw StudioException.of("record.busy", name);
    }

    /// A name for a new recording of `endpoint`, by the time.
    public String freshName(String endpoint) {
        return endpoint + "-" + LocalDateTime.now(java.time.ZoneId.systemDefault()).format(STAMP);
    }

    /// Asks the studio of this workspace to record; it looks about once a second (see [RecordingAsks]).
    ///
    /// @throws StudioException `record.name` for a name that no folder may have, `record.taken` for a taken one
    public void ask(String name, Ask ask) {
        RecordingMeta.asked(ask).write(free(name));
    }

    /// Ends a recording, whoever writes it; one that was never begun goes away.
    public void end(String name) {
        Path folder = existing(name);
        if (meta(name).state() == State.ASKED) delete(name);
        else
            AtomicFiles.write(folder.resolve(STOP), "");
    }

    /// The folder of a new one.
    Path free(String name) {
        Path folder = folder(name);
        if (Files.exists(folder)) throw StudioException.of("record.taken", name);
        return folder;
    }

    private Path existing(String name) {
        Path folder = folder(name);
        if (!Files.isDirectory(folder)) {
            throw StudioException.of("record.unknown", name,
                    String.join(", ", folders().stream().map(each -> each.getFileName().toString()).toList()));
        }
        return folder;
    }

    private Path folder(String name) {
        if (!NAME.matcher(name).matches()) throw StudioException.of("record.name", name);
        return root.resolve(name);
    }
}
