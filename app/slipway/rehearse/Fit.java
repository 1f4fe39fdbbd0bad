package slipway.rehearse;

import slipway.base.Text;

/// Whether something fits, with room to spare or just.
public enum Fit {
    GREEN("fits", "rehearse.fit.green"),
    /// More than [#TIGHT] of what there is.
    AMBER("tight", "rehearse.fit.amber"), RED("too-much", "rehearse.fit.red");

    static final double TIGHT = 0.8;

    private final String word;
    private final String key;

    Fit(String word, String key) {
        this.word = word;
        this.key = key;
    }

    /// As scripts read it.
    public String word() {
        return word;
    }

    /// As a person reads it.
    public String text() {
        return Text.of(key);
    }

    static Fit of(double need, double room) {
        if (need > room) return RED;
        return need > room * TIGHT ? AMBER : GREEN;
    }
}
