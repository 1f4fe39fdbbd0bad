package slipway.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import slipway.base.StudioException;
import slipway.engine.ContextEntry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `.dockerignore` means here what docker's command line makes of it, by recorded results of 61 files.
class DockerIgnoreTest {
    @TempDir
    private Path root;

    @ParameterizedTest
    @MethodSource("slipway.build.IgnoreCases#all")
    void leavesOutWhatDockerLeavesOut(IgnoreCases.Case each) throws IOException {
        IgnoreCases.plant(root);
        Files.writeString(root.resolve(".dockerignore"), each.rules());
        assertEquals(each.leftOut(), IgnoreCases.leftOutByUs(root));
    }

    @ParameterizedTest
    @CsvSource({"[", "[]", "[a", "a\\", "[-]", "[z-a]", "!"})
    void aPatternThatMeansNothingIsSaid(String rules) {
        var failure = assertThrows(StudioException.class, () -> DockerIgnore.parse(rules));
        assertEquals("build.ignore-pattern", failure.problem().code());
    }

    @Test
    void rulesOfTheDockerfileComeBeforeTheSharedOnes() throws IOException {
        IgnoreCases.plant(root);
        Files.writeString(root.resolve(".dockerignore"), "*.txt");
        Files.writeString(root.resolve("sub/Dockerfile.dockerignore"), "*.log\nsub");
        var own = DockerIgnore.of(root, "sub/Dockerfile");
        assertFalse(own.matches("a.txt"));
        assertTrue(own.matches("b.log"));
        assertFalse(own.matches("sub/Dockerfile"), "the Dockerfile is needed");
        assertTrue(DockerIgnore.of(root, "Dockerfile").matches("a.txt"));
    }

    @Test
    void theDockerfileIsSentWhateverTheRulesSay() throws IOException {
        IgnoreCases.plant(root);
        Files.writeString(root.resolve(".dockerignore"), "*");
        assertEquals(List.of("Dockerfile", ".dockerignore"),
                FolderContext.of(root, "Dockerfile").entries().stream().map(ContextEntry::name).toList());
    }
}
