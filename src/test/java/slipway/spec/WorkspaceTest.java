package slipway.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WorkspaceTest {
    static final String ENDPOINT = """
            # who may call
            name: iris
            auth_mode: key   # a key
            traffic:
              blue: 90   # steady
              green: 10
            """;

    @TempDir
    Path root;

    private final Tasks tasks = new Tasks();

    @BeforeEach
    void files() throws IOException {
        write("endpoint.yml", ENDPOINT);
        deployment("blue");
        deployment("green");
    }

    @AfterEach
    void end() {
        tasks.close();
    }

    @Test
    void readsEverythingAndResolvesPaths() {
        try (var workspace = Workspace.open(root, tasks)) {
            WorkspaceSpec spec = workspace.spec().get();
            assertEquals(List.of(), spec.problems());
            assertEquals(String.valueOf(root.getFileName()), spec.name());
            assertEquals(List.of(root.resolve("models")), spec.modelRoots());
            DeploymentSpec blue = spec.deployment("iris", "blue").orElseThrow();
            assertEquals(root.resolve("models/iris/1"), blue.model().path());
            assertEquals(Map.of("blue", 90, "green", 10), endpoint(spec).traffic());
            assertTrue(workspace.text("iris", "blue").contains("name: blue"));
        }
    }

    @Test
    void aBadFileKeepsItsLastGoodStateAndTheOthersFollow() throws IOException {
        try (var workspace = Workspace.open(root, tasks)) {
            write("endpoint.yml", ENDPOINT.replace("green: 10", "green: 5"));
            write("green.yml", "name: green\nendpoint_name: iris\nmodel: {path: m}\ninstance_count: 3\n");
            workspace.refresh();
            WorkspaceSpec spec = workspace.spec().get();
            assertEquals(Map.of("blue", 90, "green", 10), endpoint(spec).traffic());
            assertEquals(3, spec.deployment("iris", "green").orElseThrow().instanceCount());
            SpecProblem problem = spec.problems().getFirst();
            assertEquals("spec.traffic-sum", problem.problem().code());
            assertEquals(4, problem.line());
            assertTrue(problem.problem().what().contains("95"), problem.problem().what());
        }
    }

    @Test
    void thePolicyOfReplicasIsReadEditedAndTakenOutAgain() throws IOException {
        try (var workspace = Workspace.open(root, tasks)) {
            write("green.yml", """
                    name: green   # ours
                    endpoint_name: iris
                    model: {path: m}
                    instance_count: 2  # for now
                    x-slipway:
                      scale: {min: 0, max: 4, concurrency: 10, down_after: 5m, zero_after: 90s, plan: {"08:00": 2}}
                    """);
            workspace.refresh();
            ScaleSpec scale = workspace.spec().get().deployment("iris", "green").orElseThrow().slipway().scale();
            assertEquals(new ScaleSpec(0, 4, 10.0, Duration.ofMinutes(5), Duration.ofSeconds(90),
                    new TreeMap<>(Map.of(LocalTime.of(8, 0), 2)), null, null), scale);
            workspace.setReplicas("iris", "green", 3, new ScaleSpec(1, 5, 0.5, Duration.ofHours(1), null,
                    new TreeMap<>(Map.of(LocalTime.of(20, 30), 0)), 7, Duration.ofMillis(1500)));
            String text = workspace.text("iris", "green");
            assertTrue(text.contains("instance_count: 3  # for now"), text);
            assertTrue(text.contains("scale: {min: 1, max: 5, concurrency: 0.5, down_after: 1h, hold: 7, "
                    + "hold_for: 1500ms, plan: {\"20:30\": 0}}"), text);
            workspace.setInstanceCount("iris", "green", 6);
            workspace.setScale("iris", "green", new ScaleSpec(2, 7, null, null, null, new TreeMap<>(), null, null));
            text = workspace.text("iris", "green");
            assertTrue(text.contains("instance_count: 6  # for now"), text);
            assertTrue(text.contains("min: 2, max: 7"), text);
            workspace.setReplicas("iris", "green", 3, null);
            assertFalse(workspace.text("iris", "green").contains("scale"), workspace.text("iris", "green"));
        }
    }

    @Test
    void aNewFileWithAPolicyReadsAsItWasAsked() {
        try (var workspace = Workspace.open(root, tasks)) {
            DeploymentSpec blue = workspace.spec().get().deployment("iris", "blue").orElseThrow();
            var scale = new ScaleSpec(0, 4, 10.0, Duration.ofMinutes(5), null,
                    new TreeMap<>(Map.of(LocalTime.of(8, 0), 2)), null, null);
            String text = workspace.preview(blue.withScale(scale));
            assertEquals(scale, SpecEdits.deployment(root.resolve("endpoints/iris/blue.yml"), text, "iris").slipway()
                    .scale());
        }
    }

    @Test
    void aPolicyThatCannotBeSaysWhere() throws IOException {
        try (var workspace = Workspace.open(root, tasks)) {
            for (var wrong : Map.of("{min: 5, max: 2}", "spec.scale-bounds", "{max: 2, down_after: soon}",
                    "spec.scale-time", "{max: 2, plan: {\"25:00\": 1}}", "spec.scale-of-day", "{min: 1}",
                    "spec.required", "{max: 99}", "spec.range", "{max: 2, concurrency: -1}", "spec.type").entrySet()) {
                write("green.yml", "name: green\nendpoint_name: iris\nmodel: {path: m}\nx-slipway:\n  scale: "
                        + wrong.getKey() + "\n");
                workspace.refresh();
                SpecProblem problem = workspace.spec().get().problems().getFirst();
                assertEquals(wrong.getValue(), problem.problem().code(), wrong.getKey());
                assertEquals(5, problem.line(), wrong.getKey());
            }
        }
    }

    @Test
    void aPortIsChangedWhereTheServerIsAskedAndCommentsStay() throws IOException {
        try (var workspace = Workspace.open(root, tasks)) {
            write("green.yml", """
                    name: green   # ours
                    endpoint_name: iris
                    model: {path: m}
                    x-slipway:
                      # the server said so
                      port: 8080  # TODO ask again
                      health_port: 9090
                    """);
            workspace.refresh();
            workspace.setPort("iris", "green", 9090, 9091);
            workspace.setPort("iris", "green", 8080, 8000);
            String text = workspace.text("iris", "green");
            assertTrue(text.contains("port: 8000  # TODO ask again"), text);
            assertTrue(text.contains("health_port: 9091"), text);
            assertTrue(text.contains("# the server said so"), text);
            workspace.setPort("iris", "blue", 31234, 8000);
            assertEquals(8000, workspace.spec().get().deployment("iris", "blue").orElseThrow().slipway().port());
        }
    }

    @Test
    void anEditMadeOutsideShowsWithinASecondAlsoByRenameAndInNewFolders() throws IOException {
        try (var workspace = Workspace.open(root, tasks)) {
            Path next = Files.writeString(root.resolve("endpoints/iris/.endpoint.swp"),
                    ENDPOINT.replace("90", "50").replace("10", "50"));
            Files.move(next, root.resolve("endpoints/iris/endpoint.yml"), StandardCopyOption.REPLACE_EXISTING);
            soon(() -> endpoint(workspace.spec().get()).traffic().equals(Map.of("blue", 50, "green", 50)));
            Files.createDirectories(root.resolve("endpoints/wine"));
            Files.writeString(root.resolve("endpoints/wine/endpoint.yml"), "name: wine\n");
            soon(() -> workspace.spec().get().endpoint("wine").isPresent());
            Files.writeString(root.resolve("endpoints/wine/endpoint.yml"), "name: wine\ndescription: now\n");
            soon(() -> workspace.spec().get().endpoint("wine").map(f -> f.spec())
                    .filter(s -> s.description().equals("now")).isPresent());
        }
    }

    @Test
    @Covers({"A212", "A206", "A205", "A208", "A204", "A175"})
    void splitsThatAzureRefusesAreRefusedAndTheFileStays() throws IOException {
        deployment("red-one");
        try (var workspace = Workspace.open(root, tasks)) {
            refused("spec.traffic-sum", () -> workspace.setTraffic("iris", Map.of("blue", 90)));
            refused("spec.mirror-limit", () -> workspace.setMirror("iris", Map.of("red-one", 51)));
            refused("spec.mirror-live", () -> workspace.setMirror("iris", Map.of("green", 10)));
            refused("spec.mirror-one",
                    () -> workspace.setSplit("iris", Map.of("blue", 100), Map.of("green", 5, "red-one", 5)));
            refused("spec.traffic-unknown-deployment",
                    () -> workspace.setTraffic("iris", Map.of("blue", 90, "gren", 10)));
            assertEquals(ENDPOINT, Files.readString(root.resolve("endpoints/iris/endpoint.yml")));
            write("endpoint.yml", "$schema: https://x/kubernetesOnlineEndpoint.schema.json\n" + ENDPOINT);
            refused("spec.mirror-kubernetes", () -> workspace.setMirror("iris", Map.of("red-one", 10)));
            assertEquals(Map.of("blue", 90, "green", 10), endpoint(workspace.spec().get()).traffic());
            workspace.setTraffic("iris", Map.of("blue", 0, "green", 0));
            assertEquals(0, endpoint(workspace.spec().get()).traffic().get("blue"));
        }
    }

    @Test
    @Covers({"A213", "A211"})
    void editsChangeTheirLinesOnly() throws IOException {
        try (var workspace = Workspace.open(root, tasks)) {
            workspace.setTraffic("iris", Map.of("blue", 0, "green", 100));
            workspace.setMirror("iris", Map.of("blue", 10));
            workspace.setAuthMode("iris", EndpointSpec.AuthMode.NONE);
            assertEquals(ENDPOINT.replace("blue: 90", "blue: 0").replace("green: 10", "green: 100")
                    .replace("auth_mode: key ", "auth_mode: none ") + "mirror_traffic:\n  blue: 10\n",
                    Files.readString(root.resolve("endpoints/iris/endpoint.yml")));
            workspace.setSplit("iris", Map.of("blue", 100), Map.of("green", 20));
            EndpointSpec spec = endpoint(workspace.spec().get());
            assertEquals(Map.of("blue", 100), spec.traffic());
            assertEquals(Map.of("green", 20), spec.mirror());
            workspace.setMirror("iris", Map.of("green", 0));
            assertEquals(Map.of(), endpoint(workspace.spec().get()).mirror());
        }
    }

    @Test
    @Covers({"A177", "A181", "A214", "A215", "A197"})
    void createsAndDeletesWithGuards() {
        try (var workspace = Workspace.open(root, tasks)) {
            var wine = new EndpointSpec("wine", EndpointSpec.AuthMode.KEY, "red: or # white", Map.of("team", "42"),
                    Map.of(), Map.of());
            workspace.createEndpoint(wine);
            assertEquals(wine, workspace.spec().get().endpoint("wine").orElseThrow().spec());
            refused("spec.exists", () -> workspace.createEndpoint(wine));
            var created = new DeploymentSpec("blue", "wine",
                    new DeploymentSpec.ModelRef("wine", "2", root.resolve("models/wine/2")), null,
                    Map.of("TOKEN", "0012001200120012", "PLAIN", "a b"), 2,
                    new DeploymentSpec.RequestSettings(Duration.ofSeconds(9), 4, Duration.ofMillis(10)),
                    DeploymentSpec.ProbeSpec.DEFAULT, DeploymentSpec.ProbeSpec.DEFAULT,
                    new DeploymentSpec.Extension(null, "external", "http://127.0.0.1:9000", 9000, null, List.of(),
                            List.of("run it", "--port={port}"), 1.5, 512L << 20).withBandwidth(7));
            workspace.createDeployment(created);
            assertEquals(created, workspace.spec().get().deployment("wine", "blue").orElseThrow());
            assertEquals(List.of(), workspace.spec().get().problems());
            assertFalse(created.toString().contains("0012001200120012"), created.toString());
            refused("spec.exists", () -> workspace.createDeployment(created));
            refused("spec.delete-live", () -> workspace.deleteDeployment("iris", "green"));
            workspace.setTraffic("iris", Map.of("blue", 100, "green", 0));
            workspace.deleteDeployment("iris", "green");
            assertEquals(Map.of("blue", 100), endpoint(workspace.spec().get()).traffic());
            workspace.deleteEndpoint("wine");
            assertFalse(Files.exists(root.resolve("endpoints/wine")));
        }
    }

    @Test
    void oneStudioDrivesAWorkspace() {
        try (var second = Workspace.open(root, tasks)) {
            try (var first = Workspace.open(root, tasks)) {
                first.lock();
                first.lock();
                refused("spec.workspace-locked", second::lock);
            }
            second.lock();
        }
    }

    @Test
    void aSplitOverAMissingDeploymentIsSaidAndTheRestServes() throws IOException {
        Files.delete(root.resolve("endpoints/iris/green.yml"));
        try (var workspace = Workspace.open(root, tasks)) {
            WorkspaceSpec spec = workspace.spec().get();
            assertEquals("spec.traffic-unknown-deployment", spec.problems().getFirst().problem().code());
            assertEquals(6, spec.problems().getFirst().line());
            assertEquals(90, endpoint(spec).traffic().get("blue"));
        }
    }

    @Test
    void nothingIsLetGoWhileNobodyKnowsWhatMayBeKept() throws IOException {
        Path file = root.resolve("slipway.yml");
        Files.writeString(file, "<<<<<<< ours\nquotas: {recordings_mb: 200000}\n");
        try (var workspace = Workspace.open(root, tasks)) {
            assertEquals(new Quotas(0, 0, 0), workspace.spec().get().quotas());
            Files.writeString(file, "quotas: {recordings_mb: 200000, logs_mb: 50}\n");
            workspace.refresh();
            Quotas said = new Quotas(50_000_000, 200_000_000_000L, 0);
            assertEquals(said, workspace.spec().get().quotas());
            Files.delete(file);
            workspace.refresh();
            assertEquals(said, workspace.spec().get().quotas(), "gone for a moment");
            Files.writeString(file, "registry: '?'\n");
            workspace.refresh();
            assertEquals(said, workspace.spec().get().quotas(), "wrong for a moment");
        }
        try (var workspace = Workspace.open(root, tasks)) {
            Files.delete(file);
            workspace.refresh();
        }
        try (var workspace = Workspace.open(root, tasks)) {
            assertEquals(Quotas.USUAL, workspace.spec().get().quotas(), "never there");
        }
    }

    @Test
    void workspaceSettingsAreOptionalAndChecked() throws IOException {
        Files.writeString(root.resolve("slipway.yml"),
                """
                        name: shop
                        model_roots: [a, ../b]
                        default_engine: docker
                        quotas: {cpus: 4}
                        registry: 10.0.0.5:5000/team
                        """);
        try (var workspace = Workspace.open(root, tasks)) {
            WorkspaceSpec spec = workspace.spec().get();
            assertEquals("shop", spec.name());
            assertEquals("docker", spec.defaultEngine());
            assertEquals(List.of(root.resolve("a"), root.resolveSibling("b")), spec.modelRoots());
            Files.writeString(root.resolve("slipway.yml"), "default_engine: dockr\n");
            workspace.refresh();
            assertEquals("docker", workspace.spec().get().defaultEngine());
            assertEquals("10.0.0.5:5000/team", workspace.spec().get().registry());
            assertEquals("spec.engine", workspace.spec().get().problems().getFirst().problem().code());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"team", "team/models", "registry.example.com/Team", "https://registry.example.com",
            "registry.example.com/", "registry.example.com/team:1"})
    void whatIsNoRegistryIsSaid(String named) throws IOException {
        Files.writeString(root.resolve("slipway.yml"), "registry: " + named + "\n");
        try (var workspace = Workspace.open(root, tasks)) {
            assertEquals("spec.registry", workspace.spec().get().problems().getFirst().problem().code());
            assertNull(workspace.spec().get().registry());
        }
    }

    private static EndpointSpec endpoint(WorkspaceSpec spec) {
        EndpointSpec found = spec.endpoint("iris").orElseThrow().spec();
        assertNotNull(found);
        return found;
    }

    private static void soon(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(1)).pollInterval(Duration.ofMillis(20)).until(condition);
    }

    private static void refused(String code, Runnable edit) {
        assertEquals(code, assertThrows(StudioException.class, edit::run).problem().code());
    }

    private void deployment(String name) throws IOException {
        write(name + ".yml", "name: " + name + "\nendpoint_name: iris\nmodel:\n  path: ../../models/iris/1\n");
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(root.resolve("endpoints/iris"));
        Files.writeString(root.resolve("endpoints/iris").resolve(name), text);
    }
}
