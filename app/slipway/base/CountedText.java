package slipway.base;

/// A text that counts the characters a matcher reads of it and ends the matching when they were too many: there is no
/// other way to stop an expression that backtracks without end from within its own thread. One thread.
public final class CountedText implements CharSequence {
    private final String text;
    private int left;

    /// Thrown out of the matcher.
    public static final class Exhausted extends RuntimeException {
        Exhausted() {
            super(null, null, false, false);
        }
    }

    /// @param steps characters that may be read, each time one is read
    public CountedText(String text, int steps) {
        this.text = text;
        this.left = steps;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) throw new Exhausted();
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
