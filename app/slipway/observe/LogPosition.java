package slipway.observe;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import slipway.engine.LogFiles;
import slipway.engine.LogSegment;

/// How far a stream of the archive has come in what the engine tells of a container: the next studio goes on from
/// there. Kept beside the stream, one short line that is written over. Immutable.
///
/// @param at    milliseconds since 1970 of the last line that was told
/// @param count lines of that millisecond, a busy log has several
/// @param bytes length of the file being written when that line was in it
/// @param lines lines of that file
record LogPosition(long at, long count, long bytes, long lines) {
    /// Nothing was told.
    static final LogPosition NONE = new LogPosition(Long.MIN_VALUE, 0, 0, 0);

    /// Where `live` stands; empty where nobody can say.
    static Optional<LogPosition> read(Path live) throws IOException {
        Path file = LogFiles.position(live);
        if (!Files.exists(file)) {
            boolean nothing = LogSegment.first(live) == 0 && (!Files.exists(live) || Files.size(live) == 0);
            return nothing ? Optional.of(NONE) : Optional.empty();
        }
        String[] words = Files.readString(file, StandardCharsets.US_ASCII).strip().split(" +", -1);
        if (words.length != 4) return Optional.empty();
        try {
            return Optional.of(new LogPosition(Long.parseLong(words[0]), Long.parseLong(words[1]),
                    Long.parseLong(words[2]), Long.parseLong(words[3])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Over what was there: always as long, so that a full disk has room for it.
    void write(Path live) throws IOException {
        String line = String.format("%20d %20d %20d %20d%n", at, count, bytes, lines);
        try (var file = new RandomAccessFile(LogFiles.position(live).toFile(), "rw")) {
            file.write(line.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
