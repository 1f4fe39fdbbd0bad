package slipway.observe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Finds the archive of a deployment, `.slipway/logs/ENDPOINT/DEPLOYMENT/`, without the studio that started it, and
/// tells its lines as they were written, in the order of a [LogBook]. Remembers how far it read, so that reading again
/// gives what is new. One thread.
public final class LogArchive {
    private static final int BATCH = 1024;

    private final LogIndex index;
    private int told;
    private boolean wanted;

    private LogArchive(Path folder) {
        this.index = new LogIndex(folder);
    }

    private record Piece(long time, boolean continued, String text) {}

    /// The archive of `deployment`: `ENDPOINT/NAME`, or a name that only one endpoint has.
    public static LogArchive of(Path stateFolder, String deployment) {
        Path logs = stateFolder.resolve("logs").normalize();
        List<Path> found = new ArrayList<>();
        if (deployment.contains("/")) {
            Path named = logs.resolve(deployment).normalize();
            if (named.startsWith(logs) && Files.isDirectory(named)) found.add(named);
        } else {
            children(logs).stream().map(endpoint -> endpoint.resolve(deployment)).filter(Files::isDirectory)
                    .forEach(found::add);
        }
        if (found.isEmpty()) throw StudioException.of("observe.no-log", deployment);
        if (found.size() > 1) {
            throw StudioException.of("observe.log-ambiguous", deployment,
                    String.join(", ", found.stream().map(path -> logs.relativize(path).toString()).toList()));
        }
        return new LogArchive(found.getFirst());
    }

    /// Gives every whole line that was not given before and is not older than `from` to `sink`, oldest first, as it was
    /// written.
    public void read(Instant from, Consumer<String> sink) {
        index.extend(stream -> 0, stream -> Long.MAX_VALUE);
        long earliest = from.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : from.toEpochMilli();
        @Nullable
        StringBuilder line = null;
        while (told < index.size()) {
            for (Piece piece : index.read(told, BATCH, LogArchive::piece)) {
                told++;
                if (!piece.continued) {
                    tell(line, sink);
                    wanted = piece.time >= earliest;
                    line = null;
                }
                // one that was told before it had an end goes on as a line of its own
                if (line == null && wanted) line = new StringBuilder();
                if (line != null) line.append(piece.text);
            }
        }
        tell(line, sink);
    }

    private static void tell(@Nullable StringBuilder line, Consumer<String> sink) {
        if (line != null) sink.accept(line.toString());
    }

    private static Piece piece(int index, long time, boolean stderr, boolean continued, byte[] block, int from,
            int end) {
        int stop = end > from && block[end - 1] == '\r' ? end - 1 : end;
        return new Piece(time, continued, new String(block, from, stop - from, StandardCharsets.UTF_8));
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw new StudioException(Problem.of("observe.log-unreadable", folder), e);
        }
    }
}
