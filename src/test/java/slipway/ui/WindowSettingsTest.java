package slipway.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.ui.WindowSettings.Reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

class WindowSettingsTest {
    @Test
    void peekReadsWhatTheSettingsWroteAndSurvivesRubbish(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("window.json");
        assertEquals(WindowSettings.DEFAULT, WindowSettings.peek(folder));
        Files.writeString(file, """
                {
                  "theme" : "dark", "width" : 1600.0, "height":1000, "maximized" : true,
                  "railCollapsed" : true,
                  "page" : "models"
                }""");
        assertEquals(new WindowSettings("dark", 1600, 1000, true, true, "models", false), WindowSettings.peek(folder));
        Files.writeString(file, "{\"page\":\"models\",\"reading\":{\"textScale\":1.4,\"motion\":\"reduced\"}}");
        assertEquals(new Reading(1.4, "reduced"), WindowSettings.peek(folder).reading());
        Files.writeString(file, "{\"reading\":{\"textScale\":11,\"motion\":\"wild\"}}");
        assertEquals(new Reading(2, "system"), WindowSettings.peek(folder).reading());
        Files.writeString(file, "\0{\"width\": \"wide\"");
        assertEquals(WindowSettings.DEFAULT, WindowSettings.peek(folder));
    }
}
