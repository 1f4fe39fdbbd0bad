package slipway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Bytes;
import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.load.LoadPlan;
import slipway.load.LoadRequest;
import slipway.load.LoadRunner;
import slipway.load.RequestSet;
import slipway.load.Shape;
import slipway.network.Contact;
import slipway.network.Ledger;
import slipway.network.Purpose;
import slipway.observe.Health;
import slipway.observe.Probe;
import slipway.requests.Draft;
import slipway.requests.Sender;
import slipway.store.StudioSettings;
import slipway.store.UserFolder;
import slipway.testkit.StubUpstream;
import slipway.traffic.Gateway;
import slipway.traffic.Target;
import slipway.traffic.TrafficPolicy;
import slipway.update.Updates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// What connects, against a server at an address of this machine that is not its loopback: offline it gets no
/// connection at all, online each is in the ledger.
class OfflineTest {
    private final AtomicInteger taken = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    @TempDir
    private Path folder;
    private ServerSocket server;
    private Future<Boolean> serving;
    private URI url;

    @BeforeEach
    void aServerThatIsNotTheLoopback() throws IOException {
        Optional<InetAddress> mine = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(each -> each.getAddress().length == 4 && !each.isLoopbackAddress()).findFirst();
        assumeTrue(mine.isPresent(), "this machine has no address beside its loopback");
        server = new ServerSocket();
        server.bind(new InetSocketAddress(mine.get(), 0));
        url = URI.create("http://" + mine.get().getHostAddress() + ":" + server.getLocalPort() + "/score");
        serving = Tasks.beside("server", this::serve);
        Ledger.OURS.clear();
    }

    @AfterEach
    void end() throws Exception {
        Ledger.OURS.force("");
        Ledger.OURS.clear();
        client.close();
        if (server != null) server.close();
        if (serving != null) serving.get();
    }

    private boolean serve() {
        while (true) {
            try (Socket each = server.accept()) {
                taken.incrementAndGet();
                each.getInputStream().read(new byte[4096]);
                each.getOutputStream().write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}"
                        .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                if (server.isClosed()) return true;
            }
        }
    }

    private @Nullable Problem sent() throws InterruptedException {
        try (var sender = new Sender()) {
            return sender.send("", new Draft("one", "POST", url.toString(), Map.of(), "{}")).problem();
        }
    }

    private boolean probed() throws InterruptedException {
        return Probe.get(Health.Kind.ALIVE, url, Duration.ofSeconds(5)).good();
    }

    private Problem looked() throws InterruptedException {
        try (var tasks = new Tasks()) {
            var updates = new Updates(new Live<>(StudioSettings.DEFAULT), new UserFolder(folder), tasks,
                    InstantSource.system());
            updates.choose(true, url.toString());
            updates.look();
            return Objects.requireNonNull(updates.last().get().problem());
        }
    }

    private int asked(Gateway gateway) throws IOException, InterruptedException {
        int port = gateway.endpoints().get().getFirst().port();
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/score"))
                .POST(HttpRequest.BodyPublishers.ofString("{}")).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private void loaded(LoadRunner runner) throws InterruptedException {
        var plan = new LoadPlan(url, new Shape.Constant(20, Duration.ofMillis(200)), RequestSet.inTurn(List.of(
                new LoadRequest("POST", "", Map.of(), Bytes.utf8("{}"), 1))), LoadPlan.Limits.STANDARD);
        runner.run(plan, Progress.NONE, partial -> {});
    }

    private Contact of(Purpose purpose) {
        return Ledger.OURS.contacts().stream().filter(each -> each.purpose() == purpose && !each.party().local())
                .findFirst().orElseThrow();
    }

    private static Gateway gateway(URI to) {
        var gateway = new Gateway();
        gateway.open("iris", 0, new TrafficPolicy(Map.of("blue", 100), null, 0, null));
        gateway.setTarget("iris", new Target("blue", 1, List.of(to), "oci-byoc", "/score"));
        return gateway;
    }

    @Test
    void offlineNobodyElsewhereIsConnectedTo() throws Exception {
        Ledger.OURS.force("--offline");
        try (Gateway gateway = gateway(url); var runner = new LoadRunner()) {
            Problem refused = sent();
            assertNotNull(refused);
            assertEquals("network.offline-forced", refused.code());
            assertTrue(refused.fix().contains("--offline"), refused::fix);
            assertFalse(probed());
            assertEquals(refused, looked());
            assertEquals(502, asked(gateway));
            assertEquals("network.offline-forced",
                    assertThrows(StudioException.class, () -> loaded(runner)).problem().code());
            assertEquals(0, taken.get());
            for (Purpose each : List.of(Purpose.REQUEST, Purpose.PROBE, Purpose.GATEWAY, Purpose.LOAD,
                    Purpose.UPDATE)) {
                assertEquals(0, of(each).opened(), each.word());
                assertTrue(of(each).refused() > 0, each.word());
            }
        }
    }

    @Test
    void onlineEachIsNoted() throws Exception {
        try (Gateway gateway = gateway(url); var runner = new LoadRunner()) {
            assertNull(sent());
            assertTrue(probed());
            assertEquals("update.malformed", looked().code(), "it has no release to tell");
            assertEquals(200, asked(gateway));
            loaded(runner);
            for (Purpose each : List.of(Purpose.REQUEST, Purpose.PROBE, Purpose.GATEWAY, Purpose.LOAD,
                    Purpose.UPDATE)) {
                assertTrue(of(each).opened() > 0, each.word());
                assertEquals(url.getAuthority(), of(each).party().who());
            }
            long opened = Ledger.OURS.contacts().stream().filter(each -> !each.party().local())
                    .mapToLong(Contact::opened).sum();
            assertTrue(opened >= taken.get(), opened + " noted, " + taken.get() + " taken");
        }
    }

    /// What costs something costs it once for each connection, and never for a request.
    @Test
    void theGatewayCountsConnectionsAndNotRequests() throws Exception {
        try (var upstream = StubUpstream.answering("{}"); Gateway gateway = gateway(upstream.url())) {
            for (int i = 0; i < 200; i++)
                assertEquals(200, asked(gateway));
            long opened = Ledger.OURS.contacts().stream().filter(each -> each.purpose() == Purpose.GATEWAY
                    && each.party().who().equals(upstream.url().getAuthority())).mapToLong(Contact::opened).sum();
            assertTrue(opened > 0 && opened < 20, opened + " for 200 requests");
        }
    }

    /// Looking its name up would tell a name server whom one is about to ask.
    @Test
    void offlineNoNameIsLookedUp() throws Exception {
        url = URI.create("http://no-such-host.invalid:8080/score");
        Problem unknown = sent();
        assertNotNull(unknown);
        assertEquals("requests.host", unknown.code());
        assertEquals(1, of(Purpose.NAME).opened());
        Ledger.OURS.clear();
        Ledger.OURS.force("--offline");
        Problem refused = sent();
        assertNotNull(refused);
        assertEquals("network.offline-forced", refused.code());
        assertTrue(Ledger.OURS.contacts().stream().noneMatch(each -> each.purpose() == Purpose.NAME));
    }
}
