package slipway.export;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.spec.EndpointSpec;
import slipway.spec.EndpointSpec.AuthMode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Compose files become deployments: our own come back as they were, others as far as they go, and nothing is left out in
/// silence.
class ComposeImportTest {
    private static Set<String> keys(Imported imported) {
        imported.differences().forEach(each -> assertTrue(Text.has(each.key()), each.key()));
        return imported.differences().stream().map(each -> each.key().replace("export.import.", ""))
                .collect(Collectors.toSet());
    }

    private static Imported back(ExportSource source) {
        return ComposeImport.read(ExportSamples.file(new ComposeTarget().export(source), "compose.yaml"), "other");
    }

    @Test
    void whatWeExportedComesBackAsItWas() {
        var traffic = new LinkedHashMap<String, Integer>();
        traffic.put("blue", 90);
        traffic.put("green", 10);
        var full = ExportSamples.everything().deployments().getFirst();
        var environment = new LinkedHashMap<>(full.environment());
        environment.remove("API_KEY");
        var own = full.slipway();
        var blue = new DeploymentSpec("blue", "iris", full.model(), "repo/iris:1", environment, 3, full.requests(),
                new ProbeSpec(Duration.ofSeconds(5), Duration.ofSeconds(7), Duration.ofSeconds(3), 1, 4), full
                        .readiness(),
                new DeploymentSpec.Extension(own.contract(), own.engine(), null, own.port(), own.healthPort(), own
                        .entrypoint(), own.command(), own.cpus(), own.memoryBytes(), own.gpus(), null, null));
        var green = new DeploymentSpec("green", "iris", full.model(), "repo/iris:2", Map.of(), 1,
                RequestSettings.DEFAULT, ProbeSpec.DEFAULT, ProbeSpec.DEFAULT, new DeploymentSpec.Extension("sagemaker",
                        "docker", null, null, null, List.of(), List.of(), null, null));
        var endpoint = new EndpointSpec("iris", AuthMode.AML_TOKEN, "", Map.of(), traffic, Map.of());
        Imported imported = back(new ExportSource(endpoint, List.of(blue, green), Map.of("blue", "oci-byoc", "green",
                "sagemaker"), Map.of(), Map.of("blue", "repo/iris:1", "green", "repo/iris:2")));
        assertEquals(endpoint, imported.endpoint());
        assertEquals(List.of(blue, green), imported.deployments());
        assertEquals(Set.of("proxy"), keys(imported));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iris", "digits", "diabetes"})
    void theSampleWorkspaceComesBackWithoutItsModels(String name) {
        ExportSource source = ExportSamples.sample(name);
        Imported imported = back(source);
        assertEquals(source.endpoint().traffic(), imported.endpoint().traffic());
        assertEquals(source.endpoint().mirror(), imported.endpoint().mirror());
        assertEquals(source.endpoint().authMode(), imported.endpoint().authMode());
        for (int i = 0; i < source.deployments().size(); i++) {
            DeploymentSpec before = source.deployments().get(i);
            DeploymentSpec after = imported.deployments().get(i);
            assertEquals(before.name(), after.name());
            assertEquals(before.requests(), after.requests());
            assertEquals(before.liveness(), after.liveness());
            assertEquals(before.readiness(), after.readiness());
            assertEquals(before.slipway().contract(), after.slipway().contract());
            assertEquals(before.environment(), after.environment());
            assertNull(after.model().path());
        }
        assertEquals(Set.of("proxy", "volume"), keys(imported));
    }

    @Test
    void whatIsWrittenOtherwiseIsReadOrSaid() {
        Imported imported = ComposeImport.read("""
                services:
                  blue:
                    image: repo/iris:1
                    mem_limit: ${MEM:-4g}
                    cpus: ${CPUS:-0.3333333}
                    gpus: [{count: 2}]
                    environment: {API_KEY: , LEVEL: info}
                    deploy: {replicas: "${N:-3}", placement: {constraints: [node.role == worker]}}
                    healthcheck: {disable: true, interval: "${I:-5s}", start_interval: 1s}
                  green:
                    image: repo/iris:2
                    mem_limit: ${MEM}
                    deploy: {replicas: 0, resources: {reservations: {cpus: "1"}}}
                """, "iris");
        DeploymentSpec blue = imported.deployments().getFirst();
        assertEquals(4L << 30, blue.slipway().memoryBytes());
        assertEquals(0.3333333, blue.slipway().cpus());
        assertEquals("2", blue.slipway().gpus());
        assertEquals(3, blue.instanceCount());
        assertEquals(Duration.ofSeconds(5), blue.liveness().period());
        assertEquals(Map.of("LEVEL", "info"), blue.environment());
        assertEquals(1, imported.deployments().get(1).instanceCount());
        Set<String> said = imported.differences().stream().map(each -> each.deployment() + " " + each.field()).collect(
                Collectors.toSet());
        assertTrue(said.containsAll(Set.of("blue environment_variables.API_KEY", "blue deploy.placement",
                "blue healthcheck.disable", "blue healthcheck.start_interval", "green x-slipway.memory",
                "green instance_count", "green deploy.resources.reservations.cpus")), said.toString());
    }

    @Test
    void aSecretDoesNotComeBackAndIsSaid() {
        Imported imported = back(ExportSamples.everything());
        assertTrue(keys(imported).contains("variable"));
        assertTrue(imported.deployments().stream().noneMatch(each -> each.environment().containsValue(
                ExportSamples.SECRET)));
        assertTrue(imported.differences().stream().anyMatch(each -> each.field().equals(
                "environment_variables.API_KEY")));
    }

    @Test
    void aFileOfSomebodyElse() {
        Imported imported = ComposeImport.read("""
                services:
                  proxy: {image: "traefik:v3"}
                  ai:
                    image: ${REGISTRY:-local}/model:1
                    command: python -m "my server" --port 9000
                    environment: [A=1, "B=x$$y", "C=${NOWHERE}", D]
                    ports: ["127.0.0.1:80:9000/tcp"]
                    deploy: {replicas: 70, resources: {limits: {cpus: "0.5", memory: 1.5g}}}
                    healthcheck: {test: [CMD, "true"], interval: 1m30s, timeout: 500ms, retries: 2}
                    volumes: [./model:/model:ro]
                    depends_on: [db]
                  db: {build: ., ports: ["80"], gpus: all}
                networks: {inner: {}}
                """, "from-file");
        assertEquals(Set.of("proxy", "name", "contract", "variable", "ports", "instances", "seconds", "test", "volume",
                "key", "build", "port", "auth", "traffic"), keys(imported));
        assertEquals("from-file", imported.endpoint().name());
        assertEquals(Map.of("model-ai", 100, "model-db", 0), imported.endpoint().traffic());
        DeploymentSpec ai = imported.deployments().getFirst();
        assertEquals("local/model:1", ai.image());
        assertEquals(List.of("python", "-m", "my server", "--port", "9000"), ai.slipway().command());
        assertEquals(Map.of("A", "1", "B", "x$y"), ai.environment());
        assertEquals(9000, ai.slipway().port());
        assertEquals(50, ai.instanceCount());
        assertEquals(0.5, ai.slipway().cpus());
        assertEquals(1_610_612_736L, ai.slipway().memoryBytes());
        assertEquals(new ProbeSpec(Duration.ofSeconds(10), Duration.ofSeconds(90), Duration.ofSeconds(1), 1, 2), ai
                .liveness());
        DeploymentSpec db = imported.deployments().getLast();
        assertEquals("from-file-db", db.image());
        assertEquals("all", db.slipway().gpus());
        assertNull(db.slipway().port());
    }

    @Test
    void whatIsNoComposeFileIsRefused() {
        assertEquals("export.compose-syntax", refused("services: [\n"));
        assertEquals("catalog.yaml-deep", refused("services: " + "[".repeat(100_000)));
        assertEquals("catalog.yaml-itself", refused("services: &s {web: {image: x, environment: [*s]}}\n"));
        assertEquals("catalog.yaml-itself", refused("services: {web: &w {image: x, volumes: [*w]}}\n"));
        assertEquals("export.compose-no-services", refused("- a\n"));
        assertEquals("export.compose-no-services", refused("services: {}\n"));
        assertEquals("export.compose-no-services", refused("services: {web: {image: nginx}}\n"));
    }

    private static String refused(String text) {
        return assertThrows(StudioException.class, () -> ComposeImport.read(text, "x")).problem().code();
    }
}
