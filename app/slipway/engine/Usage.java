package slipway.engine;

import org.jspecify.annotations.Nullable;

/// One reading of what an instance uses: `cpu` in cores (1.0 is one core busy), memory resident in bytes;
/// `cpu` is NaN until two readings exist. `container` is what only a container engine counts.
public record Usage(long epochMillis, double cpu, long memoryBytes, @Nullable ContainerUsage container) {
    public static final Usage NONE = new Usage(0, Double.NaN, 0);

    public Usage(long epochMillis, double cpu, long memoryBytes) {
        this(epochMillis, cpu, memoryBytes, null);
    }

    /// Both together, as of the other's time; [#NONE] adds nothing.
    public Usage plus(Usage other) {
        if (other.epochMillis == 0) return this;
        if (epochMillis == 0) return other;
        ContainerUsage mine = container;
        ContainerUsage its = other.container;
        return new Usage(other.epochMillis, cpu + other.cpu, memoryBytes + other.memoryBytes,
                mine == null ? its : its == null ? mine : mine.plus(its));
    }
}
