package slipway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Bytes;
import slipway.base.Tasks;
import slipway.record.Exchange;
import slipway.record.Quota;
import slipway.record.Recorder;
import slipway.record.RecordingAsks;
import slipway.record.RecordingMeta.Ask;
import slipway.record.RecordingMeta.Owner;
import slipway.record.Recordings;
import slipway.record.Redaction;
import slipway.store.RunFile;
import slipway.testkit.RefusingOpener;
import slipway.testkit.Shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `record` and `replay` on real files and real servers; the gateway is played.
class RecordReplayIT {
    private final Tasks tasks = new Tasks();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @TempDir
    Path workspace;

    @AfterEach
    void end() {
        servers.forEach(server -> server.stop(0));
        tasks.close();
        assertFalse((out + "" + err).contains("[cli.") || (out + "" + err).contains("[record"), out + "" + err);
    }

    @Test
    void aReplaySendsWhatWasRecordedAndComparesTheAnswers() throws IOException {
        recorded(20);
        String same = server(body -> "{\"doubled\":" + body.replaceAll("\\D", "") + "}");
        assertEquals(0, run("--json", "replay", "r", same, "--speed", "rate:200"), err::toString);
        JsonNode said = said();
        assertEquals(20, said.path("replayed").asInt());
        assertEquals(20, said.path("agreeing").asInt());
        assertEquals(20, seen.size());
        assertTrue(seen.contains("POST /score?n=7 {\"n\":7} null id-7"), seen::toString);

        String other = server(body -> "{\"doubled\":" + (body.contains("7") ? "0" : body.replaceAll("\\D", "")) + "}");
        assertEquals(1, run("--json", "replay", "r", other, "--speed", "x10"));
        assertEquals(18, said().path("agreeing").asInt());
        assertEquals("/doubled", said().path("fields").get(0).path("name").asString());
    }

    @Test
    void twoServersGetTheSameAndAreComparedWithEachOther() throws IOException {
        recorded(10);
        String one = server(body -> "{\"id\":1,\"s\":0.5}");
        String other = server(body -> "{\"id\":2,\"s\":0.5}");
        assertEquals(1, run("replay", "r", one, "--to-b", other, "--speed", "rate:500"));
        assertTrue(out.toString().contains("0 of 10 answers agree"), out::toString);
        assertTrue(out.toString().contains("/id  differs in 10"), out::toString);
        assertEquals(20, seen.size());
        assertEquals(0, run("replay", "r", one, "--to-b", other, "--speed", "rate:500", "--ignore", "id"));
    }

    @Test
    void aServerThatVouchesForItselfNeedsOurWord() throws Exception {
        recorded(5);
        Path keys = workspace.resolve("keys.p12");
        Shell.ok(Path.of(System.getProperty("java.home"), "bin", "keytool") + " -genkeypair -alias own -keyalg EC"
                + " -storetype PKCS12 -keystore " + keys + " -storepass changeit -dname CN=own -validity 2");
        char[] password = "changeit".toCharArray();
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(KeyStore.getInstance(keys.toFile(), password), password);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        var https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        https.setHttpsConfigurator(new HttpsConfigurator(context));
        // on its one thread, a client that breaks off in the handshake would hold up all others
        https.setExecutor(task -> Thread.ofVirtual().start(task));
        String there = serve(https, body -> "{\"doubled\":" + body.replaceAll("\\D", "") + "}").replace("http:",
                "https:");
        assertEquals(1, run("--json", "replay", "r", there, "--speed", "rate:50"));
        assertEquals(5, said().path("sides").get(0).path("errors").path("certificate").asInt(), out::toString);
        assertEquals(0, run("--json", "replay", "r", there, "--speed", "rate:50", "--insecure"), () -> err + "" + out);
        assertEquals(5, said().path("agreeing").asInt());
    }

