package slipway.compare;

/// The 95 % Wilson score interval of a share that was seen in some trials: it stays inside 0 to 1 and is sound for few
/// trials and for shares near 0 or 1, where the normal one is neither. Immutable.
///
/// @param low  0 to 1, with `high` NaN without trials
/// @param high 0 to 1
public record Wilson(double low, double high) {
    private static final double Z = 1.959963984540054;

    /// Of a share of 0 to 1 that was seen in `trials`, at least 0.
    public static Wilson of(double share, long trials) {
        if (trials == 0) return new Wilson(Double.NaN, Double.NaN);
        double zz = Z * Z;
        double scale = 1 / (1 + zz / trials);
        double middle = scale * (share + zz / (2.0 * trials));
        double half = scale * Z * Math.sqrt(share * (1 - share) / trials + zz / (4.0 * trials * trials));
        return new Wilson(Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
