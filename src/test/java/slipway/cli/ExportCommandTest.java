package slipway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.export.ExportSource;
import slipway.spec.EndpointSpec;
import slipway.testkit.Covers;
import slipway.testkit.RefusingOpener;
import slipway.testkit.Samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `export`, and `endpoint create --from`.
class ExportCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Opener opener = RefusingOpener.but(Map.of("exportSource", given -> source()));
        return CommandLineApp.run(args, opener, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private static ExportSource source() {
        var endpoint = new EndpointSpec("iris", EndpointSpec.AuthMode.KEY, "", Map.of(), Map.of("blue", 100),
                Map.of());
        return new ExportSource(endpoint, List.of(Samples.spec("iris", "blue")), Map.of("blue", "azureml"), Map.of(),
                Map.of("blue", "localhost:5000/iris:2"));
    }

    @Test
    void filesGoToStandardOutputAndDifferencesToStandardError() {
        assertEquals(0, run("export", "iris", "--to", "oci"), err::toString);
        assertTrue(out.toString().startsWith("==> blue.environment-configuration.json <==\n{\n"), out::toString);
        assertTrue(out.toString().contains("\n==> policy.txt <==\n"), out::toString);
        assertTrue(err.toString().contains("limit: blue: OCI runs images of its own registry only"), err::toString);
    }

    @Test
    void filesAreNotOverwrittenUnasked() throws IOException {
        String to = folder.resolve("new").toString();
        assertEquals(0, run("export", "iris", "--to", "azureml", "--out", to), err::toString);
        assertEquals(List.of(folder.resolve("new/endpoint.yml"), folder.resolve("new/blue.yml")).toString(),
                out.toString().lines().toList().toString());
        Files.writeString(folder.resolve("new/endpoint.yml"), "mine\n");
        Files.delete(folder.resolve("new/blue.yml"));
        assertEquals(1, run("export", "iris", "--to", "azureml", "--out", to));
        assertTrue(err.toString().contains("endpoint.yml is there already."), err::toString);
        assertEquals("mine\n", Files.readString(folder.resolve("new/endpoint.yml")));
        assertFalse(Files.exists(folder.resolve("new/blue.yml")), "written although another is refused");
        assertEquals(0, run("export", "iris", "--to", "azureml", "--out", to, "--force"), err::toString);
        assertTrue(Files.readString(folder.resolve("new/endpoint.yml")).contains("name: iris"));
    }

    @Test
    void scriptsReadADocument() {
        assertEquals(0, run("--json", "export", "iris", "--to", "sagemaker"), err::toString);
        JsonNode document = JsonMapper.shared().readTree(out.toString());
        assertEquals("sagemaker", document.path("target").asString());
        assertEquals("deploy.sh", document.path("files").path(3).path("path").asString());
        assertEquals("shell", document.path("files").path(3).path("language").asString());
        assertEquals("no-equal", document.path("differences").path(0).path("kind").asString());
    }

    @Test
    void anUnknownPlatformIsAnsweredWithThoseThatAreKnown() {
        assertEquals(1, run("export", "iris", "--to", "gcp"));
        assertTrue(err.toString().contains("azureml, oci, sagemaker, databricks"), err::toString);
    }

    @Test
    @Covers("A075")
    void anEndpointIsMadeFromOciJson() throws IOException {
        Path file = folder.resolve("blue.environment-configuration.json");
        Files.writeString(file, """
                {
                  // pasted from the console
                  "environmentConfigurationType": "OCIR_CONTAINER",
                  "image": "iad.ocir.io/tenancy/iris:2",
                  "entrypoint": ["python", "serve.py"],
                  "serverPort": "5000",
                  "environmentVariables": {"A": "b"},
                }
                """);
        String workspace = folder.toString();
        assertEquals(0, run("--workspace", workspace, "endpoint", "create", "iris", "--from", file.toString()),
                err::toString);
        assertEquals("iris  key  blue=100", out.toString().strip());
        String written = Files.readString(folder.resolve("endpoints/iris/blue.yml"));
        assertTrue(written.contains("  contract: oci-byoc\n"), written);
        assertTrue(written.contains("  port: 5000\n"), written);
    }

    @Test
    void whatThePersonSaysCountsForMoreThanTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("compose.yaml"), "services: {blue: {image: \"iris:1\"}}\n");
        assertEquals(0, run("--workspace", folder.toString(), "endpoint", "create", "iris", "--from", file.toString(),
                "--auth-mode", "none", "--description", "Species of irises"), err::toString);
        assertEquals("iris  none  blue=100", out.toString().strip());
        assertFalse((out + err.toString()).contains("how clients prove themselves"), err::toString);
        String written = Files.readString(folder.resolve("endpoints/iris/endpoint.yml"));
        assertTrue(written.contains("description: Species of irises\n"), written);
        assertEquals(1, run("--workspace", folder.toString(), "endpoint", "create", "rose", "--from", file.toString(),
                "--auth-mode", "maybe"));
        assertFalse(Files.exists(folder.resolve("endpoints/rose")), "half an endpoint is left");
    }

    @Test
    void aBrokenFileIsRefusedWithItsPlaceAndNothingIsMade() throws IOException {
        Path file = folder.resolve("blue.json");
        Files.writeString(file, "{\n  \"image\": \"a\"\n  \"serverPort\": 5000\n}\n");
        assertEquals(1, run("--workspace", folder.toString(), "endpoint", "create", "iris", "--from",
                file.toString()));
        assertTrue(err.toString().contains("blue.json: Line 2, column 15: a comma is missing."), err::toString);
        Files.writeString(file,
                "{\"environmentConfigurationType\": \"OCIR_CONTAINER\", \"image\": \"a\", \"serverPort\": 80}");
        assertEquals(1, run("--workspace", folder.toString(), "endpoint", "create", "iris", "--from",
                file.toString()));
        assertFalse(Files.exists(folder.resolve("endpoints/iris")), "half an endpoint is left");
    }
}
