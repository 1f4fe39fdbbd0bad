package slipway.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Assumptions;

import static org.junit.jupiter.api.Assertions.assertTrue;

/// The image with Python and scikit-learn that sample servers build on where there is no registry.
public final class PythonBase {
    public static final String IMAGE = "slipway/python-sklearn:bookworm";

    private PythonBase() {}

    /// Makes it where it is not here, which takes minutes; where it cannot be made, the calling tests are skipped.
    public static synchronized void need() {
        if (TestDocker.docker("image", "inspect", IMAGE).ok()) return;
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/sbin/debootstrap")),
                "debootstrap is missing, and " + IMAGE + " is not here");
        Shell.Said said = Shell.run(Duration.ofMinutes(8), Map.of(), List.of(
                Sources.base().resolve("sample-models/python-base/make-base.sh").toString()));
        assertTrue(said.ok(), said::text);
    }
}
