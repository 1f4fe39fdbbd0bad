package slipway.ui.requests;

import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.requests.Expectation;

/// What of the page outlives it, as long as the workspace is open: the run over a file, and the request being written.
/// FX thread.
public final class KeptRequests {
    private @Nullable BatchRun run;
    private @Nullable Written written;

    /// A request as it stands in the editor, and where it was to go.
    ///
    /// @param target  a deployment, or empty for the endpoint’s own rules
    /// @param headers as typed
    record Written(String endpoint, String target, String name, String method, String path, String headers, String body,
            List<Expectation> expectations) {}

    /// The one under way, or whose end was not looked away from yet.
    @Nullable
    BatchRun run() {
        return run;
    }

    void run(@Nullable BatchRun next) {
        run = next;
    }

    /// Null before the page was left for the first time.
    @Nullable
    Written written() {
        return written;
    }

    void written(Written next) {
        written = next;
    }
}
