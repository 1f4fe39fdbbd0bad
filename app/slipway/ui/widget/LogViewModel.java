package slipway.ui.widget;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.observe.Ansi;
import slipway.observe.LogBook;
import slipway.observe.LogBuffer;
import slipway.observe.LogLine;
import slipway.observe.LogQuery;
import slipway.observe.LogSearch;
import slipway.observe.LogSource;

/// What a [LogView] shows of its log: which lines, from where, whether it follows the end, what is selected and where
/// the search stands. No toolkit; one thread.
///
/// A reader who scrolled up stays on the line being read, whatever comes in or is dropped: the place is kept as a
/// line number, never as an index.
final class LogViewModel {
    /// One row on screen: a part of a line's text as it is shown; `head` for the first row of a line.
    ///
    /// @param links where ids of requests stand
    record Row(LogLine line, String text, boolean head, boolean cut, List<LogSearch.Hit> hits, List<Ansi.Span> spans,
            List<LogSearch.Hit> links, Fold fold) {}

    /// Whether a row can be unfolded into fields, is, or is one of these fields.
    enum Fold {
        NONE, CLOSED, OPEN, FIELD
    }

    private static final long NOTHING = Long.MIN_VALUE;
    private static final int HITS_A_ROW = 20;

    private final LogSource source;
    private final LogFilter filter;
    private final LogJson json = new LogJson();
    private final Set<Long> unfolded = new HashSet<>();
    private boolean following = true;
    private boolean wrap;
    private boolean fields = true;
    private long top;
    private long seen;
    private int page = 1;
    private long match = NOTHING;
    private long mark = NOTHING;
    private long lead = NOTHING;

    LogViewModel(LogSource source) {
        this.source = source;
        this.filter = new LogFilter(source);
        filter.refresh();
    }

    /// Of a log that is in memory only.
    LogViewModel(LogBuffer buffer) {
        this(LogBook.of("", buffer));
    }

    LogSource source() {
        return source;
    }

    LogFilter filter() {
        return filter;
    }

    /// Takes in news; whether there was any.
    boolean refresh() {
        return filter.refresh();
    }

