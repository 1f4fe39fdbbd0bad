package slipway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.deploy.ImageUse;
import slipway.export.ExportSource;
import slipway.export.ExportTargets;
import slipway.spec.Workspace;
import slipway.spec.WorkspaceSpec;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What is exported, as the files and the engines say.
class ExportingTest {
    @TempDir
    private Path root;

    @BeforeEach
    void workspace() throws IOException {
        Path folder = Files.createDirectories(root.resolve("endpoints/iris"));
        Files.writeString(folder.resolve("endpoint.yml"), """
                name: iris
                traffic: {blue: 100}
                mirror_traffic: {green: 10}
                """);
        Files.writeString(folder.resolve("blue.yml"), """
                name: blue
                endpoint_name: iris
                environment: {image: "iris:2"}
                instance_count: 1
                """);
        Files.writeString(folder.resolve("green.yml"), """
                name: green
                endpoint_name: iris
                model: azureml:iris:2
                instance_count: 1
                """);
    }

    private WorkspaceSpec spec() {
        try (Tasks tasks = new Tasks(); Workspace opened = Workspace.open(root, tasks)) {
            return opened.spec().get();
        }
    }

    private ExportSource source(String image) throws InterruptedException {
        return new Exporting(this::spec, (name, version) -> Optional.empty(),
                id -> Optional.of(new ImageUse(image, "", "", "sha256:1", false))).source("iris", null);
    }

    @Test
    void oneDeploymentHasAllTheTraffic() throws InterruptedException {
        ExportSource alone = Exporting.of(spec()).source("iris", "green");
        assertEquals(Map.of("green", 100), alone.endpoint().traffic());
        assertEquals(Map.of(), alone.endpoint().mirrors());
        assertEquals(List.of("green"), alone.deployments().stream().map(each -> each.name()).toList());
    }

    @Test
    void imagesAreWhatTheFileSaysElseWhatWasBuilt() throws InterruptedException {
        assertEquals(Map.of("blue", "iris:2@sha256:1", "green", "iris:2@sha256:1"), source("iris:2").images());
        assertEquals(Map.of("blue", "iris:2", "green", "built:1@sha256:1"), source("built:1").images());
        assertEquals(Map.of("blue", "iris:2"), Exporting.of(spec()).source("iris", null).images());
    }

    @Test
    void registeredModelsAreFoundByNameAndVersion() throws InterruptedException {
        var sample = Sources.base().resolve("sample-models");
        try (Tasks tasks = new Tasks(); Workspace opened = Workspace.open(sample, tasks)) {
            WorkspaceSpec roots = opened.spec().get();
            WorkspaceSpec mixed = new WorkspaceSpec(root, "", roots.modelRoots(), "embedded", spec().endpoints(),
                    List.of());
            ExportSource found = Exporting.of(mixed).source("iris", "green");
            var model = found.model(found.deployments().getLast()).orElseThrow();
            assertEquals("iris", model.name());
            assertEquals(model.contracts().getFirst(), found.contracts().get("green"));
        }
    }

    @Test
    void modelsOfOneNameAreToldApartByWhereTheyLie(@TempDir Path other) throws Exception {
        for (String name : List.of("blue", "green", "grey")) {
            String path = name.equals("grey") ? other.toString() : "../../models/" + name + "/1";
            Files.writeString(root.resolve("endpoints/iris/" + name + ".yml"), "name: " + name
                    + "\nmodel: {path: " + path + "}\ninstance_count: 1\n");
        }
        ExportSource source = Exporting.of(spec()).source("iris", null);
        assertEquals(Map.of("blue", "models/blue/1", "green", "models/green/1"), source.folders());
        String compose = ExportTargets.byId("compose").orElseThrow().export(source).files().getFirst().text();
        for (String mounted : List.of("${SLIPWAY_MODELS:?}/models/blue/1:", "${SLIPWAY_MODELS:?}/models/green/1:",
                "${IRIS_GREY_MODEL:?}:"))
            assertTrue(compose.contains(mounted), compose);
    }

    @Test
    void whatCannotBeReadIsRefused() throws IOException {
        assertTrue(refused("none", null).contains("none"));
        assertTrue(refused("iris", "none").contains("none"));
        Files.writeString(root.resolve("endpoints/iris/green.yml"), "name: green\ninstance_count: many\n");
        assertTrue(refused("iris", null).contains("instance_count"));
    }

    private String refused(String endpoint, @Nullable String deployment) {
        return assertThrows(StudioException.class, () -> Exporting.of(spec()).source(endpoint, deployment)).problem()
                .what();
    }
}
