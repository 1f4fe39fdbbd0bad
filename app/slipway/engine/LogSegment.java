package slipway.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/// One file of a stream (`r3-0.out`) of the archive. A stream that grew is cut into closed files, named by the lines
/// they have (`r3-0~0-51200.out`), and the one that is written, which goes on from there. An empty closed file says
/// that its lines are gone, so that the numbers of the others stay true. Immutable.
///
/// @param stream the name of the file that is or was written
/// @param first  number of its first line, counted over the whole stream
/// @param end    number after its last line; -1 where it is still open
public record LogSegment(Path file, String stream, long first, long end) {
    private static final Pattern CLOSED = Pattern.compile("(.+)~(\\d+)-(\\d+)\\.(out|err)");

    /// Whether nothing is written into it any more.
    public boolean closed() {
        return end >= 0;
    }

    /// The closed file for lines `first` to before `end` of what is written to `live`.
    public static Path closed(Path live, long first, long end) {
        String name = String.valueOf(live.getFileName());
        int dot = name.lastIndexOf('.');
        return live.resolveSibling(name.substring(0, dot) + "~" + first + "-" + end + name.substring(dot));
    }

    /// All files of `folder`, the runs by name, each stream from its first line on. A folder not there has none.
    public static List<LogSegment> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        List<Path> paths;
        try (Stream<Path> all = Files.list(folder)) {
            paths = all.filter(each -> each.toString().endsWith(".out") || each.toString().endsWith(".err")).toList();
        }
        var segments = new ArrayList<LogSegment>();
        Map<String, Long> ends = new HashMap<>();
        for (Path path : paths) {
            LogSegment closed = parse(path);
            if (closed == null) continue;
            segments.add(closed);
            ends.merge(closed.stream, closed.end, Math::max);
        }
        for (Path path : paths) {
            String name = String.valueOf(path.getFileName());
            if (parse(path) == null) segments.add(new LogSegment(path, name, ends.getOrDefault(name, 0L), -1));
        }
        segments.sort(Comparator.comparing(LogSegment::stream).thenComparingLong(LogSegment::first)
                .thenComparing(LogSegment::closed, Comparator.reverseOrder()));
        return segments;
    }

    /// The file of `stream` in which line `first` is the first one; the newest where several begin there.
    public static Optional<LogSegment> at(Path folder, String stream, long first) throws IOException {
        return in(folder).stream().filter(each -> each.stream.equals(stream) && each.first == first)
                .reduce((one, other) -> other);
    }

    /// Number of the first line of the file `live` as it is now.
    public static long first(Path live) throws IOException {
        String stream = String.valueOf(live.getFileName());
        return in(live.toAbsolutePath().resolveSibling("")).stream().filter(each -> each.stream.equals(stream))
                .mapToLong(each -> each.closed() ? each.end : each.first).max().orElse(0);
    }

    /// How many whole lines `file` has.
    public static long lines(Path file) throws IOException {
        byte[] block = new byte[1 << 20];
        long lines = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(block); n > 0; n = in.read(block))
                lines += lines(block, n);
        }
        return lines;
    }

    static long lines(byte[] block, int length) {
        long lines = 0;
        for (int i = 0; i < length; i++) {
            if (block[i] == '\n') lines++;
        }
        return lines;
    }

    /// The name of the run that `file` belongs to: `r3-0` of all of `r3-0.out`, `r3-0~0-51200.err`.
    public static String run(Path file) {
        LogSegment closed = parse(file);
        String name = closed == null ? String.valueOf(file.getFileName()) : closed.stream;
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static @Nullable LogSegment parse(Path path) {
        Matcher name = CLOSED.matcher(String.valueOf(path.getFileName()));
        if (!name.matches()) return null;
        return new LogSegment(path, name.group(1) + "." + name.group(4), Long.parseLong(name.group(2)),
                Long.parseLong(name.group(3)));
    }
}
