package slipway.engine.docker;

import org.jspecify.annotations.Nullable;

/// The Docker context that a person chose for Slipway alone; it comes before `DOCKER_HOST`, `DOCKER_CONTEXT` and the
/// one that `docker context use` set. Immutable.
///
/// @param name null where nothing was chosen and Slipway goes by what docker’s own tools use; `default` for no context
/// @param by   what named it, for people: `--context`, a file
public record ContextChoice(@Nullable String name, String by) {
    public static final ContextChoice NONE = new ContextChoice(null, "");
    /// The name that means: no context.
    public static final String NO_CONTEXT = "default";
}
