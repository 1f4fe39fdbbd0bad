package slipway.engine.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Bytes;
import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.engine.ContainerSettings;
import slipway.engine.Instance;
import slipway.testkit.NeedsDocker;
import slipway.testkit.NeedsPrograms;
import slipway.testkit.PrivateDaemon;
import slipway.testkit.TlsFront;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A real engine that speaks TLS in another network namespace, by a context with its certificates: ports are published
/// at its address, with a warning, and models are copied.
@NeedsDocker(NeedsDocker.What.OWN)
@NeedsPrograms("openssl:openssl")
class RemoteTlsIT {
    private static final ContextChoice FAR = new ContextChoice("far", "--context");

    @TempDir
    static Path certificates;

    private static PrivateDaemon daemon;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        daemon = PrivateDaemon.remote(address -> {
            TlsFront.certificates(certificates, address, 2);
            return List.of("--host", "tcp://" + address + ":2376", "--tlsverify", "--tlscacert",
                    certificates + "/ca.pem", "--tlscert", certificates + "/server.pem", "--tlskey",
                    certificates + "/server-key.pem");
        });
    }

    @AfterAll
    static void close() {
        if (daemon != null) daemon.close();
    }

    /// The configuration of a person with the context `far`, whose certificates are those in `from`.
    private DockerHosts person(Path from) throws Exception {
        Path config = Files.createDirectories(folder.resolve("config"));
        String id = Bytes.utf8("far").sha256();
        Path meta = Files.createDirectories(config.resolve("contexts/meta").resolve(id));
        Files.writeString(meta.resolve("meta.json"), """
                {"Name":"far","Metadata":{},"Endpoints":{"docker":{"Host":"tcp://%s:2376","SkipTLSVerify":false}}}
                """.formatted(daemon.address()));
        Path tls = Files.createDirectories(config.resolve("contexts/tls").resolve(id).resolve("docker"));
        for (String file : List.of("ca.pem", "cert.pem", "key.pem"))
            Files.copy(from.resolve(file), tls.resolve(file));
        return new DockerHosts(Map.of("DOCKER_CONFIG", config.toString()), folder, "Linux");
    }

    @Test
    void aModelIsCopiedServedAndReachedAtTheAddressOfTheEngine() throws Exception {
        DockerHosts hosts = person(certificates);
        try (var tasks = new Tasks();
                DockerLink link = DockerLink.find(tasks, () -> hosts.candidates(FAR), RemoteBox.PACE);
                var engine = new DockerEngine(link, "remote-tls", tasks)) {
            await().atMost(RemoteBox.LIMIT).until(() -> engine.info().available());
            var warning = Objects.requireNonNull(engine.info().warning());
            assertEquals("docker.leaves-loopback", warning.code());
            assertTrue(warning.why().contains(daemon.address()) && warning.why().contains("context far"),
                    warning.why());
            Instance instance = engine.launch(
                    RemoteBox.workload(RemoteBox.model(folder), ContainerSettings.NETWORK_DEFAULT), Progress.NONE);
            assertEquals(daemon.address(), instance.url().getHost());
            await().atMost(RemoteBox.LIMIT).until(() -> RemoteBox.get(instance.url(), "/link.txt").equals("42"));
            assertEquals(3_000_000, RemoteBox.get(instance.url(), "/big.bin").length());
            assertTrue(Objects.requireNonNull(instance.container()).get().command().contains("--context far create"));
        }
    }

    @Test
    void doctorSaysHowItIsReached() throws Exception {
        DockerHosts hosts = person(certificates);
        // the first call of a fresh engine may take longer than a ping is given
        var found = await().atMost(RemoteBox.LIMIT).until(() -> DockerFinding.look(hosts, FAR).found(),
                Objects::nonNull);
        assertEquals("tls", found.way().transport());
        assertTrue(found.way().elsewhere());
        assertEquals("docker.leaves-loopback", Objects.requireNonNull(found.way().warning()).code());
        assertEquals("context far", found.source());
    }

    @Test
    void anEngineOfAnotherAuthorityIsRefused() throws Exception {
        Path others = Files.createDirectories(folder.resolve("others"));
        TlsFront.certificates(others, daemon.address(), 2);
        refuses(person(others), "docker.tls-unknown-ca");
    }

    @Test
    void aCallerOfAnotherAuthorityIsRefused() throws Exception {
        Path others = Files.createDirectories(folder.resolve("others"));
        TlsFront.certificates(others, daemon.address(), 2);
        Files.writeString(others.resolve("ca.pem"), Files.readString(certificates.resolve("ca.pem")));
        refuses(person(others), "docker.tls-client");
    }

    private static void refuses(DockerHosts person, String code) {
        await().atMost(RemoteBox.LIMIT).until(() -> DockerFinding.look(person, FAR).problem(),
                problem -> problem != null && problem.code().equals(code));
    }
}
