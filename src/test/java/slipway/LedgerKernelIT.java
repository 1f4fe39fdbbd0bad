package slipway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Tasks;
import slipway.testkit.UpProcess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `slipway up` deploys and serves; whatever connections its kernel shows meanwhile stand in the ledger, and nothing
/// left the machine.
@EnabledOnOs(OS.LINUX)
class LedgerKernelIT {
    private static final String LISTEN = "0A";

    @TempDir
    Path folder;

    private final Set<String> outgoing = new TreeSet<>();
    private final Set<String> datagrams = new TreeSet<>();

    /// A socket as the kernel has it; the peer as `host:port`.
    private record Seen(String state, int localPort, String peer) {}

    @Test
    void theLedgerHasEveryConnectionThatTheKernelShows() throws Exception {
        Path workspace = UpProcess.workspace(folder.resolve("ws"), "iris");
        var over = new AtomicBoolean();
        try (UpProcess up = UpProcess.start(Map.of("SLIPWAY_CONFIG", folder.resolve("person").toString()), workspace,
                "--engine", "embedded"); HttpClient client = HttpClient.newHttpClient()) {
            Future<Boolean> watching = Tasks.beside("watch", () -> {
                while (!over.get()) {
                    look(up.pid());
                    Tasks.pause(Duration.ofMillis(3));
                }
                return true;
            });
            up.awaitState("iris/blue", "ready");
            JsonNode endpoint = up.await("iris", event -> event.has("url"));
            String key = endpoint.path("key").asString("");
            for (int i = 0; i < 40; i++)
                client.send(HttpRequest.newBuilder(URI.create(endpoint.path("url").asString() + "/score"))
                        .header("Authorization", "Bearer " + key).POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(), HttpResponse.BodyHandlers.discarding());
            over.set(true);
            assertTrue(watching.get());
            up.interrupt();
        }
        JsonNode contacts = JsonMapper.shared().readTree(Files.readString(folder.resolve("person/network.json")))
                .path("contacts");
        Set<String> noted = contacts.valueStream().map(each -> each.path("who").asString()).collect(Collectors.toSet());
        assertFalse(outgoing.isEmpty());
        var missing = new TreeSet<>(outgoing);
        missing.removeAll(noted);
        assertEquals(Set.of(), missing, () -> "not in the ledger: " + noted);
        assertEquals(Set.of(), datagrams, "nothing asks a name server");
        assertTrue(contacts.valueStream().allMatch(each -> each.path("local").asBoolean()), contacts::toString);
    }

    /// Notes the peers of what this process has opened: its own listeners’ connections came in.
    private void look(long pid) throws IOException {
        Set<String> mine = inodes(pid);
        List<Seen> seen = sockets(pid, List.of("tcp", "tcp6"), mine);
        Set<Integer> doors = seen.stream().filter(each -> each.state.equals(LISTEN)).map(Seen::localPort)
                .collect(Collectors.toSet());
        seen.stream().filter(each -> !each.state.equals(LISTEN) && !doors.contains(each.localPort)).map(Seen::peer)
                .forEach(outgoing::add);
        sockets(pid, List.of("udp", "udp6"), mine).forEach(each -> datagrams.add(each.peer));
    }

    private static Set<String> inodes(long pid) {
        var found = new HashSet<String>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path file : files) {
                String target = link(file);
                if (target.startsWith("socket:[")) found.add(target.substring(8, target.length() - 1));
            }
        } catch (IOException e) {
            return found; // it is not there yet, or gone
        }
        return found;
    }

    private static String link(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    private static List<Seen> sockets(long pid, List<String> tables, Set<String> mine) throws IOException {
        var found = new ArrayList<Seen>();
        for (String table : tables) {
            Path file = Path.of("/proc/" + pid + "/net/" + table);
            if (!Files.isReadable(file)) continue;
            for (String line : Files.readAllLines(file)) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length < 10 || !mine.contains(fields[9])) continue;
                found.add(new Seen(fields[3], port(fields[1]), address(fields[2]) + ":" + port(fields[2])));
            }
        }
        return found;
    }

    private static int port(String field) {
        return Integer.parseInt(field.substring(field.indexOf(':') + 1), 16);
    }

    /// The last four bytes: IPv4, or IPv4 in an IPv6 address.
    private static String address(String field) {
        String hex = field.substring(0, field.indexOf(':'));
        String last = hex.substring(hex.length() - 8);
        var parts = new ArrayList<String>();
        for (int at = 6; at >= 0; at -= 2)
            parts.add(String.valueOf(Integer.parseInt(last.substring(at, at + 2), 16)));
        return String.join(".", parts);
    }
}
