package slipway.observe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.engine.LogRotation;
import slipway.engine.LogSegment;
import slipway.store.AtomicFiles;

/// How many lines of each stream of one deployment's archive the person cleared away, kept in the file `cleared` beside
/// them. The lines themselves stay. Any thread.
public final class LogCleared {
    static final String FILE = "cleared";

    private final Path file;

    public LogCleared(Path folder) {
        this.file = folder.resolve(FILE);
    }

    /// Lines cleared away, by the name of their stream; those without any are left out. What cannot be read
    /// was not cleared.
    public Map<String, Long> lines() {
        var lines = new TreeMap<String, Long>();
        var read = new Properties();
        if (!Files.isRegularFile(file)) return lines;
        try (InputStream in = Files.newInputStream(file)) {
            read.load(in);
            for (String name : read.stringPropertyNames())
                lines.put(name, Long.parseLong(read.getProperty(name)));
        } catch (IOException | IllegalArgumentException e) {
            System.getLogger(LogCleared.class.getName()).log(System.Logger.Level.WARNING, file + ": " + e);
        }
        return lines;
    }

    void upTo(Map<String, Long> lines) {
        var text = new StringBuilder();
        new TreeMap<>(lines).forEach((name, count) -> text.append(name).append('=').append(count).append('\n'));
        AtomicFiles.write(file, text.toString());
    }

    /// Whole lines of each stream until now, also those that the quota took away.
    static Map<String, Long> count(Path folder) {
        var counts = new TreeMap<String, Long>();
        try {
            LogRotation.reading(() -> {
                for (LogSegment segment : LogSegment.in(folder)) {
                    counts.merge(segment.stream(), segment.closed()
                            ? segment.end()
                            : segment.first() + LogSegment.lines(segment.file()), Math::max);
                }
                return counts;
            });
        } catch (IOException e) {
            throw new StudioException(Problem.of("observe.log-unreadable", folder), e);
        }
        return counts;
    }
}
