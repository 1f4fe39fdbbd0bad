package slipway.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

/// `x-slipway` in `endpoint.yml`.
@SuppressWarnings("StringConcatToTextBlock")
class EndpointExtensionTest {
    private static final String ENDPOINT = """
            name: iris # ours
            traffic: {blue: 90, green: 10}
            x-slipway: # more
              # why: the lab
              later: {a: 1}
              bandwidth_mbps: 5
              max_body_mb: 10
              access_log: true
              predict_log: {bodies: true}
              traffic:
                mode: free # see README
                mirrors: {green: 80, blue: 100}
                twin: blue
                random: true
                sticky: {header: x-session-id}
            """;

    @TempDir
    private Path root;
    private final Tasks tasks = new Tasks();

    @BeforeEach
    void files() throws IOException {
        write("endpoint", ENDPOINT);
        write("blue", "name: blue\nmodel: {path: m}\n");
        write("green", "name: green\nmodel: {path: m}\n");
    }

    @AfterEach
    void end() {
        tasks.close();
    }

    @Test
    @Covers({"A205", "A206", "A208"})
    void readsFreeModeAndRefusesItsMirrorsInStrictMode() throws IOException {
        try (var workspace = Workspace.open(root, tasks)) {
            EndpointSpec spec = spec(workspace);
            assertEquals(new EndpointSpec.Extension(true, Map.of("green", 80, "blue", 100), "blue", true,
                    null,
                    new EndpointSpec.Sticky(false, "x-session-id"), 5, 10,
                    new EndpointSpec.Logs(true, true, true)), spec.slipway());
            assertEquals(Map.of("green", 80, "blue", 100), spec.mirrors());
            assertEquals(List.of(), workspace.spec().get().problems());
        }
        problem("mode: free", "mode: strict", "spec.mirrors-strict");
        problem("mode: free", "mode: loose", "spec.mode");
        problem("green: 80", "grean: 80", "spec.traffic-unknown-deployment");
        problem("twin: blue", "twin: grey", "spec.twin");
        problem("header: x-session-id", "header: \"a b\"", "spec.sticky-name");
        problem("random: true", "random: sometimes", "spec.type");
    }

    @Test
    void editsKeepCommentsAndUnknownKeys() throws IOException {
        try (var workspace = Workspace.open(root, tasks)) {
            set(workspace, "sticky", "{cookie: c}", "random", null, "mirrors", "{green: 10}",
                    "twin", "green");
            assertEquals(ENDPOINT.replace("{header: x-session-id}", "{cookie: c}").replace("    random: true\n", "")
                    .replace("{green: 80, blue: 100}", "{green: 10}").replace("twin: blue", "twin: green"), text());
            workspace.deleteDeployment("iris", green(workspace));
            assertEquals(Map.of(), spec(workspace).mirrors());
            assertNull(spec(workspace).slipway().twin());
        }
    }

    @Test
    void makesTheMapsThatAreMissing() throws IOException {
        write("endpoint", "name: iris # ours\ntraffic: {blue: 100}\n");
        try (var workspace = Workspace.open(root, tasks)) {
            set(workspace, "mode", "free", "mirrors", "{green: 100}");
            assertEquals("name: iris # ours\ntraffic: {blue: 100}\n"
                    + "x-slipway: {traffic: {mode: free, mirrors: {green: 100}}}\n", text());
            set(workspace, "mirrors", null, "mode", null);
            assertEquals("name: iris # ours\ntraffic: {blue: 100}\nx-slipway: {traffic: {}}\n", text());
            assertThrows(StudioException.class, () -> set(workspace, "mode", "loose"));
            set(workspace, "random", "true");
            assertEquals(true, spec(workspace).slipway().random());
        }
    }

    /// Takes its live traffic first, as a person must.
    private static String green(Workspace workspace) {
        workspace.setTraffic("iris", Map.of("blue", 100));
        return "green";
    }

    private static void set(Workspace workspace, @Nullable String... pairs) {
        var values = new LinkedHashMap<List<String>, @Nullable String>();
        for (int i = 0; i < pairs.length; i += 2)
            values.put(List.of("traffic", String.valueOf(pairs[i])), pairs[i + 1]);
        workspace.setExtension("iris", values);
    }

    private void problem(String from, String to, String code) throws IOException {
        write("endpoint", ENDPOINT.replace(from, to));
        try (var workspace = Workspace.open(root, tasks)) {
            assertEquals(List.of(code),
                    workspace.spec().get().problems().stream().map(p -> p.problem().code()).toList());
        }
    }

    private static EndpointSpec spec(Workspace workspace) {
        EndpointSpec spec = workspace.spec().get().endpoint("iris").orElseThrow().spec();
        if (spec == null) throw new AssertionError("no spec");
        return spec;
    }

    private String text() throws IOException {
        return Files.readString(root.resolve("endpoints/iris/endpoint.yml"));
    }

    private void write(String name, String text) throws IOException {
        Path folder = Files.createDirectories(root.resolve("endpoints/iris"));
        Files.writeString(folder.resolve(name + ".yml"), text);
    }
}
