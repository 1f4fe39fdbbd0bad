package slipway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import slipway.base.StudioException;
import slipway.export.Difference;
import slipway.export.ExportSource;
import slipway.export.ExportTargets;
import slipway.export.Imported;
import slipway.export.SpecImports;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.spec.EndpointSpec;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/// What was exported comes back as it was where the platform’s form carries it; the rest is named.
class ExportImportTest {
    private static final String DIGEST = "sha256:a9c8468cb671929aec7ad947b9dccd6fe8e6d77f7bcecfe2e10e1c935a88c2a5";

    private static DeploymentSpec spec(String name, ModelRef model, @Nullable String image, Extension own) {
        return new DeploymentSpec(name, "iris", model, image, Map.of("LEVEL", "debug"), 1, RequestSettings.DEFAULT,
                ProbeSpec.DEFAULT, ProbeSpec.DEFAULT, own);
    }

    private static EndpointSpec endpoint(Map<String, Integer> traffic, Map<String, Integer> mirror) {
        return new EndpointSpec("iris", EndpointSpec.AuthMode.KEY, "", Map.of("task", "classification"), traffic,
                mirror);
    }

    private static Map<String, String> exported(String target, EndpointSpec endpoint, DeploymentSpec... specs) {
        var contracts = new LinkedHashMap<String, String>();
        var images = new LinkedHashMap<String, String>();
        for (DeploymentSpec spec : specs) {
            contracts.put(spec.name(), String.valueOf(spec.slipway().contract()));
            if (spec.image() != null) images.put(spec.name(), spec.image() + "@" + DIGEST);
        }
        var files = new LinkedHashMap<String, String>();
        ExportTargets.byId(target).orElseThrow().export(new ExportSource(endpoint, List.of(specs), contracts, Map.of(),
                images)).files().forEach(file -> files.put(file.path(), file.text()));
        return files;
    }

    private static List<String> keys(Imported imported) {
        return imported.differences().stream().map(Difference::key).toList();
    }

    @Test
    @Covers("A075")
    void ociComesBackAsItWas() {
        var own = new Extension("oci-byoc", "docker", null, 5000, 9000, List.of("python"), List.of("serve.py"), 2.0,
                8L << 30, null, DIGEST, null).withBandwidth(20);
        DeploymentSpec blue = spec("blue", ModelRef.NONE, "iad.ocir.io/tenancy/iris:2", own);
        EndpointSpec endpoint = endpoint(Map.of("blue", 100), Map.of());
        Map<String, String> files = exported("oci", endpoint, blue);
        Imported ads = SpecImports.read("iris", Map.of("blue.ads.yml", files.get("blue.ads.yml")));
        assertEquals(endpoint, ads.endpoint());
        assertEquals(List.of(blue), ads.deployments());
        // the shape is OCI’s, and the model stays in its catalog
        assertEquals(List.of("export.all.unread", "export.oci.model"), keys(ads));
        String json = "blue.environment-configuration.json";
        Imported container = SpecImports.read("iris", Map.of(json, files.get(json)));
        // resources stand around the container, not in it
        assertEquals(List.of(spec("blue", ModelRef.NONE, "iad.ocir.io/tenancy/iris:2", new Extension("oci-byoc",
                "docker", null, 5000, 9000, List.of("python"), List.of("serve.py"), null, null, null, DIGEST, null))),
                container.deployments());
        assertEquals(List.of(), keys(container));
    }

    @Test
    void sageMakerComesBackWithItsShadow() {
        var own = new Extension("sagemaker", "docker", null, null, null, List.of(), List.of(), null, null, null,
                DIGEST, "none");
        // SageMaker names images by tag or by digest
        String image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/iris";
        DeploymentSpec blue = spec("blue", ModelRef.NONE, image, own);
        DeploymentSpec green = spec("green", ModelRef.NONE, image, own);
        EndpointSpec endpoint = endpoint(Map.of("blue", 100), Map.of("green", 20));
        Map<String, String> files = exported("sagemaker", endpoint, blue, green);
        files.remove("deploy.sh");
        Imported imported = SpecImports.read("iris", files);
        assertEquals(endpoint, imported.endpoint());
        assertEquals(List.of(blue, green), imported.deployments());
        // the type of the machines, twice
        assertEquals(List.of("export.all.unread", "export.all.unread"), keys(imported));
    }

