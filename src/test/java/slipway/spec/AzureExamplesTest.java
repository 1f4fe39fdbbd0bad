package slipway.spec;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import slipway.base.Problem;
import slipway.spec.WorkspaceSpec.EndpointFolder;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AzureExamplesTest {
    private static final Path FILES = Path.of(System.getProperty("slipway.basedir", "."), "src/test/resources/azure");

    @Test
    @Covers({"A175", "A186", "A187", "A189"})
    void unmodifiedExampleFoldersOpenAsTheyStand() {
        WorkspaceSpec spec = read("sample");
        assertEquals(List.of(), spec.problems());
        EndpointFolder endpoint = spec.endpoint("my-endpoint").orElseThrow();
        assertNotNull(endpoint.spec());
        DeploymentSpec green = endpoint.deployments().getFirst();
        assertEquals(new DeploymentSpec.ModelRef("my-model", "2", null), green.model());
        assertEquals("azureml:my-env:1", green.code().environmentRef());
        WorkspaceSpec triton = read("triton");
        assertEquals(List.of(), triton.problems());
        assertEquals(FILES.toAbsolutePath().normalize().resolve("triton/models"),
                triton.deployment("my-endpoint", "blue").orElseThrow().model().path());
        assertEquals("spec.not-a-deployment", triton.notes().getFirst().problem().code());
        WorkspaceSpec kubernetes = read("kubernetes");
        assertEquals(List.of(), kubernetes.problems());
    }

    @Test
    void templatesAreSaidWithTheirPlaceholders() {
        WorkspaceSpec spec = read("template");
        List<SpecProblem> problems = spec.problems();
        assertEquals(List.of("spec.placeholder", "spec.placeholder"),
                problems.stream().map(SpecProblem::problem).map(Problem::code).limit(2).toList());
        assertEquals(3, problems.getFirst().line());
        assertTrue(problems.getFirst().problem().what().contains("ENDPOINT_NAME"));
    }

    @Test
    void hostileYamlIsSaidAndNeverFatal() {
        assertEquals("spec.yaml-deep", code("[".repeat(100_000)));
        assertEquals("spec.yaml-deep", code("a: " + "{a: ".repeat(64) + "1" + "}".repeat(64)));
        assertEquals("spec.required", code("a: " + "{a: ".repeat(63) + "1" + "}".repeat(63)));
        assertEquals("spec.yaml-syntax", code("a: &a [*a]\nb: *nowhere\n"));
        assertEquals("spec.yaml-syntax", code("name: x\n\tb: 1\n"));
        assertEquals("spec.not-a-map", code("- a\n"));
        assertEquals("spec.yaml-aliases", code("a: &a {b: *a}\n"));
        assertEquals("spec.required", code("a: &a {b: 1}\nc: *a\n"));
        assertEquals("spec.duplicate", code("name: abc\nname: abd\n"));
        assertEquals("spec.type", code("name: abc\ntraffic: {blue: \"100\"}\n"));
        assertEquals("spec.name", code("name: a_b\n"));
        assertEquals("spec.auth-mode", code("name: abc\nauth_mode: open\n"));
    }

    private static String code(String text) {
        var problems = new SpecProblems(Path.of("endpoint.yml"));
        FolderReader.candidate(Path.of("endpoint.yml"), text, java.util.Set.of("blue"), problems);
        return problems.errors().getFirst().problem().code();
    }

    private static WorkspaceSpec read(String name) {
        return new WorkspaceReader(FILES.resolve(name).toAbsolutePath().normalize()).read();
    }
}
