package slipway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Beat;
import slipway.base.Tasks;
import slipway.spec.EndpointSpec;
import slipway.store.Keys;
import slipway.store.Settings;
import slipway.traffic.Access;
import slipway.traffic.Tokens;

/// Port of each endpoint and what proves its clients, kept in the workspace's state so that an address stays what it was. Any thread.
final class Addresses implements AutoCloseable {
    private static final int FIRST_PORT = 8801;
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Settings<Kept> kept;
    private final Path state;

    /// What the file holds; `keys` are those of older versions, which [Keys] holds now.
    record Kept(Map<String, Integer> ports, Map<String, String> keys) {
        static final Kept NONE = new Kept(Map.of(), Map.of());

        /// Without the keys, so that they reach no log.
        @Override
        public String toString() {
            return ports.toString();
        }
    }

    Addresses(Path stateFolder, Tasks tasks) {
        state = stateFolder;
        kept = Settings.open(stateFolder.resolve("addresses.json"), Kept.class, Kept.NONE, tasks);
    }

    /// The endpoint's port: the one it had, or the first free one from 8801 on that no other endpoint has.
    synchronized int port(String endpoint) {
        Integer known = kept.value().get().ports().get(endpoint);
        return known == null ? another(endpoint) : known;
    }

    /// Gives the endpoint a new port and keeps it: the one it had is somebody else’s now.
    synchronized int another(String endpoint) {
        int port = FIRST_PORT;
        while (kept.value().get().ports().containsValue(port) || !free(port)) {
            port++;
        }
        var ports = new HashMap<>(kept.value().get().ports());
        ports.put(endpoint, port);
        kept.value().update(now -> new Kept(Map.copyOf(ports), now.keys()));
        return port;
    }

    /// How clients of `endpoint` prove themselves, null where nobody asks.
    @Nullable
    Access access(String endpoint, EndpointSpec.AuthMode mode) {
        if (mode == EndpointSpec.AuthMode.NONE) return null;
        Keys keys = Keys.of(state, endpoint, kept.value().get().keys().get(endpoint));
        return mode == EndpointSpec.AuthMode.KEY
                ? Access.keys(keys.primary(), keys.secondary())
                : Access.tokens(new Tokens(keys.tokens(), endpoint));
    }

    /// Calls `changed` when somebody else has changed the keys, until interrupted.
    void follow(Runnable changed) throws InterruptedException {
        long last = time();
        while (true) {
            Beat.await(LOOK);
            long now = time();
            if (now == last) continue;
            last = now;
            changed.run();
        }
    }

    /// 0 where there are none: asked for every second, so without an exception for that.
    private long time() {
        return Keys.in(state).toFile().lastModified();
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        kept.close();
    }
}
