package slipway.ui.endpoints;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// The safe rollouts that are begun or found, by endpoint: as long as the workspace is open, whatever becomes of the
/// page, so that a step under way is known to all who look. FX thread.
public final class SafeRuns {
    private final Map<String, SafeRun> known = new HashMap<>();

    @Nullable
    SafeRun of(String endpoint) {
        return known.get(endpoint);
    }

    /// Answers the one to go on with: that of before where there is one.
    SafeRun keep(String endpoint, SafeRun run) {
        SafeRun before = known.putIfAbsent(endpoint, run);
        return before == null ? run : before;
    }

    void forget(String endpoint) {
        known.remove(endpoint);
    }
}
