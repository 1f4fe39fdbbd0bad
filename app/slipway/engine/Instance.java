package slipway.engine;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    /// Its servers, for an engine that keeps several for one workload; null elsewhere.
    default @Nullable Replicas replicas() {
        return null;
    }

    /// Where its servers answer now, one each.
    default List<URI> urls() {
        Replicas several = replicas();
        return several == null ? List.of(url()) : several.members().get().stream().map(Replicas.Member::url).toList();
    }

    /// What its engine tells of the container, for an engine that runs containers; null elsewhere.
    default @Nullable Live<ContainerFacts> container() {
        return null;
    }

    /// A look inside, for an instance that is a container; null elsewhere.
    default @Nullable Inside inside() {
        return null;
    }

    /// Ways to break it on purpose; null where that is not ours to do.
    default @Nullable Breaking breaking() {
        return null;
    }

    /// How far it is known that it has its GPUs, for an instance that asked for some; null elsewhere.
    default @Nullable Live<GpuFacts> gpu() {
        return null;
    }

    /// The file of the archive that it writes its standard output to itself; null where the studio has to.
    default @Nullable Path ownLog() {
        return null;
    }

    /// Process id, where there is one.
    OptionalLong pid();

    Live<InstanceState> state();

    /// Sends every line from now on, and those kept since the start first, to `sink`.
    void follow(LogSink sink);

    /// Looks on which ports the server listens; [Listening#UNKNOWN] where that cannot be found out.
    default Listening listening() throws InterruptedException {
        return Listening.UNKNOWN;
    }

    /// Reads usage now; [Usage#NONE] where it cannot be known.
    Usage usage();

    /// Asks it to end, waits at most `grace`, then kills it with its whole tree; answers when it is gone.
    void stop(Duration grace) throws InterruptedException;
}
