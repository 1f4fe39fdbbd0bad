package slipway.engine;

/// Which of several servers of one log wrote a line, said at the line’s beginning: `[2@node-b] listening`. Stateless; any
/// thread.
public final class LogOrigin {
    /// A line that begins so only by chance loses nothing by it.
    private static final int LONGEST = 300;

    private LogOrigin() {}

    /// `text` as a line of replica `slot`, from 1, on the machine `node`; 0 and empty where that is not known.
    public static String mark(int slot, String node, String text) {
        return "[" + (slot > 0 ? String.valueOf(slot) : "?") + "@" + (node.isEmpty() ? "?" : node) + "] " + text;
    }

    /// Where the server’s own words begin in `text`; 0 where no origin is said.
    public static int end(String text) {
        if (!text.startsWith("[")) return 0;
        int at = 1;
        while (at < text.length() && at < 7 && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '?'))
            at++;
        if (at == 1 || at >= text.length() || text.charAt(at) != '@') return 0;
        int close = text.indexOf("] ", at);
        return close < 0 || close > LONGEST || text.substring(at, close).indexOf(' ') >= 0 ? 0 : close + 2;
    }
}