    @Test
    void databricksComesBackWithItsRoutes() {
        var own = new Extension("mlflow", null, null, null, null, List.of(), List.of(), null, null);
        var blue = spec("blue", new ModelRef("iris", "1", null), null, own);
        var green = spec("green", new ModelRef("iris", "2", null), null, own);
        EndpointSpec endpoint = endpoint(Map.of("blue", 90, "green", 10), Map.of());
        Imported imported = SpecImports.read("iris", exported("databricks", endpoint, blue, green));
        assertEquals(endpoint, imported.endpoint());
        assertEquals(List.of(blue, green), imported.deployments());
        assertEquals(List.of("export.all.unread", "export.all.unread", "export.databricks.source",
                "export.all.unread", "export.all.unread", "export.databricks.source"), keys(imported));
    }

    @Test
    void composeComesBackUnderTheNameThatIsAskedFor() {
        String text = """
                name: shop
                services:
                  blue: {image: "registry.example/iris:1"}
                  green: {image: "registry.example/iris:2"}
                x-slipway: {traffic: {blue: 90, green: 10}}
                """;
        Imported imported = SpecImports.read("iris", Map.of("compose.yaml", text));
        assertEquals("iris", imported.endpoint().name());
        assertEquals(Map.of("blue", 90, "green", 10), imported.endpoint().traffic());
        assertEquals(List.of("iris/blue", "iris/green"), imported.deployments().stream().map(DeploymentSpec::id)
                .toList());
        var two = new java.util.LinkedHashMap<String, String>();
        two.put("compose.yaml", text);
        two.put("compose.override.yaml", text);
        assertEquals("export.mixed", assertThrows(StudioException.class, () -> SpecImports.read("iris", two)).problem()
                .code());
    }

    @Test
    void placeholdersAreLeftOutAndNamed() {
        Imported imported = SpecImports.read("iris", Map.of("e.json", """
                {"config": {"served_models": [{"model_name": "main.ml.iris", "model_version": "3",
                  "environment_vars": {"TOKEN": "{{secrets/s/k}}", "LEVEL": "info"}}]}}
                """));
        DeploymentSpec only = imported.deployments().getFirst();
        assertEquals("iris-3", only.name());
        assertEquals(Map.of("LEVEL", "info"), only.environment());
        assertEquals(List.of("export.databricks.source", "export.all.unset"), keys(imported));
    }

    private static List<String> fields(Imported imported) {
        return imported.differences().stream().map(each -> each.deployment() + " " + each.field()).toList();
    }

    private static Imported variants(String... weights) {
        var variants = new ArrayList<String>();
        for (String each : weights)
            variants.add(
                    "{\"VariantName\": \"va" + (variants.size() + 1) + "\", \"InitialVariantWeight\": " + each + "}");
        return SpecImports.read("iris", Map.of("config.json", "{\"ProductionVariants\": [" + String.join(", ", variants)
                + "]}"));
    }

    @Test
    void weightsAreReadHoweverTheyAreWritten() {
        assertEquals(Map.of("va1", 90, "va2", 10), variants("0.8999999761581421", "0.10000000149011612").endpoint()
                .traffic());
        assertEquals(Map.of("va1", 50, "va2", 50), variants("1e-4", "\".0001\"").endpoint().traffic());
        Imported third = variants("0.3333333333333333", "0.6666666666666667");
        assertEquals(Map.of("va1", 33, "va2", 67), third.endpoint().traffic());
        assertEquals(List.of("va1 traffic", "va2 traffic"), fields(third).stream().filter(each -> each.endsWith(
                "traffic")).toList());
        Imported broken = variants("\"half\"", "-1", "2");
        assertEquals(Map.of("va1", 0, "va2", 0, "va3", 100), broken.endpoint().traffic());
        assertEquals(2, keys(broken).stream().filter("export.all.number"::equals).count());
    }

