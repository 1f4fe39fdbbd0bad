package slipway.engine.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.build.FilesContext;
import slipway.build.Recipes;
import slipway.engine.ContainerSettings;
import slipway.engine.Images;
import slipway.engine.Instance;
import slipway.engine.NetworkLedger;
import slipway.engine.NetworkLedger.Attempt;
import slipway.engine.NetworkLedger.Kind;
import slipway.engine.Workload;
import slipway.testkit.Covers;
import slipway.testkit.NeedsDocker;
import slipway.testkit.TestDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What a container tries to reach is written down with its name, and nothing else is.
@NeedsDocker
class NetworkLedgerIT {
    private static final String RUNTIME = TestDocker.prefix() + "/ledger-runtime:1";
    private static final String DEBIAN = "slipway/debian-min:bookworm";
    private static final Path IRIS = Path.of(System.getProperty("slipway.basedir", "."), "sample-models/iris/2");
    private static final String JAVA = "/jre/bin/java";

    @TempDir
    private static Path folder;

    private final String workspace = "ledger-" + UUID.randomUUID().toString().substring(0, 8);
    private final Tasks tasks = new Tasks();
    private DockerEngine engine = open();

    private DockerEngine open() {
        try {
            return new DockerEngine(DockerLink.open(RunBox.ADDRESS), workspace, tasks);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void runtime() throws Exception {
        try (var tasks = new Tasks(); var engine = new DockerEngine(DockerLink.open(RunBox.ADDRESS), "ledger", tasks)) {
            FilesContext source = Recipes.sampleServer(folder).orElseThrow().source();
            engine.images()
                    .build(new Images.Build(source, FilesContext.DOCKERFILE, List.of(RUNTIME), Map.of(), Map.of(),
                            null, null, false, Images.Builder.CLASSIC, line -> {}), Progress.NONE);
        }
    }

    @AfterAll
    static void remove() {
        TestDocker.docker("rmi", "-f", RUNTIME);
    }

    @BeforeEach
    void nothingIsThere() throws Exception {
        assertEquals("", made());
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        engine.close();
        tasks.close();
        assertEquals("", made());
    }

    private String made() throws Exception {
        String label = " --filter label=slipway.workspace=" + workspace;
        return RunBox.sh("docker ps -aq" + label + "; docker network ls -q" + label);
    }

    private NetworkLedger ledger() throws InterruptedException {
        return Objects.requireNonNull(engine.openLedger(RUNTIME, Progress.NONE));
    }

    private Instance run(NetworkLedger ledger, String image, Map<String, String> environment, Path model,
            List<String> entrypoint) throws InterruptedException {
        var settings = new ContainerSettings(image, entrypoint, List.of(), 8080, 8080, "/opt/ml/model", 0, null,
                ledger.network(), null, "spec-1");
        return engine.launch(new Workload("iris/blue", 0, 1, List.of(), environment, model, 0, 0, null, settings),
                Progress.NONE);
    }

    private static void awaitEnd(Instance instance) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !instance.state().get().running());
    }

    /// The JDK's client asks for both kinds of address.
    @Test
    @Covers({"A119", "A120"})
    void aNameIsWrittenDownAndSoIsTheHostOfTheRequest() throws Exception {
        try (NetworkLedger ledger = ledger()) {
            awaitEnd(run(ledger, RUNTIME, Map.of(), IRIS, List.of(JAVA, "slipway.serve.HealthCheck",
                    "http://models.example.com:8080/weights")));
            List<Attempt> attempts = ledger.attempts();
            assertEquals(List.of("DNS models.example.com 53", "TCP models.example.com 8080"), words(attempts));
            assertTrue(Math.abs(attempts.getFirst().epochMillis() - System.currentTimeMillis()) < 60_000);
        }
    }

