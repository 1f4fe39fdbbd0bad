package slipway.observe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import slipway.engine.LogFiles;
import slipway.engine.LogSink;
import slipway.engine.LogTail;

/// Tells again what stands of a run in the two files that are being written. Stateless.
public final class LogAgain {
    private LogAgain() {}

    private record Line(long at, boolean piece, String text) {}

    /// Hands it to `sink`, each stream in its order and both as their times are.
    public static void tell(LogFiles.Pair files, LogSink sink) throws IOException {
        List<Line> out = lines(files.out());
        List<Line> err = lines(files.err());
        int o = 0;
        int e = 0;
        while (o < out.size() || e < err.size()) {
            boolean stderr = o == out.size() || (e < err.size() && err.get(e).at < out.get(o).at);
            Line line = stderr ? err.get(e++) : out.get(o++);
            if (line.piece) sink.piece(line.at, stderr, line.text);
            else
                sink.line(line.at, stderr, line.text);
        }
    }

    private static List<Line> lines(Path file) throws IOException {
        var lines = new ArrayList<Line>();
        new LogTail(file).poll(
                text -> lines.add(new Line(Stamped.of(last(lines), text).epochMillis(), false, text)),
                text -> lines.add(new Line(last(lines), true, text)));
        return lines;
    }

    private static long last(List<Line> lines) {
        return lines.isEmpty() ? 0 : lines.getLast().at;
    }
}
