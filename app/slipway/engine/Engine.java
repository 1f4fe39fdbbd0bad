package slipway.engine;

import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Progress;

/// Something that runs workloads; one file (or folder) each, listed in [Engines]. Blocking; any thread.
public interface Engine extends AutoCloseable {
    /// What keeps an engine; closing twice is harmless.
    @FunctionalInterface
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /// The stable id: `embedded`, `external` …
    String id();

    EngineInfo info();

    /// [#info] as it changes, for an engine that comes and goes; a constant elsewhere.
    default Live<EngineInfo> live() {
        return new Live<>(info());
    }

    /// Tries to connect now instead of waiting for the next time; answers at once.
    default void reconnect() {}

    /// The ways to it that a person can choose from; null for an engine that is reached in one way only.
    default @Nullable EngineContexts contexts() {
        return null;
    }

    /// Keeps it the engine that it is until the answer is closed, for work of several steps that belong together: over
    /// [#contexts] nobody goes to another one meanwhile.
    default Hold hold() {
        return () -> {};
    }

    /// Its images, for an engine that runs containers; null elsewhere.
    default @Nullable Images images() {
        return null;
    }

    /// Whether its containers see this machine’s files with the rights that they have here; a virtual machine in
    /// between has rules of its own.
    default boolean mountsAsIs() throws InterruptedException {
        return false;
    }

    /// What other workspaces left at it, for an engine that keeps what a studio made; null elsewhere.
    default @Nullable LeftOvers leftOvers() {
        return null;
    }

    /// Whether one [#launch] runs all replicas of a workload ([Instance#replicas]). Launched again for the same key,
    /// it then goes over to the new one replica by replica; stopping the older instance afterwards makes that final,
    /// and stopping the newer one before goes back. Launched with the revision that it ran before, it may go back by
    /// itself.
    default boolean replicates() {
        return false;
    }

    /// The swarm behind it, for an engine that has one; null elsewhere.
    default @Nullable Live<SwarmView> swarm() {
        return null;
    }

    /// A network that writes down what its containers try to reach, for an engine that can; null elsewhere.
    ///
    /// @param runtimeImage an image of our sample server that is there, which the side container runs on; null for a
    ///                     ledger without one, which counts but names nothing
    default @Nullable NetworkLedger openLedger(@Nullable String runtimeImage, Progress progress)
            throws InterruptedException {
        return null;
    }

    /// Starts `workload` and answers at once when the process exists (not when it is ready). An instance that was
    /// adopted for the same key and replica must have been stopped before.
    Instance launch(Workload workload, Progress progress) throws InterruptedException;

    /// Instances left by an earlier run of this workspace that are still alive; called once, at start. What is found
    /// dead or not to be recognised for sure is cleaned up.
    List<Instance> adopt() throws InterruptedException;

    @Override
    void close();
}
