package slipway.engine;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;

/// Whether an instance runs. `exitCode` is -1 while it runs and where it is not known; `explanation` is the text key of
/// what the end means, where more is known than the code.
public record InstanceState(boolean running, int exitCode, @Nullable String explanation) {
    public static final InstanceState RUNNING = new InstanceState(true, -1);

    public InstanceState(boolean running, int exitCode) {
        this(running, exitCode, null);
    }

    /// The explanation in words; null where there is none.
    public @Nullable String explained() {
        return explanation == null ? null : Text.of(explanation);
    }
}
