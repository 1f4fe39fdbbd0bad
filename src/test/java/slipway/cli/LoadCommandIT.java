package slipway.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.testkit.RefusingOpener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `load` against an address: its options, what it prints, what it keeps.
class LoadCommandIT {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Set<String> bodies = ConcurrentHashMap.newKeySet();
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", exchange -> {
            bodies.add(exchange.getRequestMethod()
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                    + exchange.getRequestHeaders().getOrDefault("Azureml-model-deployment", List.of()));
            exchange.getResponseHeaders().add("x-slipway-deployment", "blue");
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/bad") ? 500 : 200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private int load(String... more) {
        var args = new ArrayList<>(List.of("--workspace", folder.toString(), "load"));
        args.addAll(Arrays.asList(more));
        out.getBuffer().setLength(0);
        return CommandLineApp.run(args.toArray(String[]::new), RefusingOpener.all(), new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private JsonNode said() {
        return JsonMapper.shared().readTree(out.toString());
    }

    @Test
    void aRateADurationAndAFileAreEnough() throws Exception {
        Path file = Files.writeString(folder.resolve("body.json"), "{}");
        assertEquals(0, load(url("/score"), "--rate", "100", "--duration", "500ms", "--request-file", file.toString(),
                "--json"), err::toString);
        assertEquals(List.of("sent", "ok", "errors", "rate", "latencyMs", "perDeployment"),
                new ArrayList<>(said().propertyNames()));
        assertEquals(50, said().path("ok").asInt());
        assertEquals(50, said().path("perDeployment").path("blue").path("requests").asInt());
        assertEquals(Set.of("POST{}[]"), bodies);
        assertEquals(1, load(url("/bad"), "--rate", "20", "--duration", "200ms", "--request-file", file.toString()));
        assertTrue(out.toString().contains("4 × 500"), out::toString);
    }

    @Test
    void shapesDataAndDeployments() throws Exception {
        Path table = Files.writeString(folder.resolve("rows.csv"), "x\n1\n2\n");
        Path template = Files.writeString(folder.resolve("body.json"), "{\"v\":{{x}}}");
        assertEquals(0, load(url("/"), "--shape", "steps:10,100", "--duration", "1s", "--data", table.toString(),
                "--request-file", template.toString(), "--deployment", "green", "--json"), err::toString);
        assertEquals(55, said().path("ok").asInt());
        assertEquals(Set.of("POST{\"v\":1}[green]", "POST{\"v\":2}[green]"), bodies);
        bodies.clear();
        assertEquals(0, load(url("/"), "--connections", "2", "--duration", "5s", "--count", "30", "--json"),
                err::toString);
        assertEquals(30, said().path("sent").asInt());
        assertEquals(Set.of("GET[]"), new HashSet<>(bodies));
    }

    @Test
    void runsAreKeptListedAndCompared() throws Exception {
        Path csv = folder.resolve("seconds.csv");
        for (String name : List.of("one", "two")) {
            assertEquals(0, load(url("/"), "--rate", "50", "--duration", "1s", "--save", name, "--note", "quiet",
                    "--csv", csv.toString()), err::toString);
        }
        assertTrue(Files.readString(csv).startsWith("second,deployment,asked,sent"), "csv");
        assertEquals(0, load("--runs"));
        assertTrue(out.toString().lines().toList().get(1).contains("two"), out::toString);
        assertTrue(out.toString().contains("50.0/s for 1.00 s quiet"), out::toString);
        assertEquals(0, load("--compare", "one", "two"), err::toString);
        assertTrue(out.toString().contains("blue p99.9"), out::toString);
        assertEquals(0, load("--compare", "one", "two", "--json"), err::toString);
        assertEquals(7, said().path("latencies").size());
        assertEquals(1, load("--compare", "one", "three"));
        assertTrue(err.toString().contains("three"), err::toString);
    }

    @Test
    void whatIsMissingIsSaid() {
        assertEquals(2, load());
        assertEquals(2, load(url("/"), "--rate", "5"));
        assertEquals(1, load("not a url://", "--rate", "5", "--duration", "1s"));
        assertEquals(1, load(url("/"), "--shape", "sine", "--duration", "1s"));
        assertEquals(1, load(url("/"), "--rate", "0", "--duration", "1s"));
        assertTrue(err.toString().contains("sine") && err.toString().contains("--duration 30s"), err::toString);
    }
}
