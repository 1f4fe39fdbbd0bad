package slipway.ui.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Twin;
import slipway.catalog.Catalog;
import slipway.catalog.Model;
import slipway.cli.Pasted;
import slipway.load.LoadPlan;
import slipway.load.RowForm;
import slipway.rollout.RolloutPlan;
import slipway.rollout.RolloutTwin;
import slipway.rollout.Split;
import slipway.store.RunFile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What the Lab gives to be pasted asks for what the Lab does: a real shell takes it apart, the real command line reads it.
class LabTwinsIT {
    private static final String BODY = "{\"text\": \"it's $HOME, `ls` \\\\ and\\n\\\"more\\\"\"}";

    @TempDir
    Path folder;

    private Path root;
    private LabEndpoint iris;

    @BeforeEach
    void up() throws Exception {
        root = Files.createDirectories(folder.resolve("it's mine"));
        Path model = Files.createDirectories(root.resolve("models/tree"));
        Files.writeString(model.resolve("MLmodel"), """
                flavors:
                  python_function:
                    loader_module: mlflow.sklearn
                signature:
                  inputs: '[{"name": "a", "type": "double"}, {"name": "b", "type": "double"}]'
                  outputs: '[{"type": "long"}]'
                """);
        Model tree = Catalog.look(model);
        ProcessHandle self = ProcessHandle.current();
        new RunFile(self.pid(), self.info().startInstant().orElseThrow().toEpochMilli(),
                List.of(new RunFile.EndpointRun("iris", "http://127.0.0.1:8801", "secret", Map.of("blue", 100))),
                List.of(new RunFile.DeploymentRun("iris", "blue", "ready", null, "embedded", List.of(), 1, 0, 0, null,
                        "mlflow", model.toString())))
                .write(root.resolve(".slipway"));
        iris = new LabEndpoint(root, "iris", "http://127.0.0.1:8801", "secret", List.of("blue", "green"),
                Map.of("blue", 100), List.of(), RowForm.of("mlflow", tree.signature(), tree.name()));
    }

    @Test
    void everyShapeOfALoadIsTheSamePlan() throws Exception {
        var data = new LoadData("JSON", "/invocations?x=1", "application/json", BODY, null);
        for (LoadAsk.Kind kind : LoadAsk.Kind.values()) {
            var ask = new LoadAsk(kind, 10.125, 200, List.of(20.0, 50.5), 10, 2, 2.0005, 33);
            assertSame(ask, data);
        }
    }

    @Test
    void filesLongBodiesAndBodiesOfNoTypeAreSent() throws Exception {
        var ask = new LoadAsk(LoadAsk.Kind.CONSTANT, 50, 0, List.of(), 0, 0, 1, 8);
        assertSame(ask, new LoadData("", "", "text/csv", "a,b\n1,2\n", null));
        assertSame(ask, new LoadData("", "/score", "", "", null));
        assertSame(ask, new LoadData("", "", "application/json", "[" + "1,".repeat(40_000) + "1]", null));
        assertSame(ask, new LoadData("", "/score", "", "", Files.writeString(root.resolve("a b.jsonl"), "{}\n[1]\n")));
    }

    @Test
    void theRowsOfATableBecomeWhatTheContractHas() throws Exception {
        var ask = new LoadAsk(LoadAsk.Kind.CONSTANT, 50, 0, List.of(), 0, 0, 1, 8);
        Path table = Files.writeString(root.resolve("rows.csv"), "a,b\n1,2\n");
        assertSame(ask, new LoadData("", "/score", "", "", table));
        LoadPlan plain = new Pasted(ask.command(iris, new LoadData("", "", "", "", table)) + " --data-form input_data")
                .load();
        LoadPlan own = LoadCard.plan(iris, ask, new LoadData("", "", "", "", table));
        assertInstanceOf(RowForm.Contract.class, iris.rows());
        assertNotEquals(plain.requests(), own.requests(), "the contract’s form is not the one of Azure’s tables");
    }

    private void assertSame(LoadAsk ask, LoadData data) throws Exception {
        String command = ask.command(iris, data);
        assertTrue(command.length() < 5_000, command);
        assertEquals(LoadCard.plan(iris, ask, data), new Pasted(command).load(), command);
    }

    @Test
    void aReplayIsTheSamePlan() throws Exception {
        for (ReplayAsk ask : List.of(new ReplayAsk("it's morning", ReplayAsk.Speed.ORIGINAL, 1, "", null),
                new ReplayAsk("m", ReplayAsk.Speed.SCALED, 2.5, "blue", ""),
                new ReplayAsk("m", ReplayAsk.Speed.RATE, 0.125, "", "green"))) {
            var pasted = new Pasted(ask.command(iris));
            assertEquals(ask.plan(iris), pasted.replay());
            assertEquals(List.of(ask.recording(), "iris"), pasted.positionals());
        }
    }

    @Test
    void aRecordingAsksForTheSame() throws Exception {
        for (RecordAsk ask : List.of(new RecordAsk("iris", "", 0, 1000, ""),
                new RecordAsk("iris", "morning run", 60.25, 0.5,
                        "pin, $.user.email, header:X-Tenant, /sk-[a-z/]+'/"))) {
            var pasted = new Pasted(ask.command(iris));
            assertEquals(ask.ask(), pasted.record("iris"));
            assertEquals(ask.name().isEmpty() ? "null" : ask.name(), pasted.option("--name"));
            assertEquals(ask.ask(), new Pasted(ask.ask().command("")).record("iris"), "the activity log’s");
        }
    }

    @Test
    void aRolloutIsTheSamePlan() throws Exception {
        var split = new Split(Map.of("blue", 100), Map.of());
        for (RolloutAsk ask : List.of(
                new RolloutAsk("iris", "blue", "green", 25, List.of(10.0, 100.0), 200, 10, 600, 1, 25, 99, 5, true),
                new RolloutAsk("iris", "blue", "green", 0, List.of(5.5, 25.0), 1, 0.125, 0.5, 0.3, 33.333333, 0, 0.07,
                        false))) {
            RolloutPlan plan = ask.plan();
            assertEquals(plan, new Pasted(Twin.in(root, RolloutTwin.of(plan))).rollout(split));
        }
        assertEquals("slipway rollout", new Pasted(RolloutTwin.rollBack("iris")).name());
    }
}
