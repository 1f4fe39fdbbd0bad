package slipway.engine.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.engine.EngineContexts;

/// The contexts of the person’s configuration, and the change from one to another: for all engines that are reached
/// over it at once, and only while nothing runs or is under way on any of them, which could not be asked or stopped
/// over another way. One for each workspace; any thread.
public final class ContextSwitch implements EngineContexts {
    /// What named it, where that is the list in the window.
    private static final String ENGINES = "Slipway";

    private final DockerHosts hosts;
    private final ContextKeep keep;
    private final EngineUses uses = new EngineUses();
    private final List<Runnable> led = new CopyOnWriteArrayList<>();

    /// Goes by what `keep` says, and has it keep what is chosen.
    public ContextSwitch(ContextKeep keep) {
        this(DockerHosts.here(), keep);
    }

    ContextSwitch(DockerHosts hosts, ContextKeep keep) {
        this.hosts = hosts;
        this.keep = keep;
    }

    /// Where the engine is looked for now.
    List<DockerAddress> places() {
        return hosts.candidates(keep.choice());
    }

    /// What keeps it from being changed.
    EngineUses uses() {
        return uses;
    }

    /// Has `changed` do what another engine needs, each time one was chosen. Nothing uses the engine while it runs; it
    /// must not wait for what does.
    void lead(Runnable changed) {
        led.add(changed);
    }

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
        boolean changed = uses.between(() -> {
            keep.keep(name);
            led.forEach(Runnable::run);
        });
        if (!changed) throw StudioException.of("docker.context-in-use", name == null ? "–" : name);
    }
}
