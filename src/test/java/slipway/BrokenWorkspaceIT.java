package slipway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import slipway.testkit.Covers;
import slipway.testkit.UpProcess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Everything wrong at once: each mistake gets its own clear message, and the rest serves unharmed.
class BrokenWorkspaceIT {
    private static final String HEAD = "endpoint_name: broken\ninstance_type: x\ninstance_count: 1\n";
    private static final String QUICK = """
            liveness_probe: {initial_delay: 1, period: 1, timeout: 1, failure_threshold: 2}
            readiness_probe: {initial_delay: 1, period: 1, timeout: 1, failure_threshold: 2}
            """;

    @TempDir
    Path folder;

    private Path workspace = Path.of("");

    @Test
    @Covers({"A037", "A212", "A006"})
    void eachMistakeIsToldAndTheRestServes() throws Exception {
        workspace = UpProcess.workspace(folder.resolve("ws"), "iris", "digits", "diabetes");
        change("endpoints/diabetes/endpoint.yml", "traffic:", "traffic: [");
        change("endpoints/digits/endpoint.yml", "blue: 100", "blue: 90");
        Path truncated = Files.createDirectories(workspace.resolve("truncated"));
        Files.copy(workspace.resolve("iris/1/MLmodel"), truncated.resolve("MLmodel"));
        byte[] whole = Files.readAllBytes(workspace.resolve("iris/1/model.onnx"));
        Files.write(truncated.resolve("model.onnx"), Arrays.copyOf(whole, whole.length / 3));
        Files.createDirectories(workspace.resolve("endpoints/broken"));
        write("endpoint", "name: broken\nauth_mode: key\n");
        deployment("missing", "model: {path: ../../nowhere}\n");
        // protocol 4, the text "hello", the end: whole, and nothing that this server runs
        Files.write(workspace.resolve("hello.pkl"), new byte[]{(byte) 0x80, 4, (byte) 0x8c, 5, 'h', 'e', 'l', 'l', 'o',
                (byte) 0x94, '.'});
        deployment("pickled", "model: {path: ../../hello.pkl}\n");
        deployment("truncated", "model: {path: ../../truncated}\n");
        deployment("exits", "x-slipway: {contract: oci-byoc, cmd: [sh, -c, 'echo I cannot go on; exit 7']}\n");
        deployment("never", QUICK + "x-slipway: {contract: oci-byoc, cmd: [sh, -c, 'echo waiting; sleep 100']}\n");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            deployment("taken", "model: {path: ../../iris/1}\nx-slipway: {port: " + taken.getLocalPort() + "}\n");
            try (UpProcess up = UpProcess.start(workspace)) {
                fails(up, "missing", "deploy.model-missing", "nowhere");
                fails(up, "pickled", "deploy.format-foreign", "pickle");
                fails(up, "truncated", "deploy.model-unreadable", "model.onnx");
                fails(up, "exits", "deploy.exited", "I cannot go on");
                fails(up, "never", "deploy.listens-nowhere", "GET /health");
                fails(up, "taken", "engine.port-taken", String.valueOf(taken.getLocalPort()));
                JsonNode syntax = up.await(file("endpoints/diabetes/endpoint.yml"), event -> true);
                assertEquals("spec.yaml-syntax", syntax.path("problem").path("code").asString());
                assertTrue(syntax.path("line").asInt() > 0 && syntax.path("column").asInt() > 0, syntax.toString());
                JsonNode sum = up.await(file("endpoints/digits/endpoint.yml"), event -> true);
                assertEquals("spec.traffic-sum", sum.path("problem").path("code").asString());
                assertTrue(sum.path("problem").path("what").asString().contains("90"), sum.toString());
                up.awaitState("iris/blue", "ready");
                up.awaitState("iris/green", "ready");
            }
        }
    }

    private static void fails(UpProcess up, String deployment, String code, String named) {
        JsonNode event = up.awaitState("broken/" + deployment, "failed");
        JsonNode problem = event.path("problem");
        assertEquals(code, problem.path("code").asString(), event.toString());
        for (String part : new String[]{"what", "why", "fix"}) {
            assertFalse(problem.path(part).asString().isBlank(), event.toString());
            assertFalse(problem.path(part).asString().startsWith("["), event.toString());
        }
        assertTrue(problem.toString().contains(named), event.toString());
    }

    private String file(String name) {
        return workspace.resolve(name).toString();
    }

    private void deployment(String name, String rest) throws IOException {
        write(name, "name: " + name + "\n" + HEAD + rest);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(workspace.resolve("endpoints/broken/" + name + ".yml"), text);
    }

    private void change(String name, String from, String to) throws IOException {
        Path path = workspace.resolve(name);
        String text = Files.readString(path);
        assertTrue(text.contains(from), text);
        Files.writeString(path, text.replace(from, to));
    }
}
