package slipway.engine;

/// What a container engine counts besides CPU and memory: bytes since the container's start, processes now.
///
/// @param memoryLimit in bytes, 0 for none
/// @param pids        processes and threads now
public record ContainerUsage(long memoryLimit, long networkIn, long networkOut, long blockRead, long blockWrite,
        long pids) {
    /// Both together; without a limit as soon as one has none.
    public ContainerUsage plus(ContainerUsage other) {
        long limit = memoryLimit == 0 || other.memoryLimit == 0 ? 0 : memoryLimit + other.memoryLimit;
        return new ContainerUsage(limit, networkIn + other.networkIn, networkOut + other.networkOut,
                blockRead + other.blockRead, blockWrite + other.blockWrite, pids + other.pids);
    }
}
