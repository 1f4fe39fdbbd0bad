package slipway.ui.deployments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.spec.DeploymentSpec;
import slipway.spec.WorkspaceSpec;
import slipway.ui.deployments.DeployForm.Field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DeployFormTest {
    private final DeploymentSpec blue = new DeployForm(Samples.model("iris", "1"), "iris", "blue", "oci-byoc",
            "embedded", "", "1", "9000", "", "").deployment();
    private final WorkspaceSpec workspace = new WorkspaceSpec(Path.of("/w"), "demo", List.of(), "embedded",
            List.of(new WorkspaceSpec.EndpointFolder("iris", Path.of("/w/endpoints/iris"), null, List.of(blue))),
            List.of());

    @Test
    void aGoodFormBecomesTheSpec() {
        var form = new DeployForm(Samples.model("iris", "2"), "iris", "green", "sagemaker", "embedded", "", "2", "",
                "512m", "LOG_LEVEL=debug\n\nEMPTY=");
        assertEquals(Map.of(), form.faults(workspace));
        DeploymentSpec spec = form.deployment();
        assertEquals("iris/green", spec.id());
        assertEquals(Long.valueOf(512L << 20), spec.slipway().memoryBytes());
        assertEquals(Map.of("LOG_LEVEL", "debug", "EMPTY", ""), spec.environment());
        assertEquals(2, spec.instanceCount());
        assertEquals(Path.of("/models/iris-2"), spec.model().path());
    }

    @Test
    void aCommaBeginsAFractionToo() {
        var half = new ContainerForm(ContainerForm.Source.RECIPE, "", "1,5", "", false, "", "", "");
        assertEquals(Double.valueOf(1.5), half.cores());
        var form = new DeployForm(Samples.model("iris", "2"), "iris", "green", "sagemaker", "embedded", "", "1", "",
                "1,5 GB", "");
        assertEquals(Map.of(), form.faults(workspace));
        assertEquals(Long.valueOf(3L << 29), form.deployment().slipway().memoryBytes());
    }

    @Test
    void everyFieldSaysItsReason() {
        var form = new DeployForm(null, "1x", "b", "", "embedded", "", "0", "80", "1k", "no equals sign");
        assertEquals(Set.of(Field.MODEL, Field.ENDPOINT, Field.NAME, Field.CONTRACT, Field.INSTANCES, Field.PORT,
                Field.MEMORY, Field.ENVIRONMENT), form.faults(workspace).keySet());
        var external = new DeployForm(null, "iris", "green", "oci-byoc", "external", "ftp://x", "1", "", "", "");
        assertEquals(Set.of(Field.URL), external.faults(workspace).keySet());
    }

    @Test
    void aNameOrPortThatIsTakenIsRefused() {
        var form = new DeployForm(Samples.model("iris", "2"), "iris", "blue", "oci-byoc", "embedded", "", "1", "9000",
                "", "");
        Map<Field, String> faults = form.faults(workspace);
        assertEquals(Set.of(Field.NAME, Field.PORT), faults.keySet());
        assertTrue(faults.getOrDefault(Field.PORT, "").contains("iris/blue"), faults.toString());
    }

    @Test
    void aContainerSaysItsReasonsToo() {
        var bad = new ContainerForm(ContainerForm.Source.IMAGE, "Not A Name", "0", "0", false, "a b", "'open", "");
        assertEquals(Set.of(Field.IMAGE, Field.CPUS, Field.GPUS, Field.NETWORK, Field.ENTRYPOINT),
                docker(bad, "").faults(workspace).keySet());
        assertEquals(Set.of(Field.ENGINE), docker(ContainerForm.NONE, "not connected").faults(workspace).keySet());
        var folder = new ContainerForm(ContainerForm.Source.FOLDER, "/no/such/folder", "", "", true, "host", "", "");
        assertEquals(Set.of(Field.IMAGE, Field.GPUS, Field.NETWORK), docker(folder, "").faults(workspace).keySet());
    }

    @Test
    void theContainerStandsInTheSpec(@TempDir Path root) throws Exception {
        Files.writeString(root.resolve("Dockerfile"), "FROM scratch");
        var form = new ContainerForm(ContainerForm.Source.FOLDER, root.toString(), "0.5", "2", false, "default",
                "python -m \"my server\"", "serve");
        assertEquals(Map.of(), docker(form, "").faults(workspace));
        DeploymentSpec spec = docker(form, "").deployment();
        assertEquals(root, spec.code().buildFolder());
        assertEquals(List.of("python", "-m", "my server"), spec.slipway().entrypoint());
        assertEquals(List.of("serve"), spec.slipway().command());
        assertEquals("2", spec.slipway().gpus());
        assertNull(spec.slipway().network(), "the default is not written");
        assertNull(spec.image());
    }

    private static DeployForm docker(ContainerForm container, String absence) {
        return new DeployForm(Samples.model("iris", "2"), "iris", "green", "sagemaker", "docker", "", "1", "", "", "",
                container, absence);
    }

    @Test
    void suggestsNames() {
        assertEquals("iris-v2-best", DeployForm.endpointFor("Iris_v2 (best)"));
        assertEquals("model-1", DeployForm.endpointFor("42"));
        assertEquals("green", DeployForm.nameFor(workspace, "iris"));
        assertEquals("blue", DeployForm.nameFor(workspace, "digits"));
    }
}
