package slipway.engine.docker;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.engine.EngineContexts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Engines are looked for where a person’s tools look, and what a person named is never replaced.
class DockerHostsTest {
    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();

    private List<DockerAddress> candidates() {
        return new DockerHosts(environment, home, "Linux").candidates();
    }

    private Problem refused() {
        return assertThrows(StudioException.class, this::candidates).problem();
    }

    private void context(String name, String host) throws IOException {
        Path folder = home.resolve(".docker/contexts/meta").resolve(Bytes.utf8(name).sha256());
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("meta.json"), "{\"Name\":\"" + name
                + "\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\"" + host + "\",\"SkipTLSVerify\":false}}}");
    }

    private void config(String json) throws IOException {
        Files.createDirectories(home.resolve(".docker"));
        Files.writeString(home.resolve(".docker/config.json"), json);
    }

    @Test
    void theUsualSocketsInTheirOrder() {
        environment.put("XDG_RUNTIME_DIR", "/run/user/1000");
        environment.put("COLIMA_HOME", "/data/colima");
        List<String> hosts = candidates().stream().map(place -> place.host().toString()
                .replace(home.toUri().getRawPath(), "~/")).toList();
        assertEquals(List.of("unix:///var/run/docker.sock", "unix:///run/user/1000/docker.sock",
                "unix://~/.docker/run/docker.sock", "unix://~/.docker/desktop/docker.sock",
                "unix:///data/colima/default/docker.sock", "unix://~/.colima/default/docker.sock",
                "unix://~/.config/colima/default/docker.sock", "unix://~/.orbstack/run/docker.sock",
                "unix://~/.rd/docker.sock", "unix:///run/user/1000/podman/podman.sock",
                "unix:///run/podman/podman.sock"), hosts);
        assertEquals("standard socket", candidates().getFirst().source());
    }

    @Test
    void windowsHasPipes() {
        List<DockerAddress> places = new DockerHosts(environment, home, "Windows 11").candidates();
        assertEquals(URI.create("npipe:////./pipe/docker_engine"), places.getFirst().host());
        assertEquals(3, places.size());
    }

    @Test
    void theNamedHostStandsAlone() throws IOException {
        context("work", "unix:///run/work.sock");
        config("{\"currentContext\":\"work\"}");
        environment.put("DOCKER_HOST", "unix:///run/mine.sock");
        environment.put("DOCKER_CONTEXT", "work");
        assertEquals(List.of(new DockerAddress(URI.create("unix:///run/mine.sock"), "DOCKER_HOST", null)),
                candidates());
    }

    @Test
    void theContextOfTheEnvironmentComesBeforeTheConfigured() throws IOException {
        context("work", "unix:///run/work.sock");
        context("home", "unix:///run/home.sock");
        config("{\"currentContext\":\"work\"}");
        assertEquals("context work", candidates().getFirst().source());
        environment.put("DOCKER_CONTEXT", "home");
        assertEquals(List.of(new DockerAddress(URI.create("unix:///run/home.sock"), "context home", null)),
                candidates());
        environment.put("DOCKER_CONTEXT", "default");
        assertEquals("standard socket", candidates().getFirst().source());
    }

    @Test
    void aMissingContextIsNotReplacedByTheStandardSocket() throws IOException {
        config("{\"currentContext\":\"gone\"}");
        assertEquals(Problem.of("docker.context-missing", "gone", home.resolve(".docker/config.json").toString())
                .withDetail(refused().detail()), refused());
        environment.put("DOCKER_CONTEXT", "absent");
        assertEquals(List.of("absent", "DOCKER_CONTEXT"), refused().args());
    }

    @Test
    void aContextBringsItsCertificates() throws IOException {
        context("remote", "tcp://build.example:2376");
        Path tls = home.resolve(".docker/contexts/tls").resolve(Bytes.utf8("remote").sha256()).resolve("docker");
        Files.createDirectories(tls);
        environment.put("DOCKER_CONTEXT", "remote");
        assertEquals(List.of("ca.pem", tls, "context remote"), refused().args());
        for (String file : List.of("ca.pem", "cert.pem", "key.pem"))
            Files.writeString(tls.resolve(file), "x");
        assertEquals(tls, candidates().getFirst().tls());
    }

    @Test
    void aBrokenConfigurationIsSaid() throws IOException {
        config("{\"auths\":{");
        assertEquals("docker.config-unreadable", refused().code());
        assertTrue(refused().why().contains("config.json"), refused().why());
        environment.put("DOCKER_HOST", "tcp://127.0.0.1:2375");
        assertEquals(1, candidates().size());
    }

    @Test
    void aConfigurationWithAnEmptyLoginIsNoProblem() throws IOException {
        // docker-java throws on it
        config("{\"auths\":{\"reg.example\":{\"auth\":\"\"}},\"credsStore\":\"none\"}");
        assertEquals("standard socket", candidates().getFirst().source());
    }

    @Test
    void anEmptyOrBrokenContextIsSaid() throws IOException {
        context("bare", "");
        environment.put("DOCKER_CONTEXT", "bare");
        assertEquals("docker.context-empty", refused().code());
        Files.writeString(home.resolve(".docker/contexts/meta").resolve(Bytes.utf8("bare").sha256())
                .resolve("meta.json"), "not json");
        assertEquals("docker.context-unreadable", refused().code());
    }

    @Test
    void sshNamesAMachineAndItsSocket() {
        environment.put("DOCKER_HOST", "ssh://ana@gpu-box:2222/run/user/7/docker.sock");
        DockerAddress address = candidates().getFirst();
        assertTrue(address.ssh() && address.elsewhere());
        assertEquals(new SshTarget("ana@gpu-box", "2222", "/run/user/7/docker.sock"), SshTarget.of(address.host()));
        environment.put("DOCKER_HOST", "ssh://gpu_box");
        assertEquals(new SshTarget("gpu_box", null, "/var/run/docker.sock"),
                SshTarget.of(candidates().getFirst().host()));
    }

    @Test
    void theSshOfWindowsIsRefused() {
        environment.put("DOCKER_HOST", "ssh://gpu-box");
        assertEquals("docker.ssh-windows", assertThrows(StudioException.class,
                () -> new DockerHosts(environment, home, "Windows 11").candidates()).problem().code());
    }

    @Test
    void whatWasChosenForSlipwayComesFirst() throws IOException {
        context("work", "unix:///run/work.sock");
        context("gpu", "ssh://gpu-box");
        config("{\"currentContext\":\"work\"}");
        var hosts = new DockerHosts(Map.of("DOCKER_HOST", "unix:///run/mine.sock"), home, "Linux");
        assertEquals("context gpu", hosts.candidates(new ContextChoice("gpu", "--context")).getFirst().source());
        assertEquals("DOCKER_HOST", hosts.candidates(ContextChoice.NONE).getFirst().source());
        assertEquals("DOCKER_HOST", hosts.candidates(new ContextChoice("default", "--context")).getFirst().source());
        var bare = new DockerHosts(Map.of(), home, "Linux");
        assertEquals("standard socket", bare.candidates(new ContextChoice("default", "x")).getFirst().source(),
                "and not the one of docker context use");
        Problem unknown = assertThrows(StudioException.class,
                () -> hosts.candidates(new ContextChoice("gone", "--context"))).problem();
        assertEquals(List.of("gone", "--context"), unknown.args());
    }

    @Test
    void contextsAreListedWithWhatTheyAre() throws IOException {
        context("work", "unix:///run/work.sock");
        context("gpu", "ssh://ana@gpu-box");
        context("odd", "ftp://x");
        List<EngineContexts.Context> all = new DockerHosts(environment, home, "Linux").contexts().all();
        assertEquals(List.of("gpu", "odd", "work"), all.stream().map(EngineContexts.Context::name).toList());
        assertEquals(new EngineContexts.Context("gpu", "ssh://ana@gpu-box", true, null), all.getFirst());
        assertEquals("docker.scheme-unknown", Objects.requireNonNull(all.get(1).problem()).code());
    }

    @Test
    void nothingUnsafeIsHandedToSsh() {
        for (String host : List.of("ssh://-oProxyCommand=x", "ssh://a;reboot", "ssh://a/$(reboot)", "ssh://a b")) {
            environment.put("DOCKER_HOST", host);
            assertEquals("docker.address-unreadable", refused().code(), host);
        }
    }

    @Test
    void addressesThatCannotBeUsedAreRefused() {
        Map.of("http://h:2375", "docker.http-address", "https://h:2376", "docker.http-address", "ftp://h",
                "docker.scheme-unknown", "fd://", "docker.scheme-unknown", "tcp://host", "docker.port-missing",
                "tcp://ho st:1", "docker.address-unreadable", "npipe:////./pipe/docker_engine", "docker.pipe-elsewhere")
                .forEach((host, code) -> {
                    environment.put("DOCKER_HOST", host);
                    assertEquals(code, refused().code(), host);
                });
    }

    @Test
    void shortFormsMeanWhatTheCliMeans() {
        environment.put("DOCKER_HOST", "10.0.0.7:2375");
        assertEquals("tcp://10.0.0.7:2375", candidates().getFirst().host().toString());
        environment.put("DOCKER_HOST", "unix://");
        assertEquals("unix:///var/run/docker.sock", candidates().getFirst().host().toString());
    }

    @Test
    void tlsIsOnlyWhereItIsAskedFor() throws IOException {
        environment.put("DOCKER_HOST", "tcp://h:2376");
        environment.put("DOCKER_CERT_PATH", home.toString());
        assertEquals(null, candidates().getFirst().tls());
        environment.put("DOCKER_TLS_VERIFY", "1");
        assertEquals("docker.tls-files", refused().code());
        for (String file : List.of("ca.pem", "cert.pem", "key.pem"))
            Files.writeString(home.resolve(file), "x");
        assertEquals(home, candidates().getFirst().tls());
    }
}
