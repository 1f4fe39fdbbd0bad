package slipway.rollout.stats;

/// Mirrored answers that were compared with the live ones, and those of them that agreed; beside them those of a twin
/// of the live version, 0 where there is none: what it differs in is noise.
public record Agreement(long compared, long agreeing, long twinCompared, long twinAgreeing) {
    public static final Agreement NONE = new Agreement(0, 0);

    /// Without a twin.
    public Agreement(long compared, long agreeing) {
        this(compared, agreeing, 0, 0);
    }

    /// What came after `mark`; all of it where counting began anew since.
    public Agreement since(Agreement mark) {
        boolean anew = mark.compared > compared || mark.agreeing > agreeing || mark.twinCompared > twinCompared
                || mark.twinAgreeing > twinAgreeing;
        return anew
                ? this
                : new Agreement(compared - mark.compared, agreeing - mark.agreeing, twinCompared - mark.twinCompared,
                        twinAgreeing - mark.twinAgreeing);
    }

    /// How much more often the answers differ than the twin’s do.
    RateGap overNoise() {
        return new RateGap((double) compared - agreeing, compared, (double) twinCompared - twinAgreeing, twinCompared);
    }
}
