package slipway;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.testkit.UpProcess;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The window as a process of its own, on the headless platform.
class WindowIT {
    @TempDir
    Path folder;

    @Test
    void endedFromOutsideItLeavesNoServer() throws Exception {
        Path workspace = UpProcess.workspace(folder.resolve("ws"), "iris");
        // what ran when the studio last ended runs again when the window opens
        try (UpProcess up = UpProcess.start(workspace)) {
            up.awaitState("iris/blue", "ready");
            up.awaitState("iris/green", "ready");
        }
        assertEquals(List.of(), UpProcess.servers(workspace));
        Process window = window(workspace);
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> UpProcess.servers(workspace).size() == 2);
            window.destroy();
            assertTrue(window.waitFor(40, TimeUnit.SECONDS), "still there");
            assertEquals(List.of(), UpProcess.servers(workspace));
        } finally {
            window.destroyForcibly();
        }
    }

    private Process window(Path workspace) throws IOException {
        Path modules = Path.of(System.getProperty("slipway.basedir"), "target");
        try (var folders = Files.list(modules)) {
            Path javafx = folders.filter(path -> path.getFileName().toString().startsWith("javafx-")).findFirst()
                    .orElseThrow();
            var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--module-path=" + javafx, "--add-modules=javafx.controls,javafx.fxml",
                    "--enable-native-access=javafx.graphics,ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                    "-Dglass.platform=Headless", "-Dprism.order=sw", "-cp", System.getProperty("java.class.path"),
                    Main.class.getName(), "--workspace", workspace.toString());
            return builder.redirectErrorStream(true).redirectOutput(new File(folder.resolve("window.txt").toString()))
                    .start();
        }
    }
}
