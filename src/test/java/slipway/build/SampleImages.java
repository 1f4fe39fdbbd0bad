package slipway.build;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import slipway.testkit.PythonBase;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// The images of the sample servers, built on the base that needs no registry; a test class owns one, and has it remove
/// them in the end.
final class SampleImages {
    static final Path SAMPLES = Sources.base().resolve("sample-models");
    static final String BASE = PythonBase.IMAGE;

    private final List<String> made = new ArrayList<>();

    /// Makes the base where it is not here; where it cannot be made, the tests of the class are skipped.
    SampleImages() {
        PythonBase.need();
    }

    /// The image of a sample's folder.
    String build(String sample) throws Exception {
        try (InputStream tar = FolderContext.of(SAMPLES.resolve(sample), "Dockerfile").open(sent -> {})) {
            return build(sample, tar);
        }
    }

    /// The image of a build context.
    String build(String name, InputStream tar) throws Exception {
        String image = "slipway-test-build/" + name;
        DockerCli.Said said = DockerCli.run(tar, "build", "--force-rm", "--label", DockerCli.LABEL, "--build-arg",
                "BASE=" + (name.startsWith("nginx") ? "slipway/debian-min:bookworm" : BASE), "--tag", image, "-");
        made.add(image);
        assertEquals(0, said.code(), () -> said.text() + said.errors());
        return image;
    }

    /// Removes what was built; the base stays.
    void remove() throws Exception {
        for (String image : made) {
            DockerCli.run("rmi", "--force", image);
        }
        DockerCli.tidy();
    }
}
