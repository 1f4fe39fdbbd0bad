package slipway.ui.lab;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// The newest load of each endpoint and the newest replay: as long as the workspace is open, whatever becomes of the
/// page. FX thread.
public final class LabRuns {
    private final Map<String, LoadRun> loads = new HashMap<>();
    private @Nullable ReplayRun replay;

    @Nullable
    LoadRun load(String endpoint) {
        return loads.get(endpoint);
    }

    void load(LoadRun run) {
        loads.put(run.endpoint(), run);
    }

    @Nullable
    ReplayRun replay() {
        return replay;
    }

    void replay(@Nullable ReplayRun run) {
        replay = run;
    }
}
