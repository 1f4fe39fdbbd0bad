package slipway.spec;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.base.StudioException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
}