    @Test
    void aRunningStudioIsAskedAndTold() throws Exception {
        var taps = new ConcurrentHashMap<String, Consumer<Exchange>>();
        studio();
        var asks = new RecordingAsks(recordings(), tasks, () -> Set.of("iris"), (endpoint, consumer) -> {
            taps.put(endpoint, consumer);
            return () -> taps.remove(endpoint);
        });
        try {
            var status = new CompletableFuture<Integer>();
            tasks.quiet("cli", progress -> status.complete(run("--json", "record", "iris", "--for", "2s", "--name", "a",
                    "--redact", "pin,header:X-Tenant", "--max-size", "5MB")));
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> taps.containsKey("iris"));
            Objects.requireNonNull(taps.get("iris")).accept(exchange(0, "{\"pin\":\"4711471147114711\"}"));
            assertEquals(0, status.get(), err::toString);
        } finally {
            asks.close();
        }
        assertEquals("done", said().path("state").asString());
        assertEquals(1, said().path("exchanges").asInt());
        assertEquals(5_000_000, recordings().meta("a").ask().quota().bytes());
        assertFalse(
                Files.readString(workspace.resolve(".slipway/recordings/a/bodies.bin")).contains("4711471147114711"));
    }

    @Test
    void withoutAStudioOrAnEndpointNothingIsBegun() {
        assertEquals(1, run("record", "iris"));
        assertTrue(err.toString().contains("slipway up"), err::toString);
        studio();
        assertEquals(1, run("record", "wine"));
        assertEquals(2, run("record"));
        assertEquals(1, run("record", "iris", "--redact", "$.a[0]"));
        assertEquals(List.of(), recordings().list());
    }

    @Test
    void recordingsAreListedExportedImportedAndDeleted() throws IOException {
        recorded(3);
        assertEquals(0, run("record", "list"));
        assertTrue(out.toString().contains("r     iris      3"), out::toString);
        Path har = workspace.resolve("x.har");
        assertEquals(0, run("record", "export", "r", "--out", har.toString()));
        assertEquals("http://iris.localhost/score?n=0", JsonMapper.shared().readTree(Files.readString(har)).path("log")
                .path("entries").get(0).path("request").path("url").asString());
        assertEquals(0, run("record", "export", "r", "--format", "jsonl", "--out", workspace + "/x.txt"));
        assertEquals(3, Files.readAllLines(workspace.resolve("x.txt")).size());
        assertEquals(1, run("record", "export", "r", "--out", workspace + "/no/x.har"));
        assertEquals(0, run("--json", "record", "import", har.toString(), "--name", "back"));
        assertEquals(3, said().path("exchanges").asInt());
        assertEquals(0, run("record", "delete", "r"));
        assertEquals(1, run("record", "delete", "r"));
        assertTrue(err.toString().contains("Recordings here: back"), err::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "x", "x0", "rate:-1", "rate:"})
    void aSpeedThatIsNoneIsWrongUsage(String speed) {
        assertEquals(2, run("replay", "r", "http://127.0.0.1:1", "--speed", speed));
    }

    private void recorded(int requests) {
        try (var recorder = Recorder.start(workspace.resolve(".slipway/recordings/r"),
                new Ask("iris", 0, Quota.USUAL, Redaction.USUAL, null), tasks)) {
            for (int i = 0; i < requests; i++)
                recorder.offer(exchange(i, "{\"n\":" + i + "}"));
        }
    }

    private static Exchange exchange(int number, String body) {
        return new Exchange(System.nanoTime() + number * 1_000_000L, 1_790_000_000_000L + number, "id-" + number,
                "POST", "/score?n=" + number,
                List.of(Map.entry("Content-Type", "application/json"), Map.entry("Authorization", "Bearer k"),
                        Map.entry("x-request-id", "id-" + number)),
                Exchange.Body.whole(Bytes.utf8(body)), "blue", 1, false, 200,
                List.of(Map.entry("Content-Type", "application/json")),
                Exchange.Body.whole(Bytes.utf8("{\"doubled\":" + number + "}")), 2_000_000, 1_000_000, null);
    }

    /// What a running studio leaves for other commands; this process plays it.
    private void studio() {
        Owner self = Owner.self();
        new RunFile(self.pid(), self.startedAt(),
                List.of(new RunFile.EndpointRun("iris", "http://127.0.0.1:1", null, Map.of())), List.of())
                .write(workspace.resolve(".slipway"));
    }

    private Recordings recordings() {
        return Recordings.in(workspace.resolve(".slipway"));
    }

    private String server(UnaryOperator<String> answering) throws IOException {
        return serve(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100), answering);
    }

    private String serve(HttpServer server, UnaryOperator<String> answering) {
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = exchange.getRequestHeaders();
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body + " "
                    + headers.getFirst("authorization") + " " + headers.getFirst("x-request-id"));
            byte[] answer = answering.apply(body).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var all = new java.util.ArrayList<>(List.of("--workspace", workspace.toString()));
        all.addAll(List.of(args));
        return CommandLineApp.run(all.toArray(String[]::new), RefusingOpener.all(), new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    private JsonNode said() {
        return JsonMapper.shared().readTree(out.toString());
    }
}
