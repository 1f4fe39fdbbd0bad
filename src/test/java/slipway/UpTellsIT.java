package slipway;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;
import slipway.testkit.StudioCommand;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What `slipway up` says to a person who edits files beside it.
class UpTellsIT {
    @TempDir
    Path folder;

    @Test
    void aMistakeIsToldAndThatItIsOver() throws Exception {
        Path file = folder.resolve("endpoints/iris/endpoint.yml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "name: iris\ntraffic: {blue: 90}\n");
        ProcessBuilder builder = StudioCommand.of("--workspace", folder.toString(), "up", "--for", "2m")
                .redirectErrorStream(true);
        builder.environment().put("SLIPWAY_LANG", "en");
        Process up = builder.start();
        var said = new CopyOnWriteArrayList<String>();
        var reading = Tasks.beside("up", () -> {
            try (BufferedReader lines = up.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine())
                    said.add(line);
            }
            return true;
        });
        try {
            await().atMost(ofSeconds(60)).until(() -> said.stream().anyMatch(line -> line.startsWith(file + ":2:")));
            String over = file + ": no mistake in it any more.";
            assertTrue(said.stream().noneMatch(over::equals), said::toString);
            Files.writeString(file, "name: iris\ntraffic: {blue: 100}\n");
            Files.writeString(file.resolveSibling("blue.yml"), """
                    name: blue
                    endpoint_name: iris
                    model: {path: m}
                    instance_type: x
                    instance_count: 1
                    """);
            await().atMost(ofSeconds(60)).until(() -> said.contains(over));
        } finally {
            up.destroy();
            assertTrue(up.waitFor(60, TimeUnit.SECONDS));
        }
        assertEquals(true, reading.get());
    }
}
