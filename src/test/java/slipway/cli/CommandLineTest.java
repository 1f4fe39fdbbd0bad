package slipway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.deploy.Salvage;
import slipway.engine.docker.ContextChoice;
import slipway.store.RunFile;
import slipway.testkit.Covers;
import slipway.testkit.FakeLeftOvers;
import slipway.testkit.RefusingOpener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The commands that need no running studio, on real files.
class CommandLineTest {
    @TempDir
    Path workspace;

    private final FakeLeftOvers left = new FakeLeftOvers();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void anEndpointOfTwo() throws IOException {
        Path folder = Files.createDirectories(workspace.resolve("endpoints/iris"));
        Files.writeString(folder.resolve("endpoint.yml"), """
                # ours
                name: iris
                auth_mode: key
                traffic:
                  blue: 90   # the old one
                  green: 10
                """);
        for (String name : List.of("blue", "green")) {
            Files.writeString(folder.resolve(name + ".yml"), """
                    name: %s
                    endpoint_name: iris
                    model: {name: iris, version: 1, path: ../../m, type: mlflow_model}
                    instance_type: Standard_DS3_v2
                    instance_count: 1
                    """.formatted(name));
        }
    }

    /// What was named for all engines.
    private final List<String> contexts = new java.util.ArrayList<>();

    /// No command of this test may open a studio.
    private Opener noStudio() {
        return RefusingOpener.but(Map.of("context", given -> ContextChoice.NONE, "goBy", given -> {
            contexts.add((String) given[0]);
            return null;
        }, "clean", given -> 0, "salvage", given -> new Salvage(left)));
    }

