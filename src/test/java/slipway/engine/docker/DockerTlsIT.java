package slipway.engine.docker;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.testkit.Shell;
import slipway.testkit.StubAnswers;
import slipway.testkit.StubDocker;
import slipway.testkit.TlsFront;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// An engine behind TLS with certificates on both sides, and every way in which that does not fit.
class DockerTlsIT {
    @TempDir
    static Path folder;

    @TempDir
    Path other;

    @BeforeAll
    static void certificates() {
        assumeTrue(Shell.has("openssl"), "certificates are made with openssl");
        TlsFront.certificates(folder);
    }

    private static String refused(URI host, @Nullable Path tls) {
        return assertThrows(StudioException.class, () -> DockerLink.open(new DockerAddress(host, "test", tls)))
                .problem().code();
    }

    @Test
    void certificatesOfTheEnvironmentAreUsed() throws Exception {
        try (StubDocker stub = StubDocker.tcp(StubAnswers.DOCKER_29);
                TlsFront front = TlsFront.open(folder, stub.host().getPort())) {
            var hosts = new DockerHosts(Map.of("DOCKER_HOST", front.host().toString(), "DOCKER_TLS_VERIFY", "1",
                    "DOCKER_CERT_PATH", folder.toString()), other, "Linux");
            try (DockerLink link = DockerLink.open(hosts.candidates().getFirst())) {
                assertEquals("1.44", link.version().api());
            }
        }
    }

    @Test
    void whatDoesNotFitIsSaid() throws Exception {
        try (StubDocker stub = StubDocker.tcp(StubAnswers.DOCKER_29);
                TlsFront front = TlsFront.open(folder, stub.host().getPort())) {
            assertEquals("docker.tls", refused(stub.host(), folder), "TLS on a plain port");
            TlsFront.certificates(other);
            assertEquals("docker.tls-unknown-ca", refused(front.host(), other), "certificates of somebody else");
            Files.copy(folder.resolve("ca.pem"), other.resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);
            assertEquals("docker.tls-client", refused(front.host(), other), "a caller whom the engine does not know");
            Files.writeString(other.resolve("key.pem"), "no key");
            assertEquals("docker.tls", refused(front.host(), other), "a broken key");
        }
    }

    @Test
    void aServerOfAnotherNameOrOutOfDateIsSaid() throws Exception {
        try (StubDocker stub = StubDocker.tcp(StubAnswers.DOCKER_29)) {
            TlsFront.certificates(other, "127.0.0.2", 2);
            try (TlsFront front = TlsFront.open(other, stub.host().getPort())) {
                assertEquals("docker.tls-name", refused(front.host(), other));
            }
            Path old = Files.createDirectory(other.resolve("old"));
            TlsFront.certificates(old, "127.0.0.1", 0);
            try (TlsFront front = TlsFront.open(old, stub.host().getPort())) {
                await().until(() -> refused(front.host(), old).equals("docker.tls-expired"));
            }
        }
    }

    @Test
    void aPlainRequestOnATlsPortIsSaid() throws Exception {
        try (StubDocker stub = StubDocker.tcp(StubAnswers.DOCKER_29)) {
            // what dockerd answers there
            stub.on("/_ping", 400, "Client sent an HTTP request to an HTTPS server.\n");
            assertEquals("docker.tls-needed", refused(stub.host(), null));
        }
    }
}
