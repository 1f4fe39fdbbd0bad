package slipway.traffic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import slipway.testkit.NeedsPrograms;
import slipway.wire.Loops;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Clients that were not written here, nghttp2's h2load and wrk: every request of theirs succeeds and is counted.
@NeedsPrograms({"h2load:nghttp2-client", "wrk:wrk"})
@Timeout(120)
class GatewayClientsIT {
    private static final int REQUESTS = 6_000;

    private final Gateway gateway = new Gateway();
    private final Loops servers = new Loops("clients-servers", 1);
    @TempDir
    Path folder = Path.of("");
    private int port;

    @BeforeEach
    void open() {
        port = gateway.open("iris", 0, new TrafficPolicy(Map.of("blue", 90, "green", 10), null, 0, null)).port();
        for (String name : List.of("blue", "green"))
            gateway.setTarget("iris", new Target(name, 1, List.of(new SoakReplica(servers).url()), "mlflow", "/score"));
    }

    @AfterEach
    void close() {
        gateway.close();
        servers.close();
    }

    @Test
    void h2loadOverHttp1() throws Exception {
        load("--h1");
        load("--h1", "-d", body(120));
        load("--h1", "-d", body(100_000));
    }

    @Test
    void h2loadOverH2WithTenStreamsEach() throws Exception {
        load("-m", "10");
        load("-m", "10", "-d", body(120));
        load("-m", "10", "-d", body(100_000));
    }

    private void load(String... options) throws Exception {
        gateway.resetCounts("iris");
        long before = gateway.requestCount("iris");
        var command = new ArrayList<>(List.of("h2load", "-n", "" + REQUESTS, "-c", "20"));
        command.addAll(List.of(options));
        command.add("http://127.0.0.1:" + port + "/score");
        String said = run(command);
        assertTrue(said.contains(REQUESTS + " succeeded, 0 failed, 0 errored, 0 timeout"), said);
        assertTrue(said.contains("status codes: " + REQUESTS + " 2xx, 0 3xx, 0 4xx, 0 5xx"), said);
        assertEquals(REQUESTS, gateway.requestCount("iris") - before);
        assertEquals(Map.of("blue", (long) REQUESTS * 9 / 10, "green", (long) REQUESTS / 10), gateway.counts("iris"));
    }

    @Test
    void wrkWithPosts() throws Exception {
        Path script = folder.resolve("post.lua");
        Files.writeString(script, """
                wrk.method = "POST"
                wrk.body = string.rep("x", 120)
                wrk.headers["content-type"] = "application/json"
                """);
        String said = run(List.of("wrk", "-t1", "-c32", "-d2s", "-s", script.toString(),
                "http://127.0.0.1:" + port + "/score"));
        assertTrue(!said.contains("Non-2xx") && !said.contains("Socket errors"), said);
        Matcher count = Pattern.compile("(\\d+) requests in").matcher(said);
        assertTrue(count.find(), said);
        long told = Long.parseLong(count.group(1));
        // at its end wrk lets go of what is under way, at most one request a connection
        await().until(() -> gateway.recent("iris", 10_000).stream().allMatch(each -> each.status() != 0));
        long counted = gateway.requestCount("iris");
        assertTrue(told > 100 && counted >= told && counted <= told + 32, told + " told, " + counted + " counted");
        assertTrue(gateway.recent("iris", 10_000).stream().filter(each -> each.status() != 200).count() <= 32);
    }

    private String body(int bytes) throws IOException {
        Path file = folder.resolve(bytes + ".json");
        Files.writeString(file, "x".repeat(bytes));
        return file.toString();
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
