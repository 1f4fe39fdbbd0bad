package slipway.engine;

/// One reading of what an instance uses: `cpu` in cores (1.0 is one core busy), memory resident in bytes;
/// `cpu` is NaN until two readings exist.
public record Usage(long epochMillis, double cpu, long memoryBytes) {
    public static final Usage NONE = new Usage(0, Double.NaN, 0);
}
