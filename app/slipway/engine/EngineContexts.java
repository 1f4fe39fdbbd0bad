package slipway.engine;

import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// The ways to engines that a person has set up with their tools, and which of them is used. Any thread; blocks for
/// small files.
public interface EngineContexts {
    /// One way to an engine.
    ///
    /// @param address   as its tools show it: `ssh://ana@gpu-box`; empty where it cannot be read
    /// @param elsewhere whether it leads to another machine, where models are copied to
    /// @param problem   why it cannot be used; null where it can
    record Context(String name, String address, boolean elsewhere, @Nullable Problem problem) {}

    /// Sorted by name, the one that means no context first.
    List<Context> all();

    /// The name of the one that was chosen for Slipway; null while it goes by what the other tools use.
    @Nullable
    String chosen();

    /// Goes by the context `name` from now on, also after a restart; null for what the other tools use. The way to it
    /// is looked for at once; how that goes is told by [Engine#live].
    ///
    /// @throws slipway.base.StudioException where it cannot be used, or something still runs or is under way on the
    ///                                      engine before
    void choose(@Nullable String name);
}
