package slipway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Tasks;
import slipway.spec.EndpointSpec;
import slipway.store.Settings;

/// Port and key of each endpoint, kept in the workspace's state so that an address stays what it was. Any thread.
final class Addresses implements AutoCloseable {
    private static final int FIRST_PORT = 8801;
    private static final int KEY_BYTES = 24;

    private final Settings<Kept> kept;
    private final SecureRandom random = new SecureRandom();

    /// What the file holds; the keys are the reason why `.slipway` is the owner's alone.
    record Kept(Map<String, Integer> ports, Map<String, String> keys) {
        static final Kept NONE = new Kept(Map.of(), Map.of());

        /// Without the keys, so that they reach no log.
        @Override
        public String toString() {
            return ports.toString();
        }
    }

    Addresses(Path stateFolder, Tasks tasks) {
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

    /// The key that clients of `endpoint` send, null where none is asked for.
    synchronized @Nullable String key(String endpoint, EndpointSpec.AuthMode mode) {
        if (mode == EndpointSpec.AuthMode.NONE) return null;
        String known = kept.value().get().keys().get(endpoint);
        if (known != null) return known;
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var keys = new HashMap<>(kept.value().get().keys());
        keys.put(endpoint, key);
        kept.value().update(now -> new Kept(now.ports(), Map.copyOf(keys)));
        return key;
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
