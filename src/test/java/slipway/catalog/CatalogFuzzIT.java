package slipway.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// No mutation of a file of any kind crashes a reader, keeps it busy for 5 s or needs more than 256 MB. Runs for
/// `-Dslipway.fuzz.seconds`, 60 where nothing is said, with `-Dslipway.fuzz.seed`.
class CatalogFuzzIT {
    private static final Path FIXTURES = Path.of(System.getProperty("slipway.basedir", "."),
            "src/test/resources/catalog");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path work;

    @Test
    void mutatedFilesAreRefusedAndNothingElse() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-cp", System.getProperty("java.class.path"),
                CatalogFuzz.class.getName(), FIXTURES.toString(), work.toString(),
                System.getProperty("slipway.fuzz.seed", "1"), System.getProperty("slipway.fuzz.seconds", "60")))
                .redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        System.out.print(said);
        assertEquals(0, process.waitFor(), said);
    }
}
