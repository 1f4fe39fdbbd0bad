package slipway.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.store.AtomicFiles;

/// What another process asks the studio of the workspace to roll back, as a file in `.slipway/asks`; the studio answers
/// in one beside it ([BackAsks]). Without the file, what is under way for it is cancelled. Any thread.
///
/// @param deployment `iris/blue`
/// @param revision   that it was told it would go back to
public record BackAsk(String deployment, long revision) {
    static final String FOLDER = "asks";
    private static final String ASK = ".back.json";
    private static final String SAID = ".said.json";

    /// How far it is.
    public enum State {
        RUNNING, DONE, FAILED, CANCELLED;

        /// The word scripts rely on.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What the studio says, in the words of its language.
    ///
    /// @param step what is done now; empty where nothing is said
    /// @param what of the problem that it failed with, with its `why` and `fix`; null without
    public record Said(State state, String step, @Nullable String what, @Nullable String why, @Nullable String fix) {
        static Said failed(Problem problem) {
            return new Said(State.FAILED, "", problem.what(), problem.why(), problem.fix());
        }

        static Said of(State state, String step) {
            return new Said(state, step, null, null, null);
        }
    }

    /// Asks, and answers the file that stands for it.
    public Path ask(Path stateFolder) {
        Path file = stateFolder.resolve(FOLDER).resolve(UUID.randomUUID() + ASK);
        AtomicFiles.write(file, JsonMapper.shared().writeValueAsString(this));
        return file;
    }

    /// What was said to the ask in `file`; empty while nothing was.
    public static Optional<Said> said(Path file) {
        return read(answer(file), Said.class);
    }

    /// Takes the ask in `file` back; what is under way for it is cancelled. One that is over is cleared away so.
    public static void takeBack(Path file) {
        delete(file);
    }

    static Path answer(Path file) {
        return file.resolveSibling(file.getFileName() + SAID);
    }

    static Optional<BackAsk> read(Path file) {
        return read(file, BackAsk.class);
    }

    /// Those that are asked for in `folder`.
    static List<Path> all(Path folder) {
        return files(folder).stream().filter(each -> each.getFileName().toString().endsWith(ASK)
                && !each.getFileName().toString().startsWith(".")).toList();
    }

    /// Everything in `folder`, also what is being written.
    static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new StudioException(Problem.of("store.write-failed", folder, String.valueOf(e.getMessage())), e);
        }
    }

    static void say(Path file, Said said) {
        AtomicFiles.write(answer(file), JsonMapper.shared().writeValueAsString(said));
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StudioException(Problem.of("store.write-failed", file, String.valueOf(e.getMessage())), e);
        }
    }

    private static <T> Optional<T> read(Path file, Class<T> as) {
        if (!Files.exists(file)) return Optional.empty();
        try {
            return Optional.of(JsonMapper.shared().readValue(Files.readString(file), as));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }
}
