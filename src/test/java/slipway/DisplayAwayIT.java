package slipway;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import slipway.testkit.StudioCommand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// A window asked for on a display that is named and not there.
@EnabledOnOs(OS.LINUX)
class DisplayAwayIT {
    @TempDir
    Path folder;

    @BeforeEach
    void gtkIsHere() {
        assumeTrue(List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib").stream()
                .anyMatch(each -> Files.exists(Path.of(each, "libgtk-3.so.0"))), "GTK 3 is not installed");
    }

    @Test
    void saysWhichDisplayDoesNotAnswerAndEnds() throws Exception {
        ProcessBuilder builder = StudioCommand.of("--workspace", folder.toString()).redirectErrorStream(true);
        builder.environment().put("DISPLAY", ":4711");
        builder.environment().remove("WAYLAND_DISPLAY");
        builder.environment().put("SLIPWAY_LANG", "en");
        Process window = builder.start();
        String said = new String(window.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(window.waitFor(60, TimeUnit.SECONDS), said);
        assertEquals(1, window.exitValue(), said);
        assertTrue(said.contains("The display :4711 does not answer"), said);
    }
}
