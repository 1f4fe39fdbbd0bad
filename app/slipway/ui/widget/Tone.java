package slipway.ui.widget;

/// What a status means, as a colour of `studio.css`; always shown beside an icon or a word.
public enum Tone {
    NEUTRAL, ACCENT, GOOD, WARN, BAD;

    /// The style class.
    public String style() {
        return "tone-" + name().toLowerCase(java.util.Locale.ROOT);
    }
}
