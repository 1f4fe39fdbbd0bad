package slipway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;
import slipway.spec.DeploymentSpec;
import slipway.spec.Workspace;
import slipway.testkit.RefusingOpener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `endpoint add` writes a deployment that the workspace reads back, says how it gets traffic, and refuses what cannot be.
class EndpointAddCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void workspace() throws IOException {
        Files.createDirectories(folder.resolve("endpoints/flowers"));
        Files.createDirectories(folder.resolve("models"));
        Files.writeString(folder.resolve("slipway.yml"), "name: test\n");
        Files.writeString(folder.resolve("models/one.onnx"), "not looked into");
        Files.writeString(folder.resolve("endpoints/flowers/endpoint.yml"), "name: flowers\nauth_mode: key\n");
    }

    private int run(String... args) {
        var all = new String[args.length + 4];
        System.arraycopy(new String[]{"--workspace", folder.toString(), "endpoint", "add"}, 0, all, 0, 4);
        System.arraycopy(args, 0, all, 4, args.length);
        return CommandLineApp.run(all, RefusingOpener.all(), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    @Test
    void writesAFileThatTheWorkspaceReadsAndSaysHowItGetsTraffic() throws IOException {
        assertEquals(0,
                run("flowers/blue", "--model", "models/one.onnx", "--engine", "docker", "--contract", "sagemaker",
                        "--replicas", "2"),
                err::toString);
        assertTrue(out.toString().contains("slipway endpoint update flowers --traffic blue=100"), out::toString);
        String text = Files.readString(folder.resolve("endpoints/flowers/blue.yml"));
        assertTrue(text.contains("../../models/one.onnx"), text);
        try (Tasks tasks = new Tasks(); Workspace workspace = Workspace.open(folder, tasks)) {
            DeploymentSpec read = workspace.spec().get().deployment("flowers", "blue").orElseThrow();
            assertEquals(folder.resolve("models/one.onnx"), read.model().path());
            assertEquals("docker", read.slipway().engine());
            assertEquals("sagemaker", read.slipway().contract());
            assertEquals(2, read.instanceCount());
        }
    }

    @Test
    void anEndpointThatServesGoesOnAsItIs() throws IOException {
        Files.writeString(folder.resolve("endpoints/flowers/endpoint.yml"),
                "name: flowers\nauth_mode: key\ntraffic: {blue: 100}\n");
        Files.writeString(folder.resolve("endpoints/flowers/blue.yml"),
                "name: blue\nendpoint_name: flowers\nmodel: ../../models/one.onnx\n");
        assertEquals(0, run("flowers/green", "--model", folder.resolve("models/one.onnx").toString()), err::toString);
        assertFalse(out.toString().contains("--traffic"), out::toString);
    }

    @Test
    void refusesWhatCannotBe() throws IOException {
        assertEquals(1, run("flowers", "--model", "models/one.onnx"));
        assertEquals(1, run("roses/blue", "--model", "models/one.onnx"));
        assertTrue(err.toString().contains("slipway endpoint create roses"), err::toString);
        assertEquals(1, run("flowers/blue", "--model", "models/two.onnx"));
        assertTrue(err.toString().contains("There is no model at models/two.onnx"), err::toString);
        assertEquals(1, run("flowers/blue"), "neither a model nor an image");
        assertEquals(1, run("flowers/blue", "--model", "models/one.onnx", "--engine", "dokcer"));
        assertEquals(1, run("flowers/blue", "--model", "models/one.onnx", "--replicas", "99"));
        assertFalse(Files.exists(folder.resolve("endpoints/flowers/blue.yml")));
        assertEquals(0, run("flowers/blue", "--model", "models/one.onnx"), err::toString);
        assertEquals(1, run("flowers/blue", "--model", "models/one.onnx"), "it is there");
    }
}
