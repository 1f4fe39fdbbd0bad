package slipway.ui.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

import org.jspecify.annotations.Nullable;

import slipway.observe.LogLine;
import slipway.observe.LogQuery;
import slipway.observe.LogSource;

/// Which lines of a [LogSource] are shown and which of them match: kept up to date line by line as they come, within
/// a budget for each call so that a pulse is never late. What is too much for that is asked of the source, see
/// [#wanted].
///
/// Without a filter nothing is stored: the shown lines are then simply those from the oldest to the newest.
/// One thread (the FX thread, or a test's).
final class LogFilter {
    static final int LINES_A_CALL = 20_000;
    private static final long NANOS_A_CALL = 6_000_000;

    private final LogSource source;
    private final LineNumbers kept = new LineNumbers();
    private final LineNumbers matches = new LineNumbers();
    private LogQuery query = LogQuery.ALL;
    private @Nullable Wanted wanted;
    private long first;
    private long next;
    private long judged;

    /// Work for a task: what [LogSource#scan] is to be asked. Told apart by identity.
    record Wanted(LogQuery query, long end) {}

    LogFilter(LogSource source) {
        this.source = source;
    }

    /// Takes in what came since the last call; whether anything is to be shown anew.
    boolean refresh() {
        long oldFirst = first;
        long oldNext = next;
        long oldJudged = judged;
        source.refresh();
        first = source.first();
        next = Math.max(source.next(), first);
        if (first > oldFirst) {
            kept.dropBelow(first);
            matches.dropBelow(first);
        }
        judged = Math.max(judged, first);
        if (query.judges()) judge();
        return first != oldFirst || next != oldNext || judged != oldJudged;
    }

    LogQuery query() {
        return query;
    }

    void query(LogQuery asked) {
        query = asked;
        startOver();
    }

    /// Judges all lines again: another question, or more lines within reach.
    void startOver() {
        kept.clear();
        matches.clear();
        wanted = null;
        source.refresh();
        first = source.first();
        next = Math.max(source.next(), first);
        judged = first;
        if (query.judges() && next - first > LINES_A_CALL) {
            wanted = new Wanted(query, next);
            judged = next;
        }
        refresh();
    }

    /// What is to be asked of the source on a task, its answer given to [#found]; null where nothing is.
    @Nullable
    Wanted wanted() {
        return wanted;
    }

    /// Takes in the answer; one to a question of before is left out.
    @SuppressWarnings("ReferenceEquality") // the very question that was asked
    void found(Wanted of, LogSource.Found found) {
        if (of != wanted) return;
        wanted = null;
        long[] shown = found.kept();
        if (shown != null) kept.before(shown);
        matches.before(found.matches());
        kept.dropBelow(first);
        matches.dropBelow(first);
    }

    /// How many lines are shown.
    long size() {
        return query.filters() ? kept.size() : next - first;
    }

    /// Number of the line at `index` of those shown.
    long number(long index) {
        return query.filters() ? kept.get((int) index) : first + index;
    }

    /// Index of the first shown line that is `number` or later.
    long index(long number) {
        return query.filters() ? kept.ceiling(number) : Math.clamp(number - first, 0, next - first);
    }

    LineNumbers matches() {
        return matches;
    }

    /// The lines shown now, for whoever goes over them later: their numbers, or null for all of `first` to `next`.
    Shown shown() {
        return new Shown(query.filters() ? kept.toArray() : null, first, next);
    }

    /// Lines by index, as they were shown at one moment.
    @SuppressWarnings("ArrayRecordComponent") // never compared, and handed on without a copy because it is large
    record Shown(long @Nullable [] numbers, long first, long next) {
        int size() {
            return numbers == null ? (int) (next - first) : numbers.length;
        }

        long number(int index) {
            return numbers == null ? first + index : numbers[index];
        }
    }

    /// `count` shown lines from `index` on.
    List<LogLine> lines(long index, int count) {
        int wantedLines = Math.clamp(size() - index, 0, count);
        return read(source, i -> number(index + i), wantedLines);
    }

    /// `count` lines of `source` by the numbers given, neighbours at once.
    static List<LogLine> read(LogSource source, IntToLongFunction numbers, int count) {
        var lines = new ArrayList<LogLine>(count);
        for (int i = 0; i < count;) {
            long begin = numbers.applyAsLong(i);
            int run = 1;
            while (i + run < count && numbers.applyAsLong(i + run) == begin + run)
                run++;
            for (LogLine line : source.read(begin, run)) {
                if (line.number() < begin + run) lines.add(line);
            }
            i += run;
        }
        return lines;
    }

    private void judge() {
        long until = System.nanoTime() + NANOS_A_CALL;
        boolean store = query.filters();
        int left = LINES_A_CALL;
        while (left > 0 && judged < next) {
            List<LogLine> lines = source.read(judged, (int) Math.min(Math.min(left, 500), next - judged));
            if (lines.isEmpty()) return;
            for (LogLine line : lines)
                judge(line, store);
            judged = lines.getLast().number() + 1;
            left -= lines.size();
            if (System.nanoTime() > until) return;
        }
    }

    private void judge(LogLine line, boolean store) {
        if (!query.admits(line)) return;
        boolean match = query.matches(line);
        if (match) matches.add(line.number());
        if (store && query.shows(match)) kept.add(line.number());
    }
}