    /// Also of a container that has ended: its count stays readable.
    @Test
    @Covers({"A119", "A120"})
    void anAddressWithoutANameIsCounted() throws Exception {
        try (NetworkLedger ledger = ledger()) {
            awaitEnd(run(ledger, RUNTIME, Map.of(), IRIS, List.of(JAVA, "slipway.serve.HealthCheck",
                    "http://203.0.113.7/")));
            assertRaw(80, ledger.attempts());
            assertTrue(ledger.sees().contains(Kind.NO_ROUTE));
        }
    }

    @Test
    void aServerThatAsksNobodyHasAnEmptyLedger() throws Exception {
        try (NetworkLedger ledger = ledger()) {
            Instance server = run(ledger, RUNTIME, Map.of("SLIPWAY_CONTRACT", "sagemaker", "SLIPWAY_MODEL",
                    "/opt/ml/model", "SLIPWAY_PORT", "8080"), IRIS, List.of());
            await().atMost(Duration.ofSeconds(20)).until(() -> RunBox.sh("curl -s -o /dev/null -w '%{http_code}' "
                    + server.url() + "/ping").equals("200"));
            assertEquals(List.of(), ledger.attempts());
            assertEquals(java.util.Set.of(Kind.DNS, Kind.TCP, Kind.NO_ROUTE), ledger.sees());
            server.stop(Duration.ofSeconds(5));
        }
    }

    @Test
    void debiansOwnToolsAreCaughtToo() throws Exception {
        Assumptions.assumeTrue(TestDocker.docker("image", "inspect", DEBIAN).ok(), DEBIAN + " is not here");
        try (NetworkLedger ledger = ledger()) {
            awaitEnd(run(ledger, DEBIAN, Map.of(), IRIS, List.of("bash", "-c", "getent hosts example.com; "
                    + "exec 3<>/dev/tcp/pypi.example.org/80; printf 'GET / HTTP/1.1\\r\\nHost: pypi.example.org\\r\\n\\r\\n' "
                    + ">&3; cat <&3; for i in 1 2 3; do timeout 1 bash -c '</dev/tcp/203.0.113.7/443'; done; true")));
            List<Attempt> attempts = ledger.attempts();
            assertEquals(List.of("DNS example.com 53", "DNS pypi.example.org 53", "TCP pypi.example.org 80"),
                    words(attempts.subList(0, 3)));
            assertRaw(443, attempts.subList(3, 4));
            assertEquals(3, attempts.getLast().count());
        }
    }

    @Test
    void withoutARuntimeItOnlyCounts() throws Exception {
        try (NetworkLedger ledger = Objects.requireNonNull(engine.openLedger(null, Progress.NONE))) {
            awaitEnd(run(ledger, RunBox.IMAGE, Map.of(), IRIS, List.of("sh", "-c",
                    "sleep 0.3; nc -w 1 203.0.113.7 80")));
            assertRaw(80, ledger.attempts());
            assertFalse(ledger.sees().contains(Kind.DNS));
        }
    }

    /// An image without our Java is said, and nothing is left of it.
    @Test
    void anotherImageThanOursIsRefused() throws Exception {
        assertThrows(StudioException.class, () -> engine.openLedger(RunBox.IMAGE, Progress.NONE));
        assertEquals("", made());
    }

    /// A studio that was killed leaves them; the next one takes them away.
    @Test
    void whatACrashLeftIsTakenAway() throws Exception {
        ledger();
        assertEquals(2, made().lines().count());
        engine = open();
        engine.adopt();
        engine.close();
    }

    /// Which address it was, engines tell whose closed networks have a way that ends nowhere; on others it fails at once.
    private static void assertRaw(int port, List<Attempt> attempts) {
        assertTrue(List.of(List.of("NO_ROUTE 203.0.113.7 " + port), List.of("NO_ROUTE  0")).contains(words(attempts)),
                attempts.toString());
    }

    private static List<String> words(List<Attempt> attempts) {
        return attempts.stream().map(each -> each.kind() + " " + each.name() + " " + each.port()).toList();
    }
}
