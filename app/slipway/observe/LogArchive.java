package slipway.observe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Reads what a deployment's servers wrote to `.slipway/logs/ENDPOINT/DEPLOYMENT/`, runs that ended included, without
/// the studio that started them. Remembers how far it read, so that reading again gives what is new. One thread.
public final class LogArchive {
    private final Path folder;
    private final Map<Path, Long> read = new HashMap<>();

    private LogArchive(Path folder) {
        this.folder = folder;
    }

    /// A line with the time to sort it by: its own leading timestamp, else that of the line before it.
    private record Line(Instant at, String text) {}

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

    /// Gives every whole line that was not given before and is not older than `from` to `sink`, oldest first.
    public void read(Instant from, Consumer<String> sink) {
        var lines = new ArrayList<Line>();
        for (Path file : children(folder).stream().sorted(Comparator.comparingLong(LogArchive::modified)).toList()) {
            Instant at = Instant.MIN;
            for (String text : fresh(file)) {
                at = timeOf(text, at);
                lines.add(new Line(at, text));
            }
        }
        // stable: lines without a time of their own stay behind the one they belong to
        lines.sort(Comparator.comparing(Line::at));
        lines.stream().filter(line -> !line.at().isBefore(from)).forEach(line -> sink.accept(line.text()));
    }

    private List<String> fresh(Path file) {
        try {
            long done = read.getOrDefault(file, 0L);
            byte[] all = Files.readAllBytes(file);
            if (all.length < done) done = 0;
            String text = new String(all, (int) done, all.length - (int) done, StandardCharsets.UTF_8);
            int end = text.lastIndexOf('\n') + 1;
            read.put(file, done + text.substring(0, end).getBytes(StandardCharsets.UTF_8).length);
            return text.substring(0, end).lines().toList();
        } catch (IOException e) {
            throw new StudioException(Problem.of("observe.log-unreadable", file), e);
        }
    }

    private static Instant timeOf(String line, Instant before) {
        int end = line.indexOf(' ');
        if (end < 20 || end > 35) return before;
        try {
            return Instant.parse(line.substring(0, end));
        } catch (DateTimeParseException e) {
            return before;
        }
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw new StudioException(Problem.of("observe.log-unreadable", folder), e);
        }
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }
}
