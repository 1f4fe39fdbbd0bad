package slipway.engine;

import java.net.URI;
import java.time.Duration;
import java.util.OptionalLong;

import slipway.base.Live;

/// One running server of a workload. Any thread.
public interface Instance {
    Workload workload();

    /// Where it answers: `http://127.0.0.1:PORT`.
    URI url();

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