    /// Older lines came within reach; what is read stays in place.
    void reached() {
        filter.startOver();
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

    /// Whether lines that are JSON are shown as message and fields.
    void fields(boolean on) {
        fields = on;
    }

    /// Unfolds the fields of line `number`, or folds them again.
    void unfold(long number, boolean open) {
        // what is read stays in place, also where all lines fitted before
        if (!following && filter.size() > 0) top = filter.number(topIndex());
        if (open) unfolded.add(number);
        else
            unfolded.remove(number);
    }

    boolean unfolded(long number) {
        return unfolded.contains(number);
    }

    /// Number of the line selected last; [Long#MIN_VALUE] where there is none.
    long lead() {
        return lead;
    }

    /// Lines that came since the reader left the end.
    long unseen() {
        return following ? 0 : filter.size() - filter.index(seen);
    }

    /// Index of the topmost line.
    long topIndex() {
        long last = Math.max(0, filter.size() - page);
        return following ? last : Math.min(filter.index(top), tall() ? Math.max(0, filter.size() - 1) : last);
    }

    /// Whether lines may take several rows.
    private boolean tall() {
        return wrap || !unfolded.isEmpty();
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
        if (following) seen = filter.size() == 0 ? source.next() : filter.number(filter.size() - 1) + 1;
        following = false;
        top = filter.size() == 0 ? 0 : filter.number(at);
    }

    LogQuery query() {
        return filter.query();
    }

    /// Shows and looks for something else.
    void query(LogQuery asked) {
        if (!asked.search().equals(filter.query().search())) match = NOTHING;
        filter.query(asked);
    }

    void levels(Set<LogLine.Level> shown) {
        query(query().levels(shown));
    }

    /// Looks for something else; the nearest match from the reader's place on becomes the current one.
    void search(LogSearch search, boolean onlyMatches) {
        query(query().search(search, onlyMatches));
    }

    LogSearch search() {
        return filter.query().search();
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
        source.clear();
        cleared();
    }

    /// The source was cleared.
    void cleared() {
        filter.startOver();
        unfolded.clear();
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

    /// Goes to the first line of `time` (milliseconds) or later.
    void scrollToTime(long time) {
        long low = 0;
        long high = filter.size();
        while (low < high) {
            long middle = (low + high) >>> 1;
            List<LogLine> line = filter.lines(middle, 1);
            if (line.isEmpty() || line.getFirst().epochMillis() < time) low = middle + 1;
            else
                high = middle;
        }
        scrollTo(Math.max(0, low - page / 2));
    }

    /// The selected lines.
    LogCopy selection() {
        if (mark == NOTHING) return new LogCopy(source, filter.shown(), 0, 0);
        long from = filter.index(Math.min(mark, lead));
        long to = filter.index(Math.max(mark, lead) + 1);
        // a long line is copied whole, whichever of its pieces is selected
        while (from > 0 && continued(from))
            from--;
        while (to < filter.size() && continued(to))
            to++;
        return new LogCopy(source, filter.shown(), from, to);
    }

    private boolean continued(long index) {
        List<LogLine> line = filter.lines(index, 1);
        return !line.isEmpty() && line.getFirst().continued();
    }

    /// All lines shown.
    LogCopy all() {
        return new LogCopy(source, filter.shown(), 0, filter.size());
    }

    /// What stands on `count` rows of `columns` characters now.
    List<Row> rows(int count, int columns) {
        page = Math.max(1, count);
        return following ? fromEnd(columns) : fromTop(columns);
    }

    private List<Row> fromTop(int columns) {
        var rows = new ArrayList<Row>(page);
        for (LogLine line : filter.lines(topIndex(), page)) {
            rows.addAll(rows(line, columns));
            if (rows.size() >= page) return rows.subList(0, page);
        }
        return rows;
    }

    private List<Row> fromEnd(int columns) {
        var rows = new ArrayList<Row>(page);
        List<LogLine> lines = filter.lines(topIndex(), page);
        for (int i = lines.size() - 1; i >= 0 && rows.size() < page; i--) {
            rows.addAll(rows(lines.get(i), columns).reversed());
        }
        Collections.reverse(rows);
        return rows.size() > page ? rows.subList(rows.size() - page, rows.size()) : rows;
    }

    private List<Row> rows(LogLine line, int columns) {
        LogJson.@Nullable Line object = fields && !line.continued() ? json.of(line.text()) : null;
        Ansi.Coloured text = object == null
                ? Ansi.coloured(line.text())
                : new Ansi.Coloured(object.summary(), List.of());
        boolean open = object != null && unfolded.contains(line.number());
        Fold fold = object == null ? Fold.NONE : open ? Fold.OPEN : Fold.CLOSED;
        var rows = new ArrayList<Row>();
        int length = text.text().length();
        List<Integer> ends = wrap ? LogText.breaks(length, columns) : List.of(Math.min(length, columns));
        int from = 0;
        for (int end : ends) {
            rows.add(row(line, text, from, end, end == ends.getLast() && end < length, from == 0 ? fold : Fold.NONE));
            from = end;
        }
        if (!open || object == null) return rows;
        for (String field : object.fields()) {
            rows.add(row(line, new Ansi.Coloured(field, List.of()), 0, Math.min(field.length(), columns),
                    field.length() > columns, Fold.FIELD));
        }
        return rows;
    }

    private Row row(LogLine line, Ansi.Coloured text, int from, int to, boolean cut, Fold fold) {
        int end = cut && to > from ? to - 1 : to;
        List<LogSearch.Hit> hits = search().active() ? search().hits(text.text(), HITS_A_ROW) : List.of();
        var spans = new ArrayList<Ansi.Span>();
        for (Ansi.Span span : text.spans()) {
            int start = Math.max(span.from(), from);
            int stop = Math.min(span.to(), end);
            if (start < stop) spans.add(new Ansi.Span(start - from, stop - from, span.colour(), span.bold()));
        }
        return new Row(line, text.text().substring(from, end) + (cut ? "…" : ""),
                from == 0 && fold != Fold.FIELD && !line.continued(), cut, within(hits, from, end), spans,
                within(whole(text.text(), from, end), from, end), fold);
    }

    /// Only ids that can be read whole lead somewhere.
    private static List<LogSearch.Hit> whole(String text, int from, int end) {
        return LogText.requests(text).stream().filter(link -> link.from() >= from && link.to() <= end).toList();
    }

    private static List<LogSearch.Hit> within(List<LogSearch.Hit> hits, int from, int end) {
        var inside = new ArrayList<LogSearch.Hit>();
        for (LogSearch.Hit hit : hits) {
            int start = Math.max(hit.from(), from);
            int stop = Math.min(hit.to(), end);
            if (start < stop) inside.add(new LogSearch.Hit(start - from, stop - from));
        }
        return inside;
    }

    /// Which of `buckets` parts of all shown lines have a match, for the marks beside the scroll bar.
    boolean[] marks(int buckets) {
        var marks = new boolean[buckets];
        LineNumbers all = filter.matches();
        long size = filter.size();
        if (all.size() == 0 || size == 0) return marks;
        int at = 0;
        for (int i = 0; i < buckets && at < all.size(); i++) {
            long last = size * (i + 1) / buckets;
            int next = last >= size ? all.size() : all.ceiling(filter.number(last));
            marks[i] = next > at;
            at = next;
        }
        return marks;
    }
}
