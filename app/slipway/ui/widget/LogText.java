package slipway.ui.widget;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import slipway.observe.LogLine;

/// How a log line is written on screen, on the clipboard and into a file.
final class LogText {
    /// Characters of one line that the window shows at most, over all its wrapped rows; copy and file have them all.
    static final int SHOWN = 4_000;

    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;?]*[A-Za-z]");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    private LogText() {}

    /// Without terminal colours and tabs, which a label cannot show; the same string where there are none.
    static String clean(String text) {
        String plain = text.indexOf('\u001B') < 0 ? text : COLOUR.matcher(text).replaceAll("");
        return plain.indexOf('\t') < 0 ? plain : plain.replace("\t", "    ");
    }

    static String time(long epochMillis) {
        return CLOCK.format(Instant.ofEpochMilli(epochMillis));
    }

    /// The whole line as it is copied: `2026-11-21T10:00:00.000Z text`, or the text alone.
    static String whole(LogLine line, boolean times) {
        String text = clean(line.text());
        return times ? Instant.ofEpochMilli(line.epochMillis()) + " " + text : text;
    }

    /// Where a text of `length` is broken when `columns` fit: ends (exclusive) of its rows, at least one.
    static List<Integer> breaks(int length, int columns) {
        int most = Math.min(length, SHOWN);
        var ends = new ArrayList<Integer>();
        for (int end = Math.max(1, columns); end < most; end += Math.max(1, columns))
            ends.add(end);
        ends.add(most);
        return ends;
    }
}