    private int run(String... args) {
        return CommandLineApp.run(args, noStudio(), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private String[] here(String... args) {
        var all = new java.util.ArrayList<>(List.of("--workspace", workspace.toString()));
        all.addAll(List.of(args));
        return all.toArray(String[]::new);
    }

    @Test
    void theContextComesBeforeOrAfterTheCommand() {
        run(here("--context", "far", "down"));
        run(here("prune", "--context", "near"));
        run(here("down"));
        assertEquals(List.of("far", "near"), contexts);
    }

    @Test
    @Covers("A178")
    void tokensAndKeysAreMadeForWhoeverAsks() throws IOException {
        assertEquals(1, run(here("endpoint", "token", "iris")));
        assertTrue(err.toString().contains("auth_mode is key"), err.toString());
        assertEquals(0, run(here("endpoint", "update", "iris", "--auth-mode", "aml_token")), err.toString());
        assertEquals(0, run(here("--json", "endpoint", "token", "iris", "--expires", "10m")), err.toString());
        assertTrue(out.toString().contains("expiryTimeUtc"), out.toString());
        Path state = workspace.resolve(".slipway");
        var before = slipway.store.Keys.of(state, "iris", null);
        assertEquals(0, run(here("endpoint", "regenerate-key", "iris", "--key-type", "secondary")), err.toString());
        var after = slipway.store.Keys.of(state, "iris", null);
        assertEquals(before.primary(), after.primary());
        assertFalse(before.secondary().equals(after.secondary()));
        assertTrue(out.toString().contains(after.secondary()));
    }

    @Test
    void freeModeIsWrittenIntoTheFile() throws IOException {
        assertEquals(0,
                run(here("endpoint", "update", "iris", "--mode", "free", "--mirrors", "green=80 blue=100", "--twin",
                        "blue",
                        "--random", "--sticky-cookie", "slipway-session", "--bandwidth-mbps", "5")),
                err.toString());
        String file = Files.readString(workspace.resolve("endpoints/iris/endpoint.yml"));
        assertTrue(file.contains("x-slipway:") && file.contains("mode: free") && file.contains("green: 80")
                && file.contains("bandwidth_mbps: 5") && file.contains("# ours"), file);
        assertEquals(1, run(here("endpoint", "update", "iris", "--mode", "strict")));
        assertEquals(0, run(here("endpoint", "update", "iris", "--mode", "strict", "--mirrors", "", "--twin", "")),
                err.toString());
    }

    @Test
    @Covers({"A196", "A213"})
    void trafficIsEditedInTheFileAndCommentsStay() throws IOException {
        assertEquals(0, run(here("endpoint", "update", "iris", "--traffic", "blue=0 green=100")), err.toString());
        String file = Files.readString(workspace.resolve("endpoints/iris/endpoint.yml"));
        assertTrue(file.contains("# ours") && file.contains("# the old one"), file);
        assertTrue(file.contains("green: 100"), file);
    }

    @Test
    @Covers("A212")
    void trafficThatSumsToNinetyIsRefusedWithWhatWhyAndWhatToDo() throws IOException {
        Path file = workspace.resolve("endpoints/iris/endpoint.yml");
        String before = Files.readString(file);
        assertEquals(1, run(here("endpoint", "update", "iris", "--traffic", "blue=80 green=10")));
        assertEquals(3, err.toString().strip().lines().count(), err.toString());
        assertFalse(err.toString().contains("["), err.toString());
        assertEquals(before, Files.readString(file));
    }

    @Test
    @Covers("A194")
    void showGivesTheTrafficAsJson() {
        assertEquals(0, run(here("--json", "endpoint", "show", "iris")), err.toString());
        JsonNode shown = JsonMapper.shared().readTree(out.toString());
        assertEquals(90, shown.path("traffic").path("blue").asInt());
        assertEquals("key", shown.path("auth_mode").asString());
        assertEquals(2, shown.path("deployments").size());
    }

    @Test
    void deletingAnEndpointSaysWhatWentWithIt() {
        assertEquals(0, run(here("endpoint", "delete", "iris")), err.toString());
        assertFalse(Files.exists(workspace.resolve("endpoints/iris")));
        assertTrue(err.toString().contains("blue, green"), err.toString());
    }

    @Test
    void wrongUsageIsTwo() {
        assertEquals(2, run("no-such-command"));
        assertEquals(2, run("endpoint"));
        assertEquals(2, run("load", "iris", "--rate", "many"));
        assertEquals(2, run("up", "--for", "soon"));
    }

    @Test
    void aWordThatBeginsWithAnAtIsNoFileOfArguments() throws IOException {
        String word = "@" + Files.writeString(workspace.resolve("body"), "--rate many");
        assertEquals(word, Commands.line().parseArgs("load", "iris", "--body", word).subcommand()
                .matchedOptionValue("--body", ""));
    }

    @Test
    void aCommandThatNeedsARunningStudioSaysSo() {
        assertEquals(1, run(here("invoke", "iris", "--request-file", "none.json")));
        assertTrue(err.toString().contains("slipway up"), err.toString());
        assertEquals(0, run(here("--json", "ps")));
        assertFalse(JsonMapper.shared().readTree(out.toString()).path("running").asBoolean());
    }

    @Test
    void everyCommandAndOptionHasItsHelp() {
        for (String command : List.of("demo", "doctor", "catalog scan", "catalog import", "up", "down", "ps", "logs",
                "endpoint create",
                "endpoint update", "endpoint show", "endpoint list", "endpoint delete", "invoke", "load", "stats",
                "images",
                "image load", "image save", "image push", "image pull", "image prune", "image tag", "image login",
                "image logout", "prune", "rehearse health", "rehearse update", "rehearse memory",
                "rehearse concurrency")) {
            out.getBuffer().setLength(0);
            var args = new java.util.ArrayList<>(List.of(command.split(" ")));
            args.add("--help");
            assertEquals(0, run(args.toArray(String[]::new)), command);
            List<String> lines = out.toString().lines().toList();
            // an option without a text ends where its name or its value’s name ends
            assertTrue(lines.stream().filter(line -> line.matches("\\s+(-\\w, )?--.*"))
                    .allMatch(
                            line -> line.strip().matches("(-\\w, )?--\\S+(=\\S+)?\\s+\\S.*") || following(lines, line)),
                    command + "\n" + out);
        }
    }

    private static boolean following(List<String> lines, String line) {
        int at = lines.indexOf(line);
        return at + 1 < lines.size() && lines.get(at + 1).matches("\\s{10,}\\S.*");
    }

    @Test
    void psCountsServersAndSaysOnWhichNodesTheyAre() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        var servers = new RunFile.Servers(3, 4, Map.of("node-b", 1, "node-a", 2));
        var many = new RunFile.DeploymentRun("iris", "blue", "ready", "http://10.0.0.1:2", "swarm", List.of(), 1, 0, 0,
                null, null, null, servers);
        new RunFile(self.pid(), started, List.of(), List.of(many)).write(workspace.resolve(".slipway"));
        assertEquals(0, run(here("ps")), err.toString());
        assertTrue(out.toString().contains("3/4 · node-a 2, node-b 1"), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, run(here("--json", "ps")));
        JsonNode told = JsonMapper.shared().readTree(out.toString()).path("deployments").path(0);
        assertEquals(4, told.path("replicas").path("wanted").asInt());
        assertEquals(2, told.path("nodes").path("node-a").asInt());
        // as a studio wrote it that did not count them
        Path file = RunFile.in(workspace.resolve(".slipway"));
        Files.writeString(file, Files.readString(file).replaceAll(",\"servers\":\\{.*?\\}\\}", ""));
        out.getBuffer().setLength(0);
        assertEquals(0, run(here("ps")), err.toString());
        assertTrue(out.toString().contains("iris/blue"), out.toString());
        assertFalse(out.toString().contains("3/4"), out.toString());
    }

    @Test
    void doctorTellsWhatIsHere() {
        run(here("--json", "doctor"));
        JsonNode told = JsonMapper.shared().readTree(out.toString());
        List<String> names = told.path("checks").valueStream().map(check -> check.path("name").asString()).toList();
        assertEquals(List.of("jdk", "display", "memory", "disk", "loopback", "embedded", "docker"),
                names.subList(0, 7));
        assertTrue(told.path("checks").path(6).path("tried").isArray());
        assertTrue(told.path("checks").valueStream().allMatch(check -> !check.path("detail").asString().isBlank()));
    }

    @Test
    void aScanOfNothingIsEmptyAndOfNoFolderFails() {
        assertEquals(0, run("--json", "catalog", "scan", workspace.toString()), err.toString());
        assertEquals(0, JsonMapper.shared().readTree(out.toString()).path("models").size());
        assertEquals(1, run("catalog", "scan", workspace.resolve("missing").toString()));
    }

    @Test
    void pruneTakesWhatIsGoneAndLeavesWhatAStudioMayStillWant() {
        left.all.addAll(List.of(FakeLeftOvers.container("old", "/gone/for/good"),
                FakeLeftOvers.container("closed", workspace.toString())));
        assertEquals(0, run(here("prune", "--dry-run")), err.toString());
        assertEquals(2, left.all.size());
        assertEquals(0, run(here("--json", "prune")), err.toString());
        assertEquals(List.of("closed"), left.names());
        assertEquals(0, run(here("--json", "prune", "--all")), err.toString());
        assertEquals(List.of(), left.names());
    }
}
