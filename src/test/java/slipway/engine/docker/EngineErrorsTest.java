package slipway.engine.docker;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.List;

import javax.net.ssl.SSLHandshakeException;

import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import slipway.base.Problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/// Texts of engines and registries, and what people are told instead. Those of Docker 20.10 and Podman 4.3 were met in
/// practice for the most part; those of newer engines, of CDI and of crun are written down as they are known.
class EngineErrorsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            docker.no-such-image        | nothing:1 | No such image: nothing:1
            docker.no-such-image        | docker.io/library/nothing:1 | docker.io/library/nothing:1: image not known
            docker.port-allocated       | 8080 | driver failed programming external connectivity on endpoint iris (9f2): Bind for 127.0.0.1:8080 failed: port is already allocated
            docker.port-allocated       | 8080 | driver failed programming external connectivity on endpoint iris (9f2): Error starting userland proxy: listen tcp4 127.0.0.1:8080: bind: address already in use
            docker.port-allocated       | 8080 | failed to set up container networking: driver failed programming external connectivity on endpoint iris (9f2): failed to bind host port for 127.0.0.1:8080:172.17.0.2:80/tcp: address already in use
            docker.port-denied          | 80 | Error starting userland proxy: listen tcp4 127.0.0.1:80: bind: permission denied
            docker.name-taken           | iris | Conflict. The container name "/iris" is already in use by container "4af1". You have to remove (or rename) that container to be able to reuse that name.
            docker.runtime-unknown      | nvidia | Unknown runtime specified nvidia
            docker.runtime-unknown      | nvidia | unknown or invalid runtime name: nvidia
            docker.gpu-driver-missing   | | could not select device driver "nvidia" with capabilities: [[gpu]]
            docker.gpu-driver-missing   | | could not select device driver "" with capabilities: [[gpu]]
            docker.cdi-missing          | | could not select device driver "cdi" with capabilities: []
            docker.cdi-missing          | | CDI device injection failed: unresolvable CDI devices nvidia.com/gpu=all
            docker.mount-missing        | /data/iris | invalid mount config for type "bind": bind source path does not exist: /data/iris
            docker.mount-missing        | /data/iris | statfs /data/iris: no such file or directory
            docker.disk-full            | | write /var/lib/docker/tmp/GetImageBlob: no space left on device
            docker.registry-login       | | no basic auth credentials
            docker.registry-login       | | Get https://reg.example/v2/: unauthorized: authentication required
            docker.registry-login       | | login attempt to http://127.0.0.1:5055/v2/ failed with status: 401 Unauthorized
            docker.pull-denied          | iris | pull access denied for iris, repository does not exist or may require 'docker login': denied: requested access to the resource is denied
            docker.registry-login       | | denied: requested access to the resource is denied
            docker.tag-unknown          | 127.0.0.1:5055/iris:none | manifest for 127.0.0.1:5055/iris:none not found: manifest unknown: manifest unknown
            docker.tag-unknown-here     | | manifest unknown
            docker.registry-down        | 127.0.0.1:5055 | Get "http://127.0.0.1:5055/v2/": dial tcp 127.0.0.1:5055: connect: connection refused
            docker.registry-down        | registry-1.docker.io | Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io on 10.0.0.2:53: no such host
            docker.registry-plain       | | Get "https://10.0.0.9:5000/v2/": http: server gave HTTP response to HTTPS client
            docker.registry-certificate | certificate signed by unknown authority | Get "https://reg.example/v2/": x509: certificate signed by unknown authority
            docker.registry-limit       | | toomanyrequests: You have reached your pull rate limit.
            docker.platform-missing     | linux/arm64/v8 | no matching manifest for linux/arm64/v8 in the manifest list entries
            docker.command-unknown      | nope | failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "nope": executable file not found in $PATH: unknown
            docker.command-unknown      | /nope | OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "/nope": stat /nope: no such file or directory: unknown
            docker.command-unknown      | nope | runc: runc create failed: unable to start container process: exec: \\"nope\\": executable file not found in $PATH: OCI runtime attempted to invoke a command that was not found
            docker.command-unknown      | nope | crun: executable file `nope` not found in $PATH: No such file or directory
            docker.command-denied       | /model | OCI runtime create failed: runc create failed: exec: "/model": permission denied: unknown
            docker.other-platform       | | exec /usr/bin/python3: exec format error
            docker.not-running          | 4af1 | Cannot kill container: 4af1: Container 4af1 is not running
            docker.not-running          | 4af1 | can only kill running containers. 4af1 is in state exited: container state improper
            docker.no-such-container    | 4af1 | No such container: 4af1
            docker.no-such-container    | 4af1 | no container with name or ID "4af1" found: no such container
            docker.no-such-network      | studio | network studio not found
            docker.image-in-use         | iris:1 | conflict: unable to remove repository reference "iris:1" (must force) - container 4af1 is using its referenced image 9c
            docker.image-in-use         | 9c01 | conflict: unable to delete 9c01 (cannot be forced) - image is being used by running container 4af1
            docker.memory-least         | 6MB | Minimum memory limit allowed is 6MB
            docker.cpus-most            | 2.00 | Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available
            docker.no-log-reading       | | configured logging driver does not support reading
            docker.address-pool         | | could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network
            docker.tls-needed           | | Client sent an HTTP request to an HTTPS server.
            """)
    void knownTextsHaveCauseAndRemedy(String code, String first, String text) {
        Problem problem = EngineErrors.of(new InternalServerErrorException(
                "Status 500: {\"message\":" + quoted(text) + "}\n")).problem();
        assertEquals(code, problem.code());
        assertEquals(first == null ? List.of() : List.of(first), problem.args());
        assertEquals(text, problem.detail());
        for (String said : List.of(problem.what(), problem.why(), problem.fix()))
            assertFalse(said.isBlank() || said.contains("{") || said.startsWith("["), said);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Test
    void refusedVersionsAreSaid() {
        assertEquals(Problem.of("docker.api-too-old", "1.41", "1.44"), code("client version 1.41 is too old. Minimum "
                + "supported API version is 1.44, please upgrade your client to a newer version"));
        assertEquals(Problem.of("docker.api-too-new", "1.50", "1.41"),
                code("client version 1.50 is too new. Maximum supported API version is 1.41"));
    }

    private static Problem code(String text) {
        return EngineErrors.answered(text).problem().withDetail(null);
    }

    @Test
    void theWayToTheEngineIsToldFromItsAnswers() {
        assertEquals("docker.down", way(new ConnectException("Connection refused")));
        assertEquals("docker.down", way(new SocketException("No such file or directory")));
        assertEquals("docker.socket-denied", way(new SocketException("Permission denied")));
        assertEquals("docker.tls-unknown-ca",
                way(new SSLHandshakeException("PKIX path building failed: unable to find path")));
        assertEquals("docker.tls-expired", way(new SSLHandshakeException(
                "PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed")));
        assertEquals("docker.tls-client", way(new SSLHandshakeException("Received fatal alert: bad_certificate")));
        assertEquals("docker.tls", way(new SSLHandshakeException("no cipher suites in common")));
    }

    /// docker-java wraps every failure of the way into this.
    private static String way(IOException failure) {
        return EngineErrors.of(new RuntimeException(failure)).problem().code();
    }

    @Test
    void unknownAnswersAreShownAsTheyAre() {
        Problem problem = EngineErrors.of(new NotFoundException("Status 404: {\"message\":\"a \\\"new\\\" text\"}\n"))
                .problem();
        assertEquals(Problem.of("docker.refused", "a \"new\" text").withDetail("a \"new\" text"), problem);
        assertEquals("docker.failed", EngineErrors.of(new IllegalStateException("odd")).problem().code());
    }

    @Test
    void podmansAnswersHaveMoreFields() {
        assertEquals("docker.no-such-container", EngineErrors.of(new NotFoundException("Status 404: {\"cause\":\"no "
                + "such container\",\"message\":\"no container with name or ID \\\"x\\\" found: no such container\","
                + "\"response\":404}")).problem().code());
    }
}
