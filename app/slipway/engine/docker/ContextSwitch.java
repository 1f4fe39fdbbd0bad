package slipway.engine.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.engine.EngineContexts;

/// The contexts of the person’s configuration, and the change from one to another, which only happens while nothing
/// runs: what runs could not be asked or stopped over another way. Owned by [DockerEngine]; any thread.
///
/// @param busy    whether something runs or is being started
/// @param changed does what a new way needs
record ContextSwitch(DockerHosts hosts, ContextKeep keep, BooleanSupplier busy, Runnable changed)
        implements
            EngineContexts {
    /// What named it, where that is the list in the window.
    private static final String ENGINES = "Slipway";

    @Override
    public List<Context> all() {
        var all = new ArrayList<Context>();
        all.add(new Context(ContextChoice.NO_CONTEXT, "", false, null));
        all.addAll(hosts.contexts().all());
        return all;
    }

    @Override
    public @Nullable String chosen() {
        return keep.choice().name();
    }

    @Override
    public void choose(@Nullable String name) {
        // says what is wrong with it before anything changes
        if (name != null && !name.equals(ContextChoice.NO_CONTEXT)) hosts.contexts().named(name, ENGINES);
        if (busy.getAsBoolean()) throw StudioException.of("docker.context-in-use", name == null ? "–" : name);
        keep.keep(name);
        changed.run();
    }
}