    @Test
    void everythingOfSageMakersDocumentsIsReadOrNamed() {
        var files = new LinkedHashMap<String, String>();
        files.put("config.json", """
                {"EndpointConfigName": "c", "DataCaptureConfig": {}, "KmsKeyId": "k", "AsyncInferenceConfig": {},
                 "ProductionVariants": [{"VariantName": "blue", "ModelName": "m"}]}
                """);
        files.put("model.json",
                """
                        {"ModelName": "m", "PrimaryContainer": {"Image": "i"}, "VpcConfig": {}, "ExecutionRoleArn": "<role ARN>"}
                        """);
        files.put("other.json", "{\"ModelName\": \"n\", \"PrimaryContainer\": {\"Image\": \"i\"}}");
        files.put("endpoint.json",
                "{\"EndpointName\": \"e\", \"EndpointConfigName\": \"c\", \"DeploymentConfig\": {}}");
        Imported imported = SpecImports.read("iris", files);
        assertEquals(List.of(" DataCaptureConfig", " KmsKeyId", " AsyncInferenceConfig", " DeploymentConfig", " ",
                "blue VpcConfig"), fields(imported));
        assertEquals("export.sagemaker.unused-model", keys(imported).get(4));
        files.put("config-2.json", files.getOrDefault("config.json", ""));
        assertEquals("export.twice", assertThrows(StudioException.class, () -> SpecImports.read("iris", files))
                .problem().code());
    }

    @Test
    void everythingOfDatabricksDocumentIsReadOrNamed() {
        String text = """
                {"name": "e", "rate_limits": [], "ai_gateway": {}, "route_optimized": true, "config": {
                  "served_entities": [{"name": "blue", "entity_name": "a.b.c", "scale_to_zero_enabled": true}],
                  "auto_capture_config": {},
                  "traffic_config": {"routes": [{"served_model_name": "blue", "traffic_percentage": "most"}]}}}
                """;
        Imported imported = SpecImports.read("iris", Map.of("e.json", text));
        assertEquals(List.of("blue model", " rate_limits", " ai_gateway", " route_optimized", " auto_capture_config",
                "blue traffic_percentage"), fields(imported));
        assertEquals(0, Objects.requireNonNull(imported.deployments().getFirst().slipway().scale()).min());
        var two = new LinkedHashMap<String, String>();
        two.put("a.json", text);
        two.put("b.json", text);
        assertEquals("export.twice", assertThrows(StudioException.class, () -> SpecImports.read("iris", two)).problem()
                .code());
    }

    @Test
    @Covers("A075")
    void whatStandsAroundAnOciContainerIsReadOrNamed() {
        Imported imported = SpecImports.read("iris", Map.of("blue.json",
                """
                        {"displayName": "iris-blue", "projectId": "ocid1.p", "freeformTags": {"a": "b"}, "categoryLogDetails": {},
                         "modelDeploymentConfigurationDetails": {"deploymentType": "SINGLE_MODEL",
                          "modelConfigurationDetails": {"modelId": "ocid1.m", "bandwidthMbps": 20, "maximumBandwidthMbps": 40,
                           "instanceConfiguration": {"instanceShapeName": "VM.Standard.E4.Flex",
                            "modelDeploymentInstanceShapeConfigDetails": {"ocpus": 1.5, "memoryInGBs": 24}},
                           "scalingPolicy": {"policyType": "AUTOSCALING", "instanceCount": 3}},
                          "environmentConfigurationDetails": {"environmentConfigurationType": "OCIR_CONTAINER", "image": "i",
                           "serverPort": 5000, "unheard": 1}}}
                        """));
        var own = imported.deployments().getFirst();
        assertEquals(3.0, own.slipway().cpus());
        assertEquals(24L << 30, own.slipway().memoryBytes());
        assertEquals(3, own.instanceCount());
        assertEquals(20, own.slipway().bandwidthMbps());
        assertEquals(List.of("blue projectId", "blue categoryLogDetails", "blue maximumBandwidthMbps",
                "blue instanceShapeName", "blue policyType", "blue unheard", "blue model.path"), fields(imported));
    }

    @Test
    void brokenTextsAreRefusedWithTheirPlace() {
        refused("blue.json", "{\n  \"a\": 1\n  \"b\": 2\n}", "Line 2, column 9");
        refused("blue.json", "{\n  // why\n  \"a\": tru\n}", "Line 3, column");
        refused("blue.json", "{\"a\": 1, \"a\": 2}", "Line 1, column");
        refused("blue.json", "", "blue.json");
        refused("blue.yml", "kind: deployment\nspec: [a\n", "Line 3, column 1");
        refused("blue.yml", "name: iris\n", "nothing that can be taken over");
    }

    private static void refused(String name, String text, String says) {
        StudioException refused = assertThrows(StudioException.class,
                () -> SpecImports.read("iris", Map.of(name, text)), text);
        String what = refused.problem().what();
        assertEquals(true, what.contains(says) && what.contains(Path.of(name).toString()), what);
    }
}
