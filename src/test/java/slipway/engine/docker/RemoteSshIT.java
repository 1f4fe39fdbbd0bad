package slipway.engine.docker;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.ContainerSettings;
import slipway.engine.Instance;
import slipway.testkit.NeedsDocker;
import slipway.testkit.NeedsPrograms;
import slipway.testkit.PrivateDaemon;
import slipway.testkit.SshServer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// An engine behind a real sshd in another network namespace: everything goes over one connection, which dies and comes
/// back; and every way in which ssh says no.
@NeedsDocker(NeedsDocker.What.OWN)
@NeedsPrograms({"sshd:openssh-server", "ssh:openssh-client"})
class RemoteSshIT {
    private static PrivateDaemon daemon;
    private static SshServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        daemon = PrivateDaemon.remote(address -> List.of());
        server = SshServer.open(daemon);
    }

    @AfterAll
    static void close() {
        if (daemon != null) daemon.close();
    }

    private static DockerAddress address() {
        return new DockerAddress(URI.create("ssh://engine" + daemon.host().getPath()), "context far", null);
    }

    private static List<ProcessHandle> ssh() {
        return ProcessHandle.current().descendants()
                .filter(one -> one.info().commandLine().orElse("").matches("\\S*ssh .*ControlPersist=no.*")).toList();
    }

    private static void becomes(DockerLink link, LinkState.Kind kind) {
        await().atMost(RemoteBox.LIMIT).until(() -> link.state().get().kind() == kind);
    }

    @Test
    void aModelIsCopiedServedAndReachedAgainAfterTheConnectionDied() throws Exception {
        Path model = RemoteBox.model(folder);
        try (var tasks = new Tasks();
                DockerLink link = DockerLink.find(tasks, () -> List.of(address()), RemoteBox.PACE,
                        new SshProgram(server.program()));
                var engine = new DockerEngine(link, "remote-ssh", tasks)) {
            becomes(link, LinkState.Kind.CONNECTED);
            assertNull(engine.info().warning(), "nothing leaves the loopback");
            var reports = new ConcurrentLinkedQueue<Progress.Report>();
            Instance instance = engine.launch(RemoteBox.workload(model, ContainerSettings.NETWORK_DEFAULT),
                    new Progress(reports::add));
            assertTrue(reports.stream().anyMatch(each -> each.fraction() == 1.0), reports.toString());
            URI url = instance.url();
            assertEquals("127.0.0.1", url.getHost());
            await().atMost(RemoteBox.LIMIT).until(() -> RemoteBox.get(url, "/link.txt").equals("42"));
            assertEquals(3_000_000, RemoteBox.get(url, "/big.bin").length());
            String id = Objects.requireNonNull(instance.container()).get().id();
            assertEquals("[]", daemon.docker("inspect", "-f", "{{json .Mounts}}", id).text());
            assertTrue(daemon.docker("port", id).text().matches("8080/tcp -> 127\\.0\\.0\\.1:\\d+"));
            assertFalse(daemon.docker("exec", id, "sh", "-c", "echo x > /opt/m/inner/weights.txt").ok());
            assertFalse(daemon.docker("exec", id, "touch", "/opt/m/new").ok());

            var lines = new ConcurrentLinkedQueue<String>();
            instance.follow((at, error, line) -> lines.add(line));
            await().atMost(RemoteBox.LIMIT).until(() -> lines.contains("tick"));
            List<ProcessHandle> before = ssh();
            assertEquals(1, before.size());
            before.forEach(ProcessHandle::destroyForcibly);
            await().atMost(RemoteBox.LIMIT).until(() -> ssh().stream().anyMatch(one -> !before.contains(one))
                    && link.state().get().connected());
            await().atMost(RemoteBox.LIMIT).until(() -> RemoteBox.get(url, "/link.txt").equals("42"));
            assertEquals(url, instance.url());
            int known = lines.size();
            await().atMost(RemoteBox.LIMIT).until(() -> lines.size() > known + 1);
            instance.stop(Duration.ZERO);
            assertEquals("", daemon.docker("ps", "-aq").text());
        }
        assertEquals(List.of(), ssh(), "it ends with the studio");
    }

    @Test
    void aContainerWithoutAWayOutIsReachedAtItsOwnAddress() throws Exception {
        try (var tasks = new Tasks();
                DockerLink link = DockerLink.once(() -> List.of(address()), new SshProgram(server.program()));
                var engine = new DockerEngine(link, "remote-closed", tasks)) {
            Instance instance = engine.launch(
                    RemoteBox.workload(RemoteBox.model(folder), ContainerSettings.NETWORK_NONE), Progress.NONE);
            assertEquals("127.0.0.1", instance.url().getHost());
            await().atMost(RemoteBox.LIMIT).until(() -> RemoteBox.get(instance.url(), "/link.txt").equals("42"));
        }
    }

    @Test
    void whatRunsIsAdoptedWithTheModelThatWasCopied() throws Exception {
        Path model = RemoteBox.model(folder);
        try (var tasks = new Tasks();
                DockerLink link = DockerLink.once(() -> List.of(address()), new SshProgram(server.program()));
                DockerLink other = DockerLink.once(() -> List.of(address()), new SshProgram(server.program()));
                var next = new DockerEngine(other, "remote-adopt", tasks)) {
            // never closed, as if killed
            new DockerEngine(link, "remote-adopt", tasks)
                    .launch(RemoteBox.workload(model, ContainerSettings.NETWORK_DEFAULT), Progress.NONE);
            List<Instance> adopted = next.adopt();
            assertEquals(1, adopted.size());
            assertEquals(model, adopted.getFirst().workload().modelFolder());
            await().atMost(RemoteBox.LIMIT)
                    .until(() -> RemoteBox.get(adopted.getFirst().url(), "/link.txt").equals("42"));
        }
    }

    private static Problem refused(DockerAddress address, List<String> program) throws InterruptedException {
        try (DockerLink link = DockerLink.once(() -> List.of(address), new SshProgram(program))) {
            Problem problem = Objects.requireNonNull(link.state().get().problem());
            assertEquals(List.of(), ssh(), "nothing is left of a refused connection");
            return problem;
        }
    }

    @Test
    void whatSshRefusesIsSaidWithItsRemedy() throws Exception {
        var said = new ArrayList<Problem>();
        said.add(refused(address(), server.program("person", "nobody")));
        said.add(refused(address(), server.program("person", server.lying())));
        said.add(refused(address(), server.program("stranger", "known")));
        said.add(refused(address(), List.of("/nowhere/ssh")));
        said.add(refused(new DockerAddress(URI.create("ssh://engine:9"), "test", null), server.program()));
        assertEquals(List.of("docker.ssh-host-key", "docker.ssh-key-changed", "docker.ssh-denied",
                "docker.ssh-missing", "docker.ssh-unreachable"), said.stream().map(Problem::code).toList());
        assertTrue(said.getFirst().fix().contains("ssh engine once"), said.getFirst().fix());
        assertTrue(said.get(2).why().contains("Permission denied"), said.get(2).why());
        assertTrue(said.getLast().fix().contains("ssh -p 9 engine"), said.getLast().fix());
    }

    @Test
    void aSocketThatIsNotThereIsSaid() throws Exception {
        var missing = new DockerAddress(URI.create("ssh://engine/nowhere.sock"), "test", null);
        try (DockerLink link = DockerLink.once(() -> List.of(missing), new SshProgram(server.program()))) {
            assertEquals("docker.ssh-socket", Objects.requireNonNull(link.state().get().problem()).code());
        }
    }

    @Test
    void aWantedPortThatIsTakenIsRefused() throws Exception {
        try (var tunnel = new SshTunnel(SshTarget.of(address().host()), new SshProgram(server.program()));
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            tunnel.open();
            var far = new SshTunnel.Far("127.0.0.1", 8080);
            var refused = assertThrows(StudioException.class, () -> tunnel.port(far, socket.getLocalPort()));
            assertEquals("docker.port-allocated", refused.problem().code());
            int port = tunnel.port(far, 0);
            assertEquals(port, tunnel.port(far, 0));
            tunnel.release(port);
            assertEquals(port, tunnel.port(new SshTunnel.Far("127.0.0.1", 8081), port), "it is free again");
        }
    }
}
