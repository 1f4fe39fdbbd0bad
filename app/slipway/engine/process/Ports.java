package slipway.engine.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import slipway.network.Ledger;
import slipway.network.Party;
import slipway.network.Purpose;
import slipway.network.Way;

/// Loopback ports: free ones handed out, taken ones named with their owner. Any thread.
public final class Ports {
    private static final System.Logger LOG = System.getLogger(Ports.class.getName());
    private static final String STUDIO = "slipway.Main";
    // below the range that systems hand to outgoing connections, so that none of those can take it meanwhile
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final long RESERVED_NANOS = 30_000_000_000L;
    private static final Map<Integer, Long> GIVEN = new HashMap<>();

    private Ports() {}

    /// A port that is free now and that this method does not give again for half a minute.
    public static int free() {
        synchronized (GIVEN) {
            long now = System.nanoTime();
            GIVEN.values().removeIf(at -> now - at > RESERVED_NANOS);
            for (int tries = 0; tries < LAST - FIRST; tries++) {
                int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
                if (GIVEN.containsKey(port) || taken(port)) continue;
                GIVEN.put(port, now);
                return port;
            }
        }
        throw slipway.base.StudioException.of("engine.no-port", String.valueOf(FIRST), String.valueOf(LAST));
    }

    /// Whether something listens on `port` of the loopback or of every address (IPv4 or IPv6).
    public static boolean taken(int port) {
        if (!inodes(port).isEmpty()) return true;
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}), port));
        } catch (IOException e) {
            return true;
        }
        // some systems let a port be bound for one address while another listens on all of them
        return !ProcFs.linux() && (answers("127.0.0.1", port) || answers("::1", port));
    }

    /// Who listens on `port`, as `name (process 1234)`, where the system tells.
    public static Optional<String> owner(int port) {
        Set<String> wanted = inodes(port);
        if (wanted.isEmpty()) return Optional.empty();
        for (long pid : ProcFs.pids()) {
            if (holds(pid, wanted)) return Optional.of(name(pid) + " (process " + pid + ")");
        }
        return Optional.empty();
    }

    /// Of a studio, which runs in a `java`, that it is one.
    private static String name(long pid) {
        if (ProcFs.words(pid).contains(STUDIO)) return "slipway";
        String command = ProcessHandle.of(pid).flatMap(handle -> handle.info().command()).orElse("?");
        return String.valueOf(Path.of(command).getFileName());
    }

    private static boolean answers(String host, int port) {
        Way way = Ledger.OURS.way(Purpose.PORT, Party.at(host, port));
        way.open();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 200);
            return true;
        } catch (IOException e) {
            way.failed();
            return false;
        }
    }

    private static boolean holds(long pid, Set<String> inodes) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path file : files) {
                if (inodes.contains(Files.readSymbolicLink(file).toString())) return true;
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return false; // somebody else's, or gone
        }
        return false;
    }

    /// Inodes (as `socket:[N]`) of what listens on `port`, on any address.
    private static Set<String> inodes(int port) {
        var found = new HashSet<String>();
        if (!ProcFs.linux()) return found;
        String end = String.format(":%04X", port);
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try {
                for (String line : Files.readAllLines(Path.of(table))) {
                    String[] fields = line.strip().split("\\s+", -1);
                    // 0A is LISTEN
                    if (fields.length > 9 && fields[1].endsWith(end) && fields[3].equals("0A")) {
                        found.add("socket:[" + fields[9] + "]");
                    }
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.TRACE, "a system without IPv6 has no second table", e);
            }
        }
        return found;
    }
}
