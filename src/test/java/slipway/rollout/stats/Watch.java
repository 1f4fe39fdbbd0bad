package slipway.rollout.stats;

/// One end of one measure’s interval against its limit, looked at after every request: a witness says why there is not
/// enough evidence yet, and only when its own evidence could have grown enough is it read again, and only when it has,
/// another one looked for. The answers are those of [Judge] at every request. One thread.
abstract class Watch {
    final double enough;
    /// By how much the evidence at the witness may still grow before it is read.
    private double slack;

    Watch(double enough) {
        this.enough = enough;
    }

    /// Counts that the evidence at the witness grew by at most this.
    final void grew(double atMost) {
        slack -= atMost;
    }

    /// Tells whether the limit is surely passed
    final boolean decides() {
        if (slack > 0) return false;
        slack = enough - evidence();
        if (slack > 0) return false;
        if (!findWitness()) return true;
        slack = enough - evidence();
        return false;
    }

    abstract void firstSaw(int bucket, boolean failed);

    abstract void secondSaw(int bucket, boolean failed);

    /// At the witness.
    abstract double evidence();

    /// False if there is none.
    abstract boolean findWitness();
}
