package slipway.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.base.StudioException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SwarmYamlTest {
    @TempDir
    Path folder;

    private DeploymentSpec read(String swarm) {
        return SpecEdits.deployment(folder.resolve("blue.yml"), """
                name: blue
                endpoint_name: iris
                model: {path: m}
                x-slipway:
                  swarm: %s
                """.formatted(swarm), "iris");
    }

    private void refused(String code, String swarm) {
        var problem = assertThrows(StudioException.class, () -> read(swarm), swarm).problem();
        assertEquals(code, problem.code(), swarm);
    }

    @Test
    void whereReplicasMayBeIsReadAndWrittenAgain() {
        DeploymentSpec spec = read(
                "{constraints: [node.labels.zone==a, 'node.role != manager', engine.labels.os == debian 12], "
                        + "spread: node.labels.rack}");
        SwarmSpec swarm = spec.slipway().swarm();
        assertEquals(List.of("node.labels.zone == a", "node.role != manager", "engine.labels.os == debian 12"),
                swarm.constraints());
        assertEquals("node.labels.rack", swarm.spread());
        String text = DeploymentWriter.write(spec, folder);
        assertEquals(swarm, SpecEdits.deployment(folder.resolve("blue.yml"), text, "iris").slipway().swarm(), text);
        assertEquals(SwarmSpec.NONE, read("{}").slipway().swarm());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zone == a", "node.zone == a", "node.labels. == a", "node.labels.zone = a",
            "node.labels.zone ==", "node.role == manager, x", "node.role > manager"})
    void whatIsNoConstraintSaysSo(String constraint) {
        refused("spec.swarm-constraint", "{constraints: ['" + constraint + "']}");
    }

    @Test
    void onlyLabelsAreSpreadOver() {
        refused("spec.swarm-spread", "{spread: node.hostname}");
        refused("spec.type", "{constraints: node.role == manager}");
    }

    @Test
    void secretsAndConfigsAreReadAndWrittenAgain() {
        DeploymentSpec spec = read(
                "{secrets: [API_KEY, API_KEY, OTHER], configs: {/etc/app/labels.json: ../labels.json}}");
        SwarmSpec swarm = spec.slipway().swarm();
        assertEquals(List.of("API_KEY", "OTHER"), swarm.secrets());
        assertEquals(Map.of("/etc/app/labels.json", folder.resolveSibling("labels.json")), swarm.configs());
        String text = DeploymentWriter.write(spec, folder);
        assertTrue(text.contains("/etc/app/labels.json: \"../labels.json\""), text);
        assertEquals(swarm, SpecEdits.deployment(folder.resolve("blue.yml"), text, "iris").slipway().swarm(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"labels.json", "/", "/etc/../labels", "/etc/..", "/./proc/x", "/etc/",
            "/run/secrets/API_KEY", "/proc/self/mem",
            "/etc/a b"})
    void whereNoFileCanBePutSaysSo(String target) {
        refused("spec.swarm-config", "{configs: {'" + target + "': labels.json}}");
    }

    @Test
    void onlyFilesOfThisMachineAndVariablesAreGiven() {
        refused("spec.swarm-config", "{configs: {/etc/labels.json: 'https://example.org/labels.json'}}");
        refused("spec.swarm-secret", "{secrets: [API-KEY]}");
        refused("spec.swarm-secret", "{secrets: ['API_KEY=4711471147114711']}");
    }

    @Test
    void whatIsSaidToBeSecretIsNotCarriedElsewhere() {
        String text = """
                name: blue
                endpoint_name: iris
                model: {path: m}
                environment_variables: {PLAIN: a, PIN: "4711471147114711"}
                x-slipway: {swarm: {secrets: [PIN]}}
                """;
        Path file = folder.resolve("blue.yml");
        CarriedSpec carried = CarriedSpec.of(file, text, SpecEdits.deployment(file, text, "iris"), null);
        assertEquals(List.of("PIN"), carried.secrets());
        assertFalse(carried.text().contains("4711471147114711"), carried.text());
        assertTrue(carried.text().contains("PLAIN"), carried.text());
    }
}
