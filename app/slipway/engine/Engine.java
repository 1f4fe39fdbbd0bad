package slipway.engine;

import java.util.List;

import slipway.base.Progress;

/// Something that runs workloads; one file (or folder) each, listed in [Engines]. Blocking; any thread.
public interface Engine extends AutoCloseable {
    /// The stable id: `embedded`, `external` …
    String id();

    EngineInfo info();

    /// Starts `workload` and answers at once when the process exists (not when it is ready). An instance that was
    /// adopted for the same key and replica must have been stopped before.
    Instance launch(Workload workload, Progress progress) throws InterruptedException;

    /// Instances left by an earlier run of this workspace that are still alive; called once, at start. What is found
    /// dead or not to be recognised for sure is cleaned up.
    List<Instance> adopt() throws InterruptedException;

    @Override
    void close();
}
