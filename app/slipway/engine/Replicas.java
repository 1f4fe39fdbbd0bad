package slipway.engine;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

import slipway.base.Live;

/// The servers of one workload that an engine places, counts and replaces by itself; told by [Instance#replicas]. Any
/// thread.
public interface Replicas {
    /// One that takes requests now.
    ///
    /// @param health where it answers probes
    record Member(URI url, URI health) {}

    /// Those that take requests now, in a steady order; they change as the engine moves them.
    Live<List<Member>> members();

    /// How many there should be.
    int wanted();

    /// Has `count` wanted from now on, 0 for none: then [#members] is empty at once, so that requests can end before
    /// [#resize]. Nothing is done yet.
    void want(int count);

    /// Has the engine run as many as are wanted; answers when it has been told. Those that stay are not touched; which of
    /// them end is its choice, and it gives each the time to end its requests.
    ///
    /// @throws slipway.base.StudioException where the engine takes no such order
    void resize() throws InterruptedException;

    /// Waits until the engine runs all that are wanted, of this revision and of no older one; `told` hears how far it
    /// is. How long a server may take to start is the engine's own health check to say.
    ///
    /// @throws slipway.base.StudioException saying why the engine gave up; what ran before then runs again, and stopping
    ///                                      the instance takes nothing of it away
    void settle(Consumer<String> told) throws InterruptedException;
}
