package slipway.engine;

import org.jspecify.annotations.Nullable;

/// One GPU of this machine, as its driver tells.
///
/// @param uuid        `GPU-…`, or `MIG-…` for a slice
/// @param usedBytes   memory in use now, of all processes
/// @param utilisation busy percent of the last moment, -1 where not told
/// @param parent      the whole GPU that a MIG slice is cut from
public record Gpu(int index, String name, String uuid, long memoryBytes, long usedBytes, int utilisation,
        String driver, @Nullable String parent) {}
