package slipway.engine.docker;

import org.jspecify.annotations.Nullable;

/// Where a workspace keeps which Docker context it goes by. Any thread.
public interface ContextKeep {
    /// What is chosen now.
    ContextChoice choice();

    /// Goes by the context `name` from now on; null for what docker's own tools use.
    void keep(@Nullable String name);
}
