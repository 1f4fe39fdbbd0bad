package slipway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// `target/skipped-tests.txt`, which `./verify` prints at its end.
final class SkippedTests {
    private SkippedTests() {}

    /// Adds the line, once.
    static void note(String line) {
        Path file = Sources.base().resolve("target/skipped-tests.txt");
        try {
            Files.createDirectories(file.getParent());
            if (Files.exists(file) && Files.readAllLines(file).contains(line)) return;
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
