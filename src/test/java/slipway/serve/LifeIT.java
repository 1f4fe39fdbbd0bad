package slipway.serve;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.testkit.ServerProcess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// How the sample server begins and ends.
class LifeIT {
    private static final Path IRIS = Path.of(System.getProperty("slipway.basedir", "."), "sample-models", "iris", "1");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void stopsOnSigtermAndSaysSo() throws Exception {
        try (ServerProcess server = ServerProcess.start(IRIS, "oci-byoc")) {
            assertEquals(200, server.get("/health").statusCode());
            server.process().destroy();
            assertEquals(143, server.exit(LIMIT));
            assertTrue(server.output().contains("stopped"));
            assertEquals("", server.errors());
        }
    }

    @Test
    void aTruncatedModelEndsItWithThree(@TempDir Path folder) throws Exception {
        byte[] whole = Files.readAllBytes(IRIS.resolve("model.onnx"));
        Files.copy(IRIS.resolve("MLmodel"), folder.resolve("MLmodel"));
        Files.write(folder.resolve("model.onnx"), Arrays.copyOf(whole, whole.length / 2));
        ends(folder, Map.of(), 3, "model.onnx is truncated, damaged");
    }

    @Test
    void aMissingModelEndsItWithThree(@TempDir Path folder) throws Exception {
        ends(folder, Map.of(), 3, "holds neither");
        ends(folder.resolve("nowhere"), Map.of(), 3, "does not exist");
    }

    @Test
    void aTakenPortEndsItWithFour() throws Exception {
        try (var taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            ends(IRIS, Map.of("SLIPWAY_PORT", String.valueOf(taken.getLocalPort())), 4, "is taken");
        }
    }

    @Test
    void badSettingsEndItWithTwo() throws Exception {
        ends(IRIS, Map.of("SLIPWAY_PORT", "http"), 2, "“http”");
        ends(IRIS, Map.of("SLIPWAY_CONTRACT", "nonsense"), 2, "nonsense");
    }

    @Test
    void findsTheModelInsideTheFolderOfAnArchive(@TempDir Path mount) throws Exception {
        Path inner = Files.createDirectories(mount.resolve("export", "iris"));
        for (String file : new String[]{"MLmodel", "model.onnx"})
            Files.copy(IRIS.resolve(file), inner.resolve(file));
        try (ServerProcess server = ServerProcess.start(mount, "azureml")) {
            assertEquals("Healthy", server.get("/").body());
        }
    }

    private static void ends(Path model, Map<String, String> environment, int code, String words) throws Exception {
        try (ServerProcess server = ServerProcess.launch(model, "mlflow", environment)) {
            assertEquals(code, server.exit(LIMIT), server.output());
            Awaitility.await().until(() -> server.output().contains(" ERROR "));
            assertTrue(server.output().contains(words), server.output());
            assertEquals("", server.errors());
        }
    }
}
