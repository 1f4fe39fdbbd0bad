package slipway.engine;

import java.time.Duration;
import java.util.List;

/// What a container engine can do inside a container of its own. Blocking; any thread. What goes wrong is a
/// [slipway.base.StudioException].
public interface Inside {
    /// What a command wrote on both its outputs; code 127 where there is no such command, 124 past the limit.
    record Ran(int code, String text) {}

    /// Runs a command in the running container to its end.
    Ran run(Duration limit, String... command) throws InterruptedException;

    /// Files and folders that differ from the image, each with its path, mounts left out.
    List<String> changed() throws InterruptedException;

    /// Ends it as [Instance#stop] would and starts the same container again, its written files kept; its address may
    /// be another one afterwards.
    void restart(Duration grace) throws InterruptedException;
}
