package slipway.ui.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

/// What is looked for in a log, plain text or a regular expression, in any case; judges one line at a time.
///
/// An expression that backtracks without end is given up after [#STEPS] characters read for one line, so that it
/// cannot freeze the window; from then on the search finds nothing and [#fault] says so. One thread.
final class LogSearch {
    static final LogSearch NONE = new LogSearch(null, false, Fault.NONE, "");
    static final int STEPS = 2_000_000;

    private final @Nullable Pattern pattern;
    private final boolean regex;
    private final String detail;
    private Fault fault;

    /// Why nothing can be found.
    enum Fault {
        NONE, SYNTAX, TOO_SLOW
    }

    /// Characters `from` (inclusive) to `to` (exclusive) of a line.
    record Hit(int from, int to) {}

    private LogSearch(@Nullable Pattern pattern, boolean regex, Fault fault, String detail) {
        this.pattern = pattern;
        this.regex = regex;
        this.fault = fault;
        this.detail = detail;
    }

    static LogSearch of(String query, boolean regex) {
        if (query.isEmpty()) return NONE;
        int any = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        try {
            return new LogSearch(Pattern.compile(query, regex ? any : any | Pattern.LITERAL), regex, Fault.NONE, "");
        } catch (PatternSyntaxException e) {
            return new LogSearch(null, true, Fault.SYNTAX, e.getDescription());
        }
    }

    boolean active() {
        return pattern != null && fault == Fault.NONE;
    }

    Fault fault() {
        return fault;
    }

    /// What the expression's syntax lacks, in the compiler's words.
    String detail() {
        return detail;
    }

    boolean matches(String text) {
        return !hits(text, 1).isEmpty();
    }

    /// At most `max` places where `text` matches; empty matches are left out.
    List<Hit> hits(String text, int max) {
        if (pattern == null || fault != Fault.NONE) return List.of();
        var hits = new ArrayList<Hit>();
        try {
            Matcher matcher = pattern
                    .matcher(regex ? new Counted(text, new AtomicInteger(STEPS), 0, text.length()) : text);
            while (hits.size() < max && matcher.find()) {
                if (matcher.end() > matcher.start()) hits.add(new Hit(matcher.start(), matcher.end()));
            }
        } catch (TooManySteps | StackOverflowError e) {
            fault = Fault.TOO_SLOW;
            return List.of();
        }
        return hits;
    }

    /// Counts the characters that the matcher reads; there is no other way to stop it from within its own thread.
    private record Counted(String text, AtomicInteger left, int from, int length) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (left.decrementAndGet() < 0) throw new TooManySteps();
            return text.charAt(from + index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text, left, from + start, end - start);
        }

        @Override
        public String toString() {
            return text.substring(from, from + length);
        }
    }

    private static final class TooManySteps extends RuntimeException {
        TooManySteps() {
            super(null, null, false, false);
        }
    }
}
