package slipway.engine.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.engine.GivenFiles;
import slipway.engine.Instance;
import slipway.engine.Replicas;
import slipway.engine.Workload;
import slipway.observe.Health.Kind;
import slipway.observe.Probe;
import slipway.testkit.NeedsDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What a swarm keeps for a service: given to its tasks as files, another one for other content, and gone when nothing
/// names it any more.
@NeedsDocker(NeedsDocker.What.SWARM)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SwarmFilesIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String SERVES = "mkdir -p /tmp/w; echo alive > /tmp/w/live; "
            + "cat $API_KEY_FILE /etc/app/labels > /tmp/w/said; exec httpd -f -p 8080 -h /tmp/w";
    private static OwnSwarm own;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        own = OwnSwarm.open();
    }

    @AfterAll
    static void close() {
        if (own != null) own.close();
    }

    private static Replicas replicas(Instance instance) {
        return Objects.requireNonNull(instance.replicas());
    }

    private static Instance run(Workload workload) throws InterruptedException {
        Instance instance = own.engine().launch(workload, Progress.NONE);
        replicas(instance).settle(told -> {});
        return instance;
    }

    /// A server that says the key `secret`, and what is in the file of labels.
    private Workload workload(long revision, String script, String secret) {
        Workload plain = own.script(1, revision, script);
        return new Workload(plain.key(), 0, revision, List.of(), Map.of("API_KEY", secret), null, 0,
                plain.memoryBytes(), null, Objects.requireNonNull(plain.container()).given(GivenFiles.of(
                        List.of("API_KEY"), Map.of("/etc/app/labels", folder.resolve("labels.txt")))));
    }

    private static String said(Instance instance) throws InterruptedException {
        return Probe.get(Kind.READY, instance.url().resolve("/said"), Duration.ofSeconds(2)).output().strip();
    }

    private static List<String> kept(String what) {
        return own.swarm().docker(what, "ls", "-q").text().lines().toList();
    }

    private static void keeps(int secrets, int configs) {
        assertEquals(List.of(secrets, configs), List.of(kept("secret").size(), kept("config").size()));
    }

    @Test
    @Order(1)
    void theyAreGivenChangedTakenBackAndGoWithTheService() throws Exception {
        Files.writeString(folder.resolve("labels.txt"), " setosa");
        Instance first = run(workload(1, SERVES, "alpha-4711471147114711"));
        assertEquals("alpha-4711471147114711 setosa", said(first));
        keeps(1, 1);
        String service = own.swarm().docker("service", "ls", "-q").text();
        String inspected = own.swarm().docker("service", "inspect", service).text();
        assertTrue(inspected.contains("API_KEY_FILE=/run/secrets/API_KEY"), inspected);
        assertFalse(inspected.contains("4711471147114711"), "the value is in what anybody may inspect");

        Instance second = run(workload(2, SERVES, "beta-4712"));
        keeps(2, 1);
        first.stop(Duration.ofSeconds(1));
        assertEquals("beta-4712 setosa", said(second));
        keeps(1, 1);

        Instance bad = own.engine().launch(workload(3, "sleep 1; exit 7", "gamma-4713"), Progress.NONE);
        assertThrows(StudioException.class, () -> replicas(bad).settle(told -> {}));
        bad.stop(Duration.ofSeconds(1));
        keeps(1, 1);

        Files.writeString(folder.resolve("labels.txt"), " virginica");
        Instance fourth = run(workload(4, SERVES, "delta-4714"));
        assertEquals("delta-4714 virginica", said(fourth));
        keeps(2, 2);
        fourth.stop(Duration.ofSeconds(1));
        await().atMost(SOON).until(() -> said(second).equals("beta-4712 setosa") && second.urls().size() == 1);
        keeps(1, 1);

        second.stop(Duration.ofSeconds(10));
        keeps(0, 0);
    }

    @Test
    @Order(2)
    void theNextStudioRemovesThoseThatNothingNames() throws Exception {
        Files.writeString(folder.resolve("labels.txt"), "x");
        run(workload(1, SERVES, "alpha-4711471147114711"));
        String label = own.swarm().docker("secret", "inspect", "-f",
                "{{index .Spec.Labels \"" + ContainerLabels.WORKSPACE + "\"}}", kept("secret").getFirst()).text();
        own.swarm().docker("config", "create", "--label", ContainerLabels.WORKSPACE + "=" + label, "left",
                "/etc/hostname");
        own.swarm().docker("config", "create", "foreign", "/etc/hostname");
        keeps(1, 3);
        try (SwarmEngine next = own.next()) {
            List<Instance> adopted = next.adopt();
            keeps(1, 2);
            adopted.getFirst().stop(Duration.ofSeconds(10));
        }
        keeps(0, 1);
        own.swarm().docker("config", "rm", "foreign");
    }

    @Test
    @Order(3)
    void whatCannotBeKeptIsRefusedAndLeavesNothing() throws Exception {
        Path labels = folder.resolve("labels.txt");
        refused("swarm.config-unreadable", "alpha-4711471147114711");
        Files.write(labels, new byte[SwarmFiles.MOST_BYTES + 1]);
        refused("swarm.config-size", "alpha-4711471147114711");
        Files.writeString(labels, "x");
        refused("swarm.secret-none", "");
        refused("swarm.secret-large", "x".repeat(SwarmFiles.MOST_BYTES + 1));
    }

    private void refused(String code, String secret) {
        var why = assertThrows(StudioException.class, () -> own.engine().launch(workload(1, SERVES, secret),
                Progress.NONE));
        assertEquals(code, why.problem().code());
        assertFalse(String.valueOf(why.problem()).contains("4711471147114711"), code);
        keeps(0, 0);
        assertEquals("", own.swarm().docker("service", "ls", "-q").text());
    }
}
