package slipway.engine;

/// Ways to break a running server on purpose, for practice. Blocking; any thread. What cannot be done is a
/// [slipway.base.StudioException].
public interface Breaking {
    /// Kills it with SIGKILL, as a crash would; answers when that was asked for.
    void kill() throws InterruptedException;

    /// Lets its memory run out, so that it is killed for that; answers when it has ended. Where it lives on, its limit is as
    /// before.
    void exhaustMemory() throws InterruptedException;
}
