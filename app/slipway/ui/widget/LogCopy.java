package slipway.ui.widget;

import slipway.observe.LogSource;

/// Lines on their way to the clipboard: those from index `from` to before `to` of what was shown at one moment.
/// Immutable; any thread.
record LogCopy(LogSource source, LogFilter.Shown shown, long from, long to) {
    /// At most the newest `most` of them.
    LogCopy newest(long most) {
        return to - from <= most ? this : new LogCopy(source, shown, to - most, to);
    }

    /// The lines in full, one below the other, pieces of a long one together. Reads files.
    String text(boolean times) {
        var text = new StringBuilder();
        LogText.append(text, LogFilter.read(source, i -> shown.number((int) from + i), (int) Math.max(0, to - from)),
                times, source.parts());
        return text.isEmpty() ? "" : text.append('\n').toString();
    }
}
