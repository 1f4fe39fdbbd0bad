package slipway.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

import slipway.base.CountedText;

/// What is looked for in a log, plain text or a regular expression, in any case; the same in the window and on the
/// command line. Any thread.
///
/// An expression that backtracks without end is given up after [#STEPS] characters read for one line, so that it
/// cannot freeze the window; from then on the search finds nothing and [#fault] says so.
public final class LogSearch {
    /// Looks for nothing.
    public static final LogSearch NONE = new LogSearch(null, "", false, Fault.NONE, "");
    /// Characters that may be read for one line.
    public static final int STEPS = 2_000_000;

    private final @Nullable Pattern pattern;
    private final String query;
    private final boolean regex;
    private final String detail;
    private final Literals literals;
    private volatile Fault fault;

    /// Why nothing can be found.
    public enum Fault {
        NONE, SYNTAX, TOO_SLOW
    }

    /// Characters `from` (inclusive) to `to` (exclusive) of a line.
    public record Hit(int from, int to) {}

    private LogSearch(@Nullable Pattern pattern, String query, boolean regex, Fault fault, String detail) {
        this.pattern = pattern;
        this.query = query;
        this.regex = regex;
        this.fault = fault;
        this.detail = detail;
        this.literals = pattern == null ? Literals.NONE : Literals.of(query, regex);
    }

    /// A search for `query`; empty looks for nothing, one that cannot be read has a [#fault].
    public static LogSearch of(String query, boolean regex) {
        if (query.isEmpty()) return NONE;
        boolean plain = query.chars().allMatch(c -> c < 0x80);
        // without the whole alphabet's cases where the query has none of it: several times faster
        int any = Pattern.CASE_INSENSITIVE | (plain ? 0 : Pattern.UNICODE_CASE);
        try {
            Pattern pattern = Pattern.compile(query, regex ? any : any | Pattern.LITERAL);
            return new LogSearch(pattern, query, regex, Fault.NONE, "");
        } catch (PatternSyntaxException e) {
            return new LogSearch(null, query, true, Fault.SYNTAX, e.getDescription());
        }
    }

    public boolean active() {
        return pattern != null && fault == Fault.NONE;
    }

    public Fault fault() {
        return fault;
    }

    /// What was asked for.
    public String query() {
        return query;
    }

    public boolean regex() {
        return regex;
    }

    /// What the expression's syntax lacks, in the compiler's words.
    public String detail() {
        return detail;
    }

    /// What every line that matches has somewhere in its bytes.
    Literals literals() {
        return literals;
    }

    /// Also where nothing of `text` is marked, as with `^$`.
    public boolean matches(String text) {
        Pattern looked = pattern;
        if (looked == null || fault != Fault.NONE) return false;
        try {
            return looked.matcher(regex ? new CountedText(text, STEPS) : text).find();
        } catch (CountedText.Exhausted | StackOverflowError e) {
            fault = Fault.TOO_SLOW;
            return false;
        }
    }

    /// At most `max` places where `text` matches; empty matches are left out.
    public List<Hit> hits(String text, int max) {
        if (pattern == null || fault != Fault.NONE) return List.of();
        var hits = new ArrayList<Hit>();
        try {
            Matcher matcher = pattern.matcher(regex ? new CountedText(text, STEPS) : text);
            while (hits.size() < max && matcher.find()) {
                if (matcher.end() > matcher.start()) hits.add(new Hit(matcher.start(), matcher.end()));
            }
        } catch (CountedText.Exhausted | StackOverflowError e) {
            fault = Fault.TOO_SLOW;
            return List.of();
        }
        return hits;
    }
}
