package slipway.export;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.EndpointSpec;
import slipway.spec.EndpointSpec.AuthMode;
import slipway.spec.EndpointSpec.Sticky;
import slipway.testkit.Covers;
import slipway.testkit.NeedsPrograms;
import slipway.testkit.Shell;
import slipway.testkit.StubUpstream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Exported configurations of nginx and HAProxy pass their own checks, and serve the endpoint's split: started as they
/// were exported, with nothing but addresses and folders put in.
class ProxyServesIT {
    private static final int REQUESTS = 1_000;
    /// As long as a key may well be, with characters that mean something in patterns.
    private static final String KEY = "Ab.c+d/e=f(g)h[i]j*" + "k-1_Z".repeat(9);
    private static final EndpointSpec.Extension PLAIN = EndpointSpec.Extension.NONE;

    @TempDir
    private Path folder;

    private final StubUpstream blue = new StubUpstream(request -> request.body()
            .onSuccess(body -> request.response().end("blue")));
    private final StubUpstream green = new StubUpstream(request -> request.body()
            .onSuccess(body -> request.response().end("green")));
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .build();
    private @Nullable Process proxy;
    private int port;

    @BeforeEach
    void open() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        Process started = proxy;
        if (started != null) {
            started.descendants().forEach(ProcessHandle::destroy);
            started.destroy();
            started.waitFor();
        }
        blue.close();
        green.close();
        client.close();
    }

    private String configuration(String file, ExportSource source) throws IOException {
        Exported exported = new ComposeTarget().export(source);
        Path keys = keys(exported).resolve(file.equals("nginx.conf") ? "nginx-keys" : "haproxy-keys");
        return ExportSamples.file(exported, file)
                .replace("iris-blue:8080", "127.0.0.1:" + blue.port())
                .replace("iris-green:8080", "127.0.0.1:" + green.port()).replace(ProxyPlan.KEYS, keys.toString())
                .replace("listen 8080;", "listen 127.0.0.1:" + port + ";")
                .replace("bind :8080", "bind 127.0.0.1:" + port);
    }

    /// The folder that the command of the export puts the key into; empty where it has none to put.
    private Path keys(Exported exported) {
        for (Difference each : exported.differences()) {
            if (!each.key().equals("export.compose.keys")) continue;
            Shell.Said said = Shell.run(Duration.ofMinutes(1), Map.of("KEY", KEY), List.of("sh", "-c", "cd " + folder
                    + " && " + each.args().getFirst()));
            assertTrue(said.ok(), said.text());
        }
        return folder.resolve("secrets");
    }

    private void nginx(ExportSource source) throws IOException {
        var folders = new StringBuilder("http {\n");
        for (String each : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
            folders.append(each).append("_temp_path ").append(folder).append('/').append(each).append(";\n");
        Path file = Files.writeString(folder.resolve("nginx.conf"), configuration("nginx.conf", source).replace(
                "http {\n", folders));
        var command = List.of("nginx", "-e", "stderr", "-p", folder.toString(), "-c", file.toString(), "-g",
                "daemon off; error_log stderr; pid " + folder + "/pid;");
        var test = new ArrayList<>(command);
        test.add("-t");
        start(test, command);
    }

    private void haproxy(ExportSource source) throws IOException {
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), configuration("haproxy.cfg", source));
        start(List.of("haproxy", "-c", "-f", file.toString()), List.of("haproxy", "-db", "-f", file.toString()));
    }

    /// Checks the file, then serves by it; as nobody in particular where the test is root.
    private void start(List<String> test, List<String> command) throws IOException {
        Shell.Said said = Shell.run(unprivileged(test).toArray(String[]::new));
        assertTrue(said.ok(), said.text());
        proxy = new ProcessBuilder(unprivileged(command)).redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile()).start();
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> send("/live").statusCode() > 0);
    }

    private static List<String> unprivileged(List<String> command) {
        var words = new ArrayList<String>();
        if (Shell.root()) words.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        words.addAll(command);
        return words;
    }

    private HttpResponse<String> send(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .POST(HttpRequest.BodyPublishers
                        .ofString("{}"));
        if (headers.length > 0) request.headers(headers);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// Who answered how many of so many requests.
    private Map<String, Integer> counted(String... headers) throws Exception {
        var counts = new TreeMap<String, Integer>();
        for (int i = 0; i < REQUESTS; i++) {
            var answer = send("/invocations?x=1", headers);
            assertEquals(200, answer.statusCode());
            assertEquals(answer.body(), answer.headers().firstValue("x-slipway-deployment").orElse(""));
            counts.merge(answer.body(), 1, Integer::sum);
        }
        return counts;
    }

    /// Five standard deviations of a fair draw: a right split fails this once in a million runs.
    private static void near(int percent, long count) {
        double share = percent / 100.0;
        double bound = 5 * Math.sqrt(REQUESTS * share * (1 - share));
        assertTrue(Math.abs(count - REQUESTS * share) <= bound, count + " of " + REQUESTS + " for " + percent + " %");
    }

    private static ExportSource canary(AuthMode mode, EndpointSpec.Extension own) {
        var traffic = new java.util.LinkedHashMap<String, Integer>();
        traffic.put("blue", 90);
        traffic.put("green", 10);
        return ExportSamples.pair(traffic, Map.of(), own, mode, "iris:1");
    }

    private void splits() throws Exception {
        String[] key = {"Authorization", "Bearer " + KEY};
        assertEquals(401, send("/invocations").statusCode());
        for (String wrong : List.of("other", KEY.toLowerCase(Locale.ROOT), KEY + "x", KEY.substring(1), "Ab" + KEY)) {
            assertEquals(401, send("/invocations", "Authorization", "Bearer " + wrong).statusCode(), wrong);
        }
        Map<String, Integer> counts = counted(key);
        near(90, counts.getOrDefault("blue", 0));
        near(10, counts.getOrDefault("green", 0));
        assertTrue(blue.targets().contains("POST /invocations?x=1"));
        assertTrue(green.targets().contains("POST /score?x=1"), "its own route");
        for (String name : List.of("blue", "green")) {
            assertEquals(name, send("/invocations", "Authorization", "Bearer " + KEY, "azureml-model-deployment", name)
                    .body());
        }
        assertEquals(404, send("/invocations", "Authorization", "Bearer " + KEY, "azureml-model-deployment", "Blue")
                .statusCode());
        assertEquals("r-1", send("/a%2fb", "Authorization", "Bearer " + KEY, "x-request-id", "r-1",
                "azureml-model-deployment", "blue").headers().firstValue("x-request-id").orElse(""));
        assertTrue(blue.targets().contains("POST /a%2fb"), "a path goes on as it came");
    }

    private void staysWithASession() throws Exception {
        var first = send("/invocations");
        String cookie = first.headers().firstValue("set-cookie").orElseThrow().replaceAll(";.*", "");
        for (int i = 0; i < 50; i++)
            assertEquals(first.body(), send("/invocations", "Cookie", cookie).body());
        var all = new TreeMap<String, Integer>();
        for (int i = 0; i < REQUESTS; i++)
            all.merge(send("/invocations", "Cookie", "session=s" + i).body(), 1, Integer::sum);
        near(10, all.getOrDefault("green", 0));
    }

    private static EndpointSpec.Extension sticky() {
        return new EndpointSpec.Extension(false, Map.of(), null, false, null, new Sticky(true, "session"), null, null,
                EndpointSpec.Logs.NONE);
    }

    @Test
    @NeedsPrograms("nginx:nginx")
    void nginxSplitsAndLetsTheKeyIn() throws Exception {
        nginx(canary(AuthMode.KEY, PLAIN));
        splits();
    }

    @Test
    @NeedsPrograms("haproxy:haproxy")
    void haproxySplitsAndLetsTheKeyIn() throws Exception {
        haproxy(canary(AuthMode.KEY, PLAIN));
        splits();
    }

    @Test
    @NeedsPrograms("nginx:nginx")
    void nginxKeepsSessions() throws Exception {
        nginx(canary(AuthMode.NONE, sticky()));
        staysWithASession();
    }

    @Test
    @NeedsPrograms("haproxy:haproxy")
    void haproxyKeepsSessions() throws Exception {
        haproxy(canary(AuthMode.NONE, sticky()));
        staysWithASession();
    }

    @Test
    @NeedsPrograms("nginx:nginx")
    @Covers({"A201", "A210"})
    void nginxMirrorsAShareAndNothingThatNamesItsDeployment() throws Exception {
        nginx(ExportSamples.pair(Map.of("blue", 100), Map.of("green", 20), PLAIN, AuthMode.NONE, "iris:1"));
        // what was asked until it listened
        long before = green.requests();
        assertEquals(Map.of("blue", REQUESTS), counted());
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> near(20, green.requests() - before));
        assertEquals("POST /score?x=1", green.targets().getLast());
        long copies = green.requests();
        assertEquals(Map.of("blue", REQUESTS), counted("azureml-model-deployment", "blue"));
        assertEquals(copies, green.requests());
    }

    /// `green` is a server that somebody else runs below a path of its host.
    private ExportSource below() {
        ExportSource pair = canary(AuthMode.NONE, PLAIN);
        var own = new Extension("azureml", "external", "http://127.0.0.1:" + green.port() + "/models/v1/", null, null,
                List.of(), List.of(),
                null, null);
        DeploymentSpec old = pair.deployments().getLast();
        var there = new DeploymentSpec(old.name(), old.endpoint(), old.model(), null, Map.of(), 1, old.requests(), old
                .liveness(), old.readiness(), own, old.routes(), old.code());
        return new ExportSource(pair.endpoint(), List.of(pair.deployments().getFirst(), there), pair.contracts(), Map
                .of(), Map.of("blue", "iris:1"));
    }

    private void asksBelow() throws Exception {
        String[] named = {"azureml-model-deployment", "green"};
        assertEquals("green", send("/invocations?x=1", named).body());
        assertEquals("green", send("/a%2fb", named).body());
        assertTrue(green.targets().containsAll(List.of("POST /models/v1/score?x=1", "POST /models/v1/a%2fb")),
                () -> green.targets().toString());
    }

    @Test
    @NeedsPrograms("nginx:nginx")
    void nginxAsksBelowThePathOfAServerElsewhere() throws Exception {
        nginx(below());
        asksBelow();
    }

    @Test
    @NeedsPrograms("haproxy:haproxy")
    void haproxyAsksBelowThePathOfAServerElsewhere() throws Exception {
        haproxy(below());
        asksBelow();
    }

    @Test
    void pathsAreWrittenByTheirBytes() {
        assertEquals("/v1/caf%C3%A9/%E2%82%AC%20%22%24/%F0%9F%8C%B7", ProxyPlan.written("/v1/café/€ \"$/🌷"));
    }

    @Test
    @NeedsPrograms({"nginx:nginx", "haproxy:haproxy"})
    void everyValueMakesAConfigurationThatPassesTheChecks() throws Exception {
        var everything = ExportSamples.everything();
        Files.writeString(folder.resolve("keys"), "");
        Exported exported = new ComposeTarget().export(everything);
        for (String name : List.of("nginx.conf", "haproxy.cfg")) {
            Files.writeString(folder.resolve(name), ExportSamples.file(exported, name).replace(ProxyPlan.KEYS, folder
                    .resolve("keys").toString()));
        }
        Shell.Said nginx = Shell.run("nginx", "-t", "-e", "stderr", "-c", folder + "/nginx.conf", "-g", "pid " + folder
                + "/pid;");
        assertTrue(nginx.ok(), nginx.text());
        Shell.Said haproxy = Shell.run("haproxy", "-c", "-f", folder + "/haproxy.cfg");
        assertTrue(haproxy.ok(), haproxy.text());
    }
}
