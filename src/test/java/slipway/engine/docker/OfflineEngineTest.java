package slipway.engine.docker;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.engine.BuildSource;
import slipway.engine.Images;
import slipway.network.Contact;
import slipway.network.Ledger;
import slipway.network.Purpose;
import slipway.testkit.StubAnswers;
import slipway.testkit.StubDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Engines, registries and programs that would leave this machine, while the studio is offline.
class OfflineEngineTest {
    @TempDir
    Path folder;

    @BeforeEach
    void offline() {
        Ledger.OURS.clear();
        Ledger.OURS.force("SLIPWAY_OFFLINE");
    }

    @AfterEach
    void onlineAgain() {
        Ledger.OURS.force("");
        Ledger.OURS.clear();
    }

    private static void refused(Executable act) {
        assertEquals("network.offline-forced", assertThrows(StudioException.class, act).problem().code());
    }

    private Path program(String name) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\ntouch " + folder + "/started\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    @Test
    void anEngineElsewhereIsNeitherLookedUpNorAsked() {
        var address = new DockerAddress(URI.create("tcp://no-such-host.invalid:2376"), "test", null);
        assertTrue(address.elsewhere());
        refused(() -> DockerConnection.open(address));
        Contact noted = Ledger.OURS.contacts().stream().filter(each -> each.purpose() == Purpose.ENGINE).findFirst()
                .orElseThrow();
        assertEquals("no-such-host.invalid:2376", noted.party().who());
        assertEquals(0, noted.opened());
        assertTrue(noted.refused() > 0);
    }

    @Test
    void sshIsNotStarted() throws IOException {
        var program = new SshProgram(List.of(program("ssh").toString()));
        try (var tunnel = new SshTunnel(SshTarget.of(URI.create("ssh://ana@gpu-box:2222")), program)) {
            refused(tunnel::open);
        }
        assertFalse(Files.exists(folder.resolve("started")));
        assertTrue(Ledger.OURS.contacts().stream().anyMatch(each -> each.party().who().equals("gpu-box:2222")
                && each.purpose() == Purpose.TUNNEL && each.refused() == 1));
    }

    @Test
    void aProgramThatMayAskACloudIsNotStarted() throws IOException {
        program("docker-credential-ecr-login");
        refused(() -> new CredentialProgram("ecr-login", folder.toString()).get("registry.example"));
        assertFalse(Files.exists(folder.resolve("started")));
    }

    @Test
    void registriesAreKnownByTheirAddressAlone() {
        assertEquals("index.docker.io:443", ImageName.of("python:3.11").party().who());
        assertEquals("registry.example:5000", ImageName.of("registry.example:5000/team/iris:2").party().who());
        assertTrue(ImageName.of("localhost:5000/iris").party().local());
        assertTrue(ImageName.of("127.0.0.1:5000/iris").party().local());
        assertFalse(ImageName.of("ghcr.io/team/iris").party().local());
    }

    @Test
    void ofThisMachineAreItsSockets() {
        assertTrue(new DockerAddress(URI.create("unix:///var/run/docker.sock"), "test", null).party().local());
        assertTrue(new DockerAddress(URI.create("tcp://127.0.0.1:2375"), "test", null).party().local());
        assertFalse(new DockerAddress(URI.create("ssh://gpu-box"), "test", null).party().local());
    }

    /// What a Dockerfile has.
    private record Text(String dockerfile) implements BuildSource {
        @Override
        public long sizeBytes() {
            return 0;
        }

        @Override
        public InputStream open(LongConsumer sent) {
            return InputStream.nullInputStream();
        }
    }

