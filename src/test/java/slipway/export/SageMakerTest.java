package slipway.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.PlainWords;
import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;
import slipway.testkit.Samples;
import slipway.testkit.Shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// SageMaker’s script with a stand-in for the AWS CLI, and its variants.
class SageMakerTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/serving/slipway";

    @TempDir
    private Path folder;

    @BeforeEach
    void exported() throws IOException {
        Path aws = Files.createDirectories(folder.resolve("bin")).resolve("aws");
        Files.writeString(aws, "#!/bin/sh\nprintf '%s ' \"$@\" >> \"$CALLS\"\necho >> \"$CALLS\"\n");
        assertTrue(aws.toFile().setExecutable(true));
        var endpoint = new EndpointSpec("iris", EndpointSpec.AuthMode.KEY, "", Map.of(), Map.of("blue", 100), Map.of());
        for (ExportFile file : export(endpoint, "blue").files())
            Files.writeString(folder.resolve(file.path()), file.text());
    }

    private static Exported export(EndpointSpec endpoint, String... names) {
        List<DeploymentSpec> specs = List.of(names).stream().map(name -> Samples.spec("iris", name)).toList();
        return new SageMakerTarget().export(new ExportSource(endpoint, specs, Map.of(), Map.of(), Map.of()));
    }

    private Shell.Said run(String role, String bucket) {
        String path = folder.resolve("bin") + ":" + System.getenv("PATH");
        return Shell.run(Duration.ofMinutes(1), Map.of("PATH", path, "CALLS", calls().toString(), "ROLE_ARN", role,
                "BUCKET", bucket), List.of("sh", folder.resolve("deploy.sh").toString()));
    }

    private Path calls() {
        return folder.resolve("calls");
    }

    @Test
    void nothingIsSentWhileSomethingIsOpen() {
        for (Shell.Said said : List.of(run("", "models"), run(ROLE, ""), run("arn:aws:s3:::x", "models"),
                run(ROLE + "|w /tmp/x", "models"), run(ROLE, "Models/x"), run(ROLE, "models"))) {
            assertFalse(said.ok(), said.text());
        }
        assertTrue(run(ROLE, "models").text().contains("fill in what stands in < > first"));
        assertFalse(Files.exists(calls()), "something was sent");
    }

    @Test
    void documentsAreSentInTheirOrderOnceTheyAreFilledIn() throws IOException {
        Path model = folder.resolve("blue.create-model.json");
        Files.writeString(model, Files.readString(model).replace("<account>", "123456789012").replace("<region>",
                "eu-west-1"));
        Shell.Said said = run(ROLE, "models");
        assertTrue(said.ok(), said.text());
        String sent = Files.readString(calls());
        assertTrue(sent.contains("\"ExecutionRoleArn\": \"" + ROLE + "\""), sent);
        List<String> begun = sent.lines().filter(line -> line.startsWith("sagemaker ")).toList();
        assertEquals(List.of("sagemaker create-model --cli-input-json { ",
                "sagemaker create-endpoint-config --cli-input-json file://create-endpoint-config.json ",
                "sagemaker create-endpoint --cli-input-json file://create-endpoint.json ",
                "sagemaker wait endpoint-in-service --endpoint-name iris ").stream().map(String::strip).toList(),
                begun.stream().map(String::strip).toList());
    }

    @Test
    void beyondOneShadowNothingIsCopied() {
        var free = new EndpointSpec.Extension(true, Map.of("green", 80), null, false, null, null, null, null,
                EndpointSpec.Logs.NONE);
        var several = new EndpointSpec("iris", EndpointSpec.AuthMode.KEY, "", Map.of(), Map.of("blue", 100),
                Map.of("grey", 10), free);
        Exported exported = export(several, "blue", "green", "grey", "idle");
        List<String> limits = exported.differences().stream().filter(each -> each.kind() == Difference.Kind.LIMIT)
                .map(Difference::key).toList();
        assertEquals(List.of("export.sagemaker.shadow-one", "export.sagemaker.idle", "export.sagemaker.idle"),
                limits.subList(0, 3));
    }

    @Test
    void secretWordsOfACommandGetAPlaceholder() {
        assertEquals(List.of("serve", "--token", "<secret>", "--password=<secret>", "--threads", "4"), PlainWords.of(
                List.of("serve", "--token", "abc", "--password=def", "--threads", "4")).plain());
        assertEquals(List.of("--password", "<secret>", "--token=<secret>"), PlainWords.of(List.of("--password", "\"abc",
                "--token='x")).plain());
        assertFalse(PlainWords.of(List.of("--threads", "4")).secret());
    }

    @Test
    void imagesAreReadByTheirParts() {
        assertEquals(new ImageName("localhost:5000", "a/b", "2", "sha256:1"),
                ImageName.of("localhost:5000/a/b:2@sha256:1"));
        assertEquals(new ImageName("", "library/iris", "", ""), ImageName.of("library/iris"));
        assertEquals("ghcr.io/a@sha256:1", ImageName.of("ghcr.io/a:3@sha256:1").pinned());
    }
}
