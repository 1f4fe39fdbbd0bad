package slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;
import slipway.export.Imported;
import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;
import slipway.spec.Workspace;
import slipway.spec.WorkspaceSpec.EndpointFolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

/// What other platforms call valid becomes an endpoint that the workspace takes.
class EndpointImportTest {
    @TempDir
    Path folder;

    private final Tasks tasks = new Tasks();

    @AfterEach
    void end() {
        tasks.close();
    }

    @Test
    void aServerOfTheClustersOwnIsGivenItsModel() throws IOException {
        taken(Map.of("shop", 100), "shop.yaml", """
                apiVersion: serving.kserve.io/v1beta1
                kind: InferenceService
                metadata: {name: shop}
                spec: {predictor: {sklearn: {storageUri: "gs://bucket/sklearn/iris/3"}}}
                """);
        taken(Map.of("shop", 100), "canary.yaml", """
                apiVersion: serving.kserve.io/v1beta1
                kind: InferenceService
                metadata: {name: shop}
                spec:
                  predictor:
                    canaryTrafficPercent: 20
                    model: {modelFormat: {name: sklearn}, storageUri: "pvc://models/1.0/model"}
                """);
    }

    @Test
    void namesOfDatabricksAreChanged() throws IOException {
        taken(Map.of("ads-model-3", 90, "ads-model-4", 10), "ads.json", """
                {"served_entities": [{"entity_name": "ml.prod.ads_model", "entity_version": "3"},
                  {"name": "ads_model-4", "entity_name": "ml.prod.ads_model", "entity_version": "4"}],
                 "traffic_config": {"routes": [{"served_model_name": "ads_model-3", "traffic_percentage": 90},
                  {"served_model_name": "ads_model-4", "traffic_percentage": 10}]}}
                """);
    }

    @Test
    void namesOfOciFilesAreChanged() throws IOException {
        taken(Map.of("my-model", 100), "my_model.json", """
                {"environmentConfigurationType": "OCIR_CONTAINER", "image": "iad.ocir.io/a/b:1", "serverPort": 8080}
                """);
    }

    @Test
    void namesOfSageMakersVariantsAreChanged() throws IOException {
        Path model = Files.writeString(folder.resolve("m.json"),
                "{\"ModelName\": \"m\", \"PrimaryContainer\": {\"Image\": \"a/b:1\"}}");
        Path config = Files.writeString(folder.resolve("c.json"), """
                {"ProductionVariants": [{"VariantName": "v1", "ModelName": "m", "InitialVariantWeight": 3},
                  {"VariantName": "a-rather-long-name-of-a-variant-1", "ModelName": "m"}],
                 "ShadowProductionVariants": [{"VariantName": "2nd", "ModelName": "m"}]}
                """);
        taken(Map.of("model-v1", 75, "a-rather-long-name-of-a-variant", 25), List.of(model, config));
    }

    private void taken(Map<String, Integer> traffic, String name, String text) throws IOException {
        taken(traffic, List.of(Files.writeString(folder.resolve(name), text)));
    }

    private void taken(Map<String, Integer> traffic, List<Path> files) throws IOException {
        Path root = Files.createTempDirectory(folder, "workspace");
        Files.writeString(root.resolve("slipway.yml"), "name: other\n");
        Imported imported = EndpointImport.read("shop", files);
        try (var workspace = Workspace.open(root, tasks)) {
            EndpointImport.write(workspace, imported);
            assertEquals(List.of(), workspace.spec().get().problems());
            EndpointFolder written = workspace.spec().get().endpoint("shop").orElseThrow();
            EndpointSpec spec = written.spec();
            assertNotNull(spec);
            assertEquals(traffic, spec.traffic());
            assertEquals(imported.deployments().stream().map(DeploymentSpec::name).sorted().toList(), written
                    .deployments().stream().map(DeploymentSpec::name).toList());
        }
    }
}