    private List<String> built(String dockerfile) throws Exception {
        var asked = new CopyOnWriteArrayList<String>();
        try (StubDocker stub = StubDocker.unix(folder.resolve("d.sock"), StubAnswers.DOCKER_29)) {
            stub.rest((method, path, body) -> {
                asked.add(method + " " + path);
                if (path.startsWith("/images/here:1/json"))
                    return new StubDocker.Said(200,
                            "{\"Id\":\"sha256:1\",\"Os\":\"linux\",\"Architecture\":\"amd64\"}");
                return path.startsWith("/build") ? new StubDocker.Said(500, "{\"message\":\"no more\"}") : null;
            });
            var address = new DockerAddress(stub.host(), "test", null);
            try (DockerLink link = DockerLink.open(address)) {
                var build = new Images.Build(new Text(dockerfile), "Dockerfile", List.of("x:1"), Map.of(), Map.of(),
                        null,
                        null, false, Images.Builder.AUTO, line -> {});
                var failed = assertThrows(StudioException.class, () -> new DockerImages(link).build(build,
                        Progress.NONE));
                asked.add(failed.problem().code());
            }
        }
        return asked;
    }

    @Test
    void aBuildOfWhatIsHereRunsWithoutANetwork() throws Exception {
        List<String> asked = built("FROM here:1\nRUN make\n");
        assertTrue(asked.stream().anyMatch(each -> each.startsWith("POST /build") && each.contains(
                "networkmode=none")), asked::toString);
        assertTrue(Ledger.OURS.contacts().stream().noneMatch(each -> each.purpose() == Purpose.BUILD));
    }

    @Test
    void aBuildThatWouldFetchIsRefusedBeforeTheEngineIsAsked() throws Exception {
        for (String each : List.of("FROM elsewhere:1\n", "FROM here:1\nADD https://a.example/x /\n",
                "# syntax=docker/dockerfile:1\nFROM here:1\n")) {
            List<String> asked = built(each);
            assertEquals("network.offline-forced", asked.getLast(), each);
            assertTrue(asked.stream().noneMatch(one -> one.startsWith("POST /build")), asked::toString);
        }
    }

    @Test
    void onlineABuildHasItsNetworkAndIsNoted() throws Exception {
        Ledger.OURS.force("");
        List<String> asked = built("FROM elsewhere:1\nRUN make\n");
        assertTrue(asked.stream().anyMatch(each -> each.startsWith("POST /build") && !each.contains("networkmode")),
                asked::toString);
        assertEquals(Set.of("index.docker.io:443", "*"), Ledger.OURS.contacts().stream().filter(each -> each
                .purpose() == Purpose.BUILD).map(each -> each.party().who()).collect(Collectors.toSet()));
    }

    @Test
    void pullPushDigestAndLoginStayHere() throws Exception {
        try (StubDocker stub = StubDocker.unix(folder.resolve("d.sock"), StubAnswers.DOCKER_29)) {
            stub.rest((method, path, body) -> path.startsWith("/images/far.example")
                    ? new StubDocker.Said(200, "{\"Id\":\"sha256:1\"}")
                    : null);
            try (DockerLink link = DockerLink.open(new DockerAddress(stub.host(), "test", null))) {
                var images = new DockerImages(link);
                refused(() -> images.pull("far.example/a:1", null, Progress.NONE));
                refused(() -> images.push("far.example/a:1", Progress.NONE));
                refused(() -> images.remoteDigest("far.example/a:1"));
                refused(() -> images.login("far.example", "ana", "secret"));
            }
            assertTrue(stub.requests().stream().noneMatch(each -> each.contains("/create") || each.contains("/push")
                    || each.contains("/distribution") || each.contains("/auth")), stub.requests()::toString);
        }
    }

    /// Switched on in the midst of it, the connection that stands is ended.
    @Test
    void sshThatRunsIsEnded() throws Exception {
        Ledger.OURS.force("");
        Path script = Files.writeString(folder.resolve("ssh"), """
                #!/bin/sh
                while [ $# -gt 0 ]; do
                  case $1 in -S) control=$2;; -O) exit 0;; esac
                  shift
                done
                echo $$ > HERE/pid; touch $control; exec sleep 600
                """.replace("HERE", folder.toString()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        try (var tunnel = new SshTunnel(SshTarget.of(URI.create("ssh://gpu-box")),
                new SshProgram(List.of(script.toString())))) {
            tunnel.open();
            long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
            assertTrue(ProcessHandle.of(pid).isPresent());
            Ledger.OURS.force("--offline");
            refused(tunnel::open);
            await().until(() -> ProcessHandle.of(pid).isEmpty());
        }
    }
}
