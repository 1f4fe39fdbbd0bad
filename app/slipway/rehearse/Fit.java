package slipway.rehearse;

/// Whether something fits, with room to spare or just.
public enum Fit {
    GREEN("fits"),
    /// More than [#TIGHT] of what there is.
    AMBER("tight"), RED("too much");

    static final double TIGHT = 0.8;

    private final String word;

    Fit(String word) {
        this.word = word;
    }

    /// As scripts read it.
    public String word() {
        return word;
    }

    static Fit of(double need, double room) {
        if (need > room) return RED;
        return need > room * TIGHT ? AMBER : GREEN;
    }
}
