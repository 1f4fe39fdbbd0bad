package slipway.build;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import slipway.contract.Contracts;
import slipway.testkit.Covers;
import slipway.testkit.NeedsDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

/// Debian's nginx with our configuration, in front of a server that has other routes.
@NeedsDocker
class NginxSidecarIT {
    private static final String DEBIAN = "slipway/debian-min:bookworm";
    private static final String PYTHON = "slipway/python-sklearn:bookworm";
    private static final String IMAGE = "slipway-test-build/sidecar";
    private static final String NETWORK = "slipway-test-build-sidecar";
    private static final Path BASE = Path.of(System.getProperty("slipway.basedir", "."));

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> containers = new ArrayList<>();

    @AfterEach
    void remove() throws Exception {
        client.close();
        for (String id : containers)
            DockerCli.run("rm", "--force", "--volumes", id);
        DockerCli.run("network", "rm", NETWORK);
        DockerCli.run("rmi", "--force", IMAGE);
        DockerCli.tidy();
    }

    @Test
    @Covers({"A015", "A016"})
    void itGivesAServerTheRoutesOfOci() throws Exception {
        for (String image : List.of(DEBIAN, PYTHON))
            Assumptions.assumeTrue(DockerCli.run("image", "inspect", image).code() == 0, image + " is not here");
        var contract = Contracts.byId("oci-byoc").orElseThrow();
        build(new NginxSidecar(contract, "iris", new NginxSidecar.Server("model", 8080, "/invocations", "/ping",
                "/ping")));
        DockerCli.ok("network", "create", "--label", DockerCli.LABEL, NETWORK);
        containers.add(DockerCli.ok("run", "--detach", "--label", DockerCli.LABEL, "--network", NETWORK,
                "--network-alias", "model", "--mount", bind("ui-resources/recipes", "/app"), "--mount",
                bind("sample-models/byoc-flask/artifact", "/opt/ml/model"), PYTHON, "python3", "/app/server.py"));
        String nginx = DockerCli.ok("run", "--detach", "--label", DockerCli.LABEL, "--network", NETWORK, "--read-only",
                "--tmpfs", "/tmp", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--publish",
                "127.0.0.1::5000", IMAGE, "serve");
        containers.add(nginx);
        URI at = URI.create("http://" + DockerCli.ok("port", nginx, "5000/tcp").lines().findFirst().orElseThrow());
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> get(at.resolve("/health")) == 200);
        asks(at);
        DockerCli.ok("stop", "--time", "10", nginx);
        assertEquals("0", DockerCli.ok("inspect", "-f", "{{.State.ExitCode}}", nginx), "it hears the signal");
    }

    private void asks(URI at) throws Exception {
        assertEquals("200 {\"predictions\": [0, 2]}", post(at.resolve("/predict?x=1"),
                "{\"instances\": [[5.1,3.5,1.4,0.2],[6.4,2.8,5.6,2.1]]}"));
        assertEquals(404, get(at.resolve("/ping")), "the server’s own route is not the platform’s");
        assertEquals(405, get(at.resolve("/predict")));
        assertEquals("404", post(at.resolve("/predict/"), "{}").substring(0, 3));
        assertEquals("404", post(URI.create(at + "//predict"), "{}").substring(0, 3));
        assertEquals("405", post(at.resolve("/health"), "{}").substring(0, 3));
        assertEquals("400", post(at.resolve("/predict"), "{\"x\": 1}").substring(0, 3));
        assertEquals("413", post(at.resolve("/predict"), "x".repeat(10_000_001)).substring(0, 3));
    }

    private static String bind(String source, String target) {
        return "type=bind,readonly,src=" + BASE.resolve(source).toAbsolutePath() + ",dst=" + target;
    }

    /// Skips where Debian's mirror does not answer.
    private static void build(NginxSidecar sidecar) throws Exception {
        try (InputStream tar = sidecar.source().open(sent -> {})) {
            DockerCli.Said said = DockerCli.run(tar, "build", "--force-rm", "--label", DockerCli.LABEL, "--build-arg",
                    "BASE=" + DEBIAN, "--tag", IMAGE, "-");
            String text = said.text() + said.errors();
            boolean away = List.of("Unable to fetch", "Temporary failure resolving", "Unable to locate package")
                    .stream()
                    .anyMatch(text::contains);
            Assumptions.assumeFalse(said.code() != 0 && away, "Debian’s mirror does not answer");
            assertEquals(0, said.code(), text);
        }
    }

    private int get(URI at) throws Exception {
        return client.send(HttpRequest.newBuilder(at).timeout(Duration.ofSeconds(5)).build(),
                HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private String post(URI at, String body) throws Exception {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(at).version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(10)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
