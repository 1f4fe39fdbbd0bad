package slipway.build;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.testkit.NeedsDocker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What we send is what docker's own command line sends, rule by rule over one tree, seen in the layers that it builds.
@NeedsDocker
class DockerIgnoreIT {
    @TempDir
    private static Path root;

    @BeforeAll
    static void plant() throws Exception {
        IgnoreCases.plant(root);
    }

    @Test
    void ourListIsTheCommandLines() throws Exception {
        int major = DockerCli.major();
        int number = 0;
        int compared = 0;
        for (var each : IgnoreCases.all().filter(one -> one.since() <= major).toList()) {
            // all would take a minute; the records of the others were made the same way
            if (number++ % 2 == 1) continue;
            Files.writeString(root.resolve(".dockerignore"), each.rules());
            Set<String> byDocker = IgnoreCases.paths(root);
            byDocker.removeAll(built());
            assertEquals(byDocker, IgnoreCases.leftOutByUs(root), () -> "rules: " + each);
            assertEquals(each.leftOut(), byDocker, () -> "recorded: " + each);
            compared++;
        }
        assertTrue(compared >= 22, "compared " + compared);
    }

    private static Set<String> built() throws Exception {
        String image = DockerCli.ok("build", "-q", "--force-rm", "--label", DockerCli.LABEL, root.toString());
        String container = DockerCli.ok("create", "--label", DockerCli.LABEL, image, "nothing");
        try {
            byte[] archive = DockerCli.run("export", container).out();
            var paths = new TreeSet<String>();
            try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    String name = entry.getName().replaceFirst("/$", "");
                    if (name.startsWith("ctx/")) paths.add(name.substring("ctx/".length()));
                }
            }
            return paths;
        } finally {
            DockerCli.ok("rm", container);
            DockerCli.ok("rmi", image);
        }
    }
}
