package slipway.engine.docker;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.network.Contact;
import slipway.network.Ledger;
import slipway.network.Purpose;

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
}
