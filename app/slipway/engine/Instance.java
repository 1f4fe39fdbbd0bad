package slipway.engine;

import java.net.URI;
import java.time.Duration;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;

/// One running server of a workload. Any thread.
public interface Instance {
    Workload workload();

    /// Where it answers: `http://127.0.0.1:PORT`.
    URI url();

    /// Where it answers probes, for a server that has a port of its own for them.
    default URI healthUrl() {
        return url();
    }

    /// What its engine tells of the container, for an engine that runs containers; null elsewhere.
    default @Nullable Live<ContainerFacts> container() {
        return null;
    }

    /// A look inside, for an instance that is a container; null elsewhere.
    default @Nullable Inside inside() {
        return null;
    }

    /// How far it is known that it has its GPUs, for an instance that asked for some; null elsewhere.
    default @Nullable Live<GpuFacts> gpu() {
        return null;
    }

    /// Process id, where there is one.
    OptionalLong pid();

    Live<InstanceState> state();

    /// Sends every line from now on, and those kept since the start first, to `sink`.
    void follow(LogSink sink);

    /// Reads usage now; [Usage#NONE] where it cannot be known.
    Usage usage();

    /// Asks it to end, waits at most `grace`, then kills it with its whole tree; answers when it is gone.
    void stop(Duration grace) throws InterruptedException;
}
