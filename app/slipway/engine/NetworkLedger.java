package slipway.engine;

import java.util.List;
import java.util.Set;

/// A network without a way out that writes down what containers in it try to reach. Made by [Engine#openLedger], for a
/// workload whose [ContainerSettings#network] is [#network]. Any thread; close removes the network and all that belongs
/// to it, after the workloads in it were stopped.
public interface NetworkLedger extends AutoCloseable {
    /// How something was tried.
    enum Kind {
        /// A name was looked up; every name is answered, so that the attempt goes on.
        DNS,
        /// A connection to a looked-up name was opened.
        TCP,
        /// Something was sent to an address that was not looked up, and came nowhere.
        NO_ROUTE
    }

    /// Something that containers of the network tried to reach.
    ///
    /// @param epochMillis when first; for [Kind#NO_ROUTE] when it was first noticed
    /// @param name        the host, as the look-up, HTTP or TLS named it, or the address; empty where it is not known:
    ///                    an engine that gives such a network no way at all only counts attempts at addresses
    /// @param port        0 where it is not known
    /// @param count       at least so often
    record Attempt(long epochMillis, Kind kind, String name, int port, int count) {}

    /// The name to join it by.
    String network();

    /// What it can notice here: without the side container addresses only, and those not where the container’s kernel
    /// does not say.
    Set<Kind> sees();

    /// All so far, the first first.
    List<Attempt> attempts() throws InterruptedException;

    @Override
    void close();
}
