package slipway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// Pages of `docs/` that are made from the code: a test makes them and finds the committed ones the same.
public final class Committed {
    private Committed() {}

    /// Holds `page` against the file `path`; with `-Dslipway.write=true` it is written first. `test` is whom to run.
    public static void same(String path, String page, Class<?> test) {
        Path file = Sources.base().resolve(path);
        try {
            if (Boolean.getBoolean("slipway.write")) {
                Files.createDirectories(file.resolveSibling(""));
                Files.writeString(file, page);
            }
            assertEquals(page, Files.readString(file),
                    "regenerate it: mvn test -Dtest=" + test.getSimpleName() + " -Dslipway.write=true");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
