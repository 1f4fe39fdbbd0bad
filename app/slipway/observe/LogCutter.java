package slipway.observe;

/// Cuts the bytes of a log file into lines, and very long lines into pieces of [#PIECE] bytes at most, always the
/// same way. Stateless; any thread.
final class LogCutter {
    /// As [slipway.engine.LogTail] cuts what a process writes.
    static final int PIECE = slipway.engine.LogTail.PIECE;

    private LogCutter() {}

    /// End of the piece that begins at `from`, line end not included: where the next `\n` stands, else after at most
    /// [#PIECE] bytes, never within a character; -1 where `end` comes first.
    static int pieceEnd(byte[] bytes, int from, int end) {
        int most = Math.min(end, from + PIECE);
        int at = find(bytes, from, most, (byte) '\n');
        if (at >= 0) return at;
        if (most < from + PIECE) return -1;
        // the line may end right here
        if (most < end && bytes[most] == '\n') return most;
        int back = most;
        while (back > from && back > most - 4 && (bytes[back - 1] & 0xc0) == 0x80)
            back--;
        if (back == most) return (bytes[most - 1] & 0x80) == 0 ? most : most - 1;
        int lead = bytes[back - 1] & 0xff;
        int needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
        return most - back + 1 >= needed ? most : back - 1;
    }

    /// Index of `wanted` in `bytes` from `from` to `end` (exclusive); -1 where there is none.
    static int find(byte[] bytes, int from, int end, byte wanted) {
        return Octets.find(bytes, from, end, wanted);
    }
}
