package slipway.ui.widget;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import slipway.observe.LogBuffer;
import slipway.observe.LogLine;

/// What a [LogView] shows of its log: which lines, from where, whether it follows the end, what is selected and where
/// the search stands. No toolkit; one thread.
///
/// A reader who scrolled up stays on the line being read, whatever comes in or is dropped: the place is kept as a
/// line number, never as an index.
final class LogViewModel {
    /// One row on screen: characters `from` to `to` of the cleaned text; `head` for the first row of a line.
    record Row(LogLine line, String text, boolean head, boolean cut, List<LogSearch.Hit> hits) {}

    private static final long NOTHING = -1;
    private static final int HITS_A_ROW = 20;

    private final LogBuffer buffer;
    private final LogFilter filter;
    private boolean following = true;
    private boolean wrap;
    private long top;
    private long seen;
    private int page = 1;
    private long match = NOTHING;
    private long mark = NOTHING;
    private long lead = NOTHING;

    LogViewModel(LogBuffer buffer) {
        this.buffer = buffer;
        this.filter = new LogFilter(buffer);
        filter.refresh();
    }

    /// Takes in news; whether there was any.
    boolean refresh() {
        return filter.refresh();
    }

    long size() {
        return filter.size();
    }

    boolean following() {
        return following;
    }

    /// Goes to the end and stays there, or stops where it is.
    void follow(boolean on) {
        if (!on && following) stopAt(filter.size() - page);
        following = on;
    }

    boolean wrap() {
        return wrap;
    }

    void wrap(boolean on) {
        wrap = on;
    }

    /// Lines that came since the reader left the end.
    long unseen() {
        return following ? 0 : filter.size() - filter.index(seen);
    }

    /// Index of the topmost line.
    long topIndex() {
        long last = Math.max(0, filter.size() - page);
        return following ? last : Math.min(filter.index(top), wrap ? Math.max(0, filter.size() - 1) : last);
    }

    /// Puts the line at `index` on top; at the end it follows again.
    void scrollTo(long index) {
        if (index >= filter.size() - page) {
            following = true;
        } else {
            stopAt(index);
        }
    }

    void scrollBy(long lines) {
        scrollTo(topIndex() + lines);
    }

    private void stopAt(long index) {
        long at = Math.clamp(index, 0, Math.max(0, filter.size() - 1));
        if (following) seen = filter.size() == 0 ? buffer.next() : filter.number(filter.size() - 1) + 1;
        following = false;
        top = filter.size() == 0 ? 0 : filter.number(at);
    }

    Set<LogLine.Level> levels() {
        return filter.levels();
    }

    void levels(Set<LogLine.Level> shown) {
        filter.levels(shown);
    }

    /// Looks for something else; the nearest match from the reader's place on becomes the current one.
    void search(LogSearch search, boolean onlyMatches) {
        filter.search(search, onlyMatches);
        match = NOTHING;
    }

    LogSearch search() {
        return filter.search();
    }

    boolean onlyMatches() {
        return filter.onlyMatches();
    }

    long matchCount() {
        return filter.matches().size();
    }

    /// 1 for the first match, 0 while none is current.
    long matchPosition() {
        LineNumbers all = filter.matches();
        return match != NOTHING && all.contains(match) ? all.ceiling(match) + 1 : 0;
    }

    /// Goes to the next match (`step` 1) or the one before (-1), around the ends; from the newest at first.
    void stepMatch(int step) {
        LineNumbers all = filter.matches();
        if (all.size() == 0) return;
        int at;
        if (match == NOTHING) {
            at = following || step < 0 ? all.size() - 1 : all.ceiling(top) % all.size();
        } else {
            int here = all.ceiling(match);
            at = Math.floorMod(step > 0 && !all.contains(match) ? here : here + step, all.size());
        }
        match = all.get(at);
        mark = match;
        lead = match;
        stopAt(filter.index(match) - page / 2);
    }

    boolean currentMatch(LogLine line) {
        return line.number() == match;
    }

