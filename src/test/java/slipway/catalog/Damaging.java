package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

import slipway.base.StudioException;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/// Cuts files off and changes bytes of theirs, and sees that reading them ends well: as a model, as none, or with a
/// problem that names a reason.
final class Damaging {
    private static final Duration QUICK = Duration.ofSeconds(20);

    private Damaging() {}

    /// The file cut off at each offset, then with each byte replaced; of a long file, at many of them.
    static void everywhere(Path file) throws IOException {
        at(400, file);
    }

    /// As [#everywhere], at about `places` of its bytes.
    static void at(int places, Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int step = Math.max(1, whole.length / places);
        assertTimeoutPreemptively(QUICK, () -> {
            for (int end = 0; end < whole.length; end += step)
                read(file, java.util.Arrays.copyOf(whole, end));
            var random = new Random(7);
            for (int at = 0; at < whole.length; at += step) {
                byte[] changed = whole.clone();
                changed[at] = (byte) random.nextInt(256);
                read(file, changed);
                changed[at] = (byte) 0xff;
                read(file, changed);
            }
        });
        Files.write(file, whole);
    }

    private static void read(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        try {
            Optional<Header> ignored = FileReading.header(file);
            assertFalse(ignored.isPresent() && ignored.get().format().isEmpty());
        } catch (StudioException e) {
            assertFalse(e.problem().why().isBlank());
            // what a reader did not foresee is caught further out, but is a fault of the reader
            assertFalse(e.getCause() instanceof RuntimeException && !known(e.getCause()), () -> "" + e.getCause());
        }
    }

    private static boolean known(Throwable cause) {
        String type = cause.getClass().getName();
        return type.startsWith("org.snakeyaml.") || type.startsWith("tools.jackson.")
                || cause instanceof StudioException;
    }
}
