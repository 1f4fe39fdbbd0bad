package slipway.ui.widget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import slipway.observe.Ansi;
import slipway.observe.LogLine;
import slipway.observe.LogSearch;

/// How a log line is written on screen, on the clipboard and into a file.
final class LogText {
    /// Characters of one piece of a line that the window shows at most, over all its wrapped rows; copy and file have
    /// them all.
    static final int SHOWN = 8_192;

    /// As the gateway names requests, or as others do behind a word that says so.
    private static final Pattern REQUEST = Pattern.compile(
            "(?i)\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b|\\b[0-9a-f]{32}\\b"
                    + "|(?<=request[-_ ]?id[\"=: ]{1,4})[\\w-]{8,64}");
    private static final int LINKS = 4;

    private LogText() {}

    /// The whole line as it is copied: `2026-11-21T10:00:00.000Z text`, or the text alone.
    static String whole(LogLine line, boolean times) {
        String text = Ansi.clean(line.text());
        return times && !line.continued() ? Instant.ofEpochMilli(line.epochMillis()) + " " + text : text;
    }

    /// The lines one below the other, pieces of a long one put together again; `name` of each log where there are
    /// several.
    static void append(StringBuilder to, List<LogLine> lines, boolean times, List<String> names) {
        for (LogLine line : lines) {
            if (!to.isEmpty() && !line.continued()) to.append('\n');
            if (names.size() > 1 && !line.continued()) to.append(names.get(line.part())).append(' ');
            to.append(whole(line, times));
        }
    }

    /// Where ids of requests stand in a line.
    static List<LogSearch.Hit> requests(String text) {
        if (text.length() > SHOWN) return List.of();
        var links = new ArrayList<LogSearch.Hit>();
        Matcher found = REQUEST.matcher(text);
        while (links.size() < LINKS && found.find())
            links.add(new LogSearch.Hit(found.start(), found.end()));
        return links;
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