    /// Hides every line there is now; they stay hidden.
    void clear() {
        filter.clear();
        match = NOTHING;
        mark = NOTHING;
        lead = NOTHING;
        following = true;
    }

    void select(long number, boolean extend) {
        if (!extend || mark == NOTHING) mark = number;
        lead = number;
    }

    void selectAll() {
        if (filter.size() == 0) return;
        mark = filter.number(0);
        lead = filter.number(filter.size() - 1);
    }

    void moveSelection(long step) {
        if (lead == NOTHING) return;
        long at = Math.clamp(filter.index(lead) + step, 0, Math.max(0, filter.size() - 1));
        select(filter.number(at), false);
        long from = topIndex();
        if (at < from || at >= from + page) scrollTo(at < from ? at : at - page + 1);
    }

    boolean selected(LogLine line) {
        return mark != NOTHING && line.number() >= Math.min(mark, lead) && line.number() <= Math.max(mark, lead);
    }

    boolean hasSelection() {
        return mark != NOTHING;
    }

    /// The selected lines in full, one a line.
    String selection(boolean times) {
        if (mark == NOTHING) return "";
        long from = filter.index(Math.min(mark, lead));
        long to = filter.index(Math.max(mark, lead) + 1);
        return text(from, to, times);
    }

    /// All shown lines in full.
    String all(boolean times) {
        return text(0, filter.size(), times);
    }

    private String text(long from, long to, boolean times) {
        var text = new StringBuilder();
        for (LogLine line : filter.lines(from, (int) Math.max(0, to - from))) {
            text.append(LogText.whole(line, times)).append('\n');
        }
        return text.toString();
    }

    /// What stands on `count` rows of `columns` characters now.
    List<Row> rows(int count, int columns) {
        page = Math.max(1, count);
        if (!wrap) return unwrapped(columns);
        return following ? wrappedFromEnd(columns) : wrappedFromTop(columns);
    }

    private List<Row> unwrapped(int columns) {
        var rows = new ArrayList<Row>(page);
        for (LogLine line : filter.lines(topIndex(), page)) {
            String text = LogText.clean(line.text());
            rows.add(row(line, text, 0, Math.min(text.length(), columns), true, text.length() > columns));
        }
        return rows;
    }

    private List<Row> wrappedFromTop(int columns) {
        var rows = new ArrayList<Row>(page);
        for (LogLine line : filter.lines(topIndex(), page)) {
            rows.addAll(wrapped(line, columns));
            if (rows.size() >= page) return rows.subList(0, page);
        }
        return rows;
    }

    private List<Row> wrappedFromEnd(int columns) {
        var rows = new ArrayList<Row>(page);
        List<LogLine> lines = filter.lines(topIndex(), page);
        for (int i = lines.size() - 1; i >= 0 && rows.size() < page; i--) {
            rows.addAll(wrapped(lines.get(i), columns).reversed());
        }
        Collections.reverse(rows);
        return rows.size() > page ? rows.subList(rows.size() - page, rows.size()) : rows;
    }

    private List<Row> wrapped(LogLine line, int columns) {
        String text = LogText.clean(line.text());
        List<Integer> ends = LogText.breaks(text.length(), columns);
        var rows = new ArrayList<Row>(ends.size());
        int from = 0;
        for (int end : ends) {
            rows.add(row(line, text, from, end, from == 0, end == ends.getLast() && end < text.length()));
            from = end;
        }
        return rows;
    }

    private Row row(LogLine line, String text, int from, int to, boolean head, boolean cut) {
        int end = cut && to > from ? to - 1 : to;
        var hits = new ArrayList<LogSearch.Hit>();
        if (filter.search().active() && filter.matches().contains(line.number())) {
            for (LogSearch.Hit hit : filter.search().hits(text, HITS_A_ROW)) {
                int start = Math.max(hit.from(), from);
                int stop = Math.min(hit.to(), end);
                if (start < stop) hits.add(new LogSearch.Hit(start - from, stop - from));
            }
        }
        return new Row(line, text.substring(from, end) + (cut ? "…" : ""), head, cut, hits);
    }
}
