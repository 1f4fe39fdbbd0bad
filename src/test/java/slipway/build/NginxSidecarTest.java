package slipway.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.base.StudioException;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The side-car's files have the contract's numbers, and nothing that somebody names can become a directive.
class NginxSidecarTest {
    @TempDir
    private Path folder;

    private static NginxSidecar sidecar(ServingContract contract) {
        return new NginxSidecar(contract, "iris",
                new NginxSidecar.Server("model", 9000, "/v1/run", "/alive", "/ready"));
    }

    @Test
    @Covers({"A015", "A016"})
    void everyContractHasItsRoutesItsPortAndItsLimits() {
        for (ServingContract contract : Contracts.ALL) {
            String text = String.valueOf(sidecar(contract).files().get(NginxSidecar.CONFIGURATION));
            assertTrue(text.contains("listen " + contract.port() + ";"), text);
            assertTrue(text.contains("client_max_body_size " + contract.maxBodyBytes() + ";"), text);
            assertTrue(text.contains("location = " + contract.predictPath("iris") + " {"), text);
            assertTrue(text.contains("location = " + contract.readyPath("iris") + " {"), text);
            assertTrue(text.contains("proxy_pass http://server/v1/run;"), text);
            assertTrue(text.contains("proxy_pass http://server/ready;"), text);
            assertEquals(text.chars().filter(c -> c == '{').count(), text.chars().filter(c -> c == '}').count());
        }
    }

    @Test
    void curlIsThereWhereOciNeedsIt() {
        for (ServingContract contract : Contracts.ALL) {
            assertEquals(contract.id().equals("oci-byoc"),
                    sidecar(contract).source().dockerfile().contains("nginx-light curl"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"predict", "/a b", "/a;return 200", "/a{", "/$uri", "/a\nb", "/\"x\"", ""})
    void whatNginxWouldReadOtherwiseIsRefused(String path) {
        assertThrows(StudioException.class, () -> new NginxSidecar.Server("model", 9000, path, "/", "/"));
        assertThrows(StudioException.class, () -> new NginxSidecar.Server("model", 9000, "/", "/", path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", "", "-x", "a b", "a:80"})
    void aHostIsAName(String host) {
        assertThrows(StudioException.class, () -> new NginxSidecar.Server(host, 9000, "/", "/", "/"));
    }

    @Test
    void whatIsThereIsNotOverwritten() throws Exception {
        NginxSidecar sidecar = sidecar(Contracts.ALL.getFirst());
        Files.writeString(folder.resolve("compose.yaml"), "mine");
        var refused = assertThrows(StudioException.class, () -> sidecar.write(folder));
        assertEquals("build.sidecar-there", refused.problem().code());
        assertEquals("mine", Files.readString(folder.resolve("compose.yaml")));
        try (var there = Files.list(folder)) {
            assertEquals(1, there.count(), "nothing half written");
        }
        sidecar.write(folder.resolve("new"));
        try (var there = Files.list(folder.resolve("new"))) {
            assertEquals(List.of("Dockerfile", "compose.yaml", "nginx.conf"),
                    there.map(each -> each.getFileName().toString()).sorted().toList());
        }
    }
}
