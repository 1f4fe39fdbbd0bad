package slipway.engine;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// On which ports the server of one instance listens, found out by looking and not by asking it.
///
/// @param known     whether it could be found out; nothing is said by an empty list where not
/// @param asked     the port that requests are sent to, as the server counts it
/// @param probed    the port that probes are sent to, `asked` where it is the same
/// @param contained whether it runs in a network of its own, where its loopback is not this machine's
public record Listening(boolean known, List<Listener> listeners, int asked, int probed, boolean contained) {
    public static final Listening UNKNOWN = new Listening(false, List.of(), 0, 0, false);

    public Listening {
        listeners = List.copyOf(listeners);
    }

    /// What is wrong with where it listens.
    public enum Fault {
        /// It listens nowhere.
        NOWHERE,
        /// It listens, but not on the port that is asked.
        OTHER_PORT,
        /// It listens on that port for callers of its own container only.
        ONLY_INSIDE
    }

    /// What keeps `port` (one of [#asked] and [#probed]) from being answered; null where nothing is known to.
    public @Nullable Fault fault(int port) {
        if (!known || port <= 0) return null;
        if (listeners.isEmpty()) return Fault.NOWHERE;
        List<Listener> on = listeners.stream().filter(each -> each.port() == port).toList();
        if (on.isEmpty()) return Fault.OTHER_PORT;
        return contained && on.stream().allMatch(Listener::onlyLocal) ? Fault.ONLY_INSIDE : null;
    }

    /// The port that the server most likely means to be asked on instead of `port`: one that others reach, the lowest;
    /// 0 where there is none.
    public int instead(int port) {
        return listeners.stream().filter(each -> each.port() != port && !(contained && each.onlyLocal()))
                .mapToInt(Listener::port).min()
                .orElse(listeners.stream().filter(each -> each.port() != port).mapToInt(Listener::port).min()
                        .orElse(0));
    }

    /// `0.0.0.0:8000, 127.0.0.1:9000`
    public String text() {
        return String.join(", ", listeners.stream().map(Listener::text).toList());
    }
}
