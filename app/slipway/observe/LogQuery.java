package slipway.observe;

import java.util.EnumSet;
import java.util.Set;

/// Which lines of a log are shown, and which of these match: the whole of search and filters. Immutable but for a
/// search that proves too slow; any thread.
///
/// @param onlyMatches whether lines that do not match are hidden
/// @param include     only lines that match it are shown, where it is active
/// @param exclude     lines that match it are hidden
/// @param fromMillis  earlier lines are hidden
/// @param toMillis    later lines are hidden
public record LogQuery(LogSearch search, boolean onlyMatches, Set<LogLine.Level> levels, LogSearch include,
        LogSearch exclude, long fromMillis, long toMillis) {
    /// Shows everything.
    public static final LogQuery ALL = new LogQuery(LogSearch.NONE, false, EnumSet.allOf(LogLine.Level.class),
            LogSearch.NONE, LogSearch.NONE, Long.MIN_VALUE, Long.MAX_VALUE);

    public LogQuery {
        levels = Set.copyOf(levels);
    }

    public LogQuery search(LogSearch looked, boolean only) {
        return new LogQuery(looked, only, levels, include, exclude, fromMillis, toMillis);
    }

    public LogQuery levels(Set<LogLine.Level> shown) {
        return new LogQuery(search, onlyMatches, shown, include, exclude, fromMillis, toMillis);
    }

    public LogQuery terms(LogSearch with, LogSearch without) {
        return new LogQuery(search, onlyMatches, levels, with, without, fromMillis, toMillis);
    }

    public LogQuery between(long from, long to) {
        return new LogQuery(search, onlyMatches, levels, include, exclude, from, to);
    }

    /// Whether lines may be hidden.
    public boolean filters() {
        return filtersTerms() || (onlyMatches && search.active());
    }

    private boolean filtersTerms() {
        return levels.size() < LogLine.Level.values().length || include.active() || exclude.active()
                || fromMillis != Long.MIN_VALUE || toMillis != Long.MAX_VALUE;
    }

    /// Whether each line has to be looked at.
    public boolean judges() {
        return filters() || search.active();
    }

    /// What every line that is shown or matches has; known where lines without it cannot count.
    Literals needed() {
        if (!judges()) return Literals.NONE;
        if (include.active() && !include.literals().any().isEmpty()) return include.literals();
        boolean others = filtersTerms() && !onlyMatches;
        return search.active() && !others ? search.literals() : Literals.NONE;
    }

    /// Whether `line` is among those that the filters let through, matching or not.
    public boolean admits(LogLine line) {
        if (!levels.contains(line.level()) || line.epochMillis() < fromMillis || line.epochMillis() > toMillis)
            return false;
        if (!include.active() && !exclude.active()) return true;
        String text = Ansi.clean(line.text());
        return (!include.active() || include.matches(text)) && !(exclude.active() && exclude.matches(text));
    }

    public boolean matches(LogLine line) {
        return search.active() && search.matches(Ansi.clean(line.text()));
    }

    /// Whether a line that [#admits] lets through is shown.
    public boolean shows(boolean match) {
        return match || !onlyMatches || !search.active();
    }
}
