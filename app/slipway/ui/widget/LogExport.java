package slipway.ui.widget;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.observe.LogLine;
import slipway.observe.LogSource;

/// Writes the lines that were shown at one moment into a file, a few thousand at a time. For a task; when it is
/// cancelled or fails, no file is left behind and one that was there stays as it was.
final class LogExport {
    private static final int BATCH = 2_000;

    private LogExport() {}

    static void write(LogSource source, LogFilter.Shown shown, Path file, boolean times, Progress progress)
            throws InterruptedException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                write(source, shown, out, times, progress);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StudioException(Problem.of("logview.export", file, String.valueOf(e.getMessage())), e);
        } finally {
            delete(part);
        }
    }

    private static void write(LogSource source, LogFilter.Shown shown, BufferedWriter out, boolean times,
            Progress progress) throws IOException, InterruptedException {
        boolean first = true;
        for (int at = 0; at < shown.size(); at += BATCH) {
            if (Thread.interrupted()) throw new InterruptedException();
            int from = at;
            List<LogLine> lines = LogFilter.read(source, i -> shown.number(from + i), Math.min(BATCH, shown.size()
                    - at));
            var text = new StringBuilder();
            LogText.append(text, lines, times, source.parts());
            if (!first && !lines.isEmpty() && !lines.getFirst().continued()) out.write('\n');
            out.append(text);
            first = false;
            progress.count(at + lines.size(), shown.size(), Progress.Unit.STEPS);
        }
        if (!first) out.write('\n');
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            System.getLogger(LogExport.class.getName()).log(System.Logger.Level.WARNING, part + ": " + e);
        }
    }
}
