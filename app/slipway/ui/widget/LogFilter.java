package slipway.ui.widget;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import slipway.observe.LogBuffer;
import slipway.observe.LogLine;

/// Which lines of a [LogBuffer] are shown and which of them match: kept up to date line by line as they come, never
/// by going over the whole log again, and within a budget for each call so that a pulse is never late.
///
/// Without a level filter nothing is stored: the shown lines are then simply those from the oldest to the newest.
/// One thread (the FX thread, or a test's).
final class LogFilter {
    static final int LINES_A_CALL = 20_000;
    private static final long NANOS_A_CALL = 6_000_000;

    private final LogBuffer buffer;
    private final LineNumbers kept = new LineNumbers();
    private final LineNumbers matches = new LineNumbers();
    private EnumSet<LogLine.Level> levels = EnumSet.allOf(LogLine.Level.class);
    private LogSearch search = LogSearch.NONE;
    private boolean onlyMatches;
    private long cleared;
    private long first;
    private long next;
    private long judged;

    LogFilter(LogBuffer buffer) {
        this.buffer = buffer;
    }

    /// Takes in what came since the last call; whether anything is to be shown anew.
    boolean refresh() {
        long oldFirst = first;
        long oldNext = next;
        long oldJudged = judged;
        first = Math.max(buffer.first(), cleared);
        next = Math.max(buffer.next(), first);
        kept.dropBelow(first);
        matches.dropBelow(first);
        judged = Math.max(judged, first);
        if (judging()) judge();
        return first != oldFirst || next != oldNext || judged != oldJudged;
    }

    Set<LogLine.Level> levels() {
        return levels;
    }

    LogSearch search() {
        return search;
    }

    boolean onlyMatches() {
        return onlyMatches;
    }

    void levels(Set<LogLine.Level> shown) {
        levels = shown.isEmpty() ? EnumSet.noneOf(LogLine.Level.class) : EnumSet.copyOf(shown);
        startOver();
    }

    void search(LogSearch looked, boolean only) {
        search = looked;
        onlyMatches = only;
        startOver();
    }

    /// Hides every line there is now, for good.
    void clear() {
        cleared = buffer.next();
        refresh();
    }

    /// How many lines are shown.
    long size() {
        return filtered() ? kept.size() : next - first;
    }

    /// Number of the line at `index` of those shown.
    long number(long index) {
        return filtered() ? kept.get((int) index) : first + index;
    }

    /// Index of the first shown line that is `number` or later.
    long index(long number) {
        return filtered() ? kept.ceiling(number) : Math.clamp(number - first, 0, next - first);
    }

    LineNumbers matches() {
        return matches;
    }

    /// `count` shown lines from `index` on.
    List<LogLine> lines(long index, int count) {
        int wanted = Math.clamp(size() - index, 0, count);
        if (wanted == 0) return List.of();
        if (!filtered()) return buffer.read(number(index), wanted);
        var lines = new ArrayList<LogLine>(wanted);
        for (int i = 0; i < wanted; i++)
            lines.addAll(buffer.read(number(index + i), 1));
        return lines;
    }

    private boolean filtered() {
        return levels.size() < LogLine.Level.values().length || (onlyMatches && search.active());
    }

    private boolean judging() {
        return filtered() || search.active();
    }

    private void startOver() {
        kept.clear();
        matches.clear();
        judged = first;
        refresh();
    }

    private void judge() {
        long until = System.nanoTime() + NANOS_A_CALL;
        boolean store = filtered();
        int left = LINES_A_CALL;
        while (left > 0 && judged < next) {
            List<LogLine> lines = buffer.read(judged, (int) Math.min(Math.min(left, 500), next - judged));
            if (lines.isEmpty()) return;
            for (LogLine line : lines)
                judge(line, store);
            judged = lines.getLast().number() + 1;
            left -= lines.size();
            if (System.nanoTime() > until) return;
        }
    }

    private void judge(LogLine line, boolean store) {
        if (!levels.contains(line.level())) return;
        boolean match = search.active() && search.matches(LogText.clean(line.text()));
        if (match) matches.add(line.number());
        if (store && (match || !onlyMatches || !search.active())) kept.add(line.number());
    }
}
