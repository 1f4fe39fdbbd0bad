package slipway.requests;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.compare.Tolerance;
import slipway.requests.AgreementPair.Verdict;
import slipway.store.Database;
import slipway.testkit.StubUpstream;
import slipway.traffic.Gateway;
import slipway.traffic.Target;
import slipway.traffic.TrafficPolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Two deployments behind a real gateway; what they answer stands in the row that asks.
class TwoTargetsIT {
    private static final Tolerance ALLOWED = new Tolerance(0, 1e-6, Set.of(), Set.of());
    private static final String SURE = "{\"label\": \"setosa\", \"p\": 0.25}";
    /// What each deployment answers to the row: an object, or a status.
    private static final List<String> ROWS = List.of(row(SURE, "{\"p\": 0.25, \"label\": \"setosa\"}"), row(SURE,
            "{\"label\": \"setosa\", \"p\": 0.2500000001}"), row(SURE, "{\"label\": \"setosa\", \"p\": 0.26}"),
            row(SURE,
                    "{\"label\": \"virginica\", \"p\": 0.25}"),
            row(SURE, "{\"label\": \"setosa\"}"), row(SURE, "503"),
            row("500", SURE), row("422", "422"));

    @TempDir
    Path folder;

    private static final BatchForm LINES = new BatchForm.Lines("application/json", false);

    private final AtomicReference<Exception> ended = new AtomicReference<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final StubUpstream blue = upstream("blue");
    private final StubUpstream green = upstream("green");
    private final Gateway gateway = new Gateway();
    private final Sender sender = new Sender();
    private final Tasks tasks = new Tasks();

    private StubUpstream upstream(String name) {
        return new StubUpstream(request -> request.body().onSuccess(body -> {
            asked.add(name);
            JsonNode answer = JsonMapper.shared().readTree(body.toString()).path(name);
            if (answer.isString()) return;
            request.response().setStatusCode(answer.asInt(200)).putHeader("content-type", "application/json")
                    .end(answer.toString());
        }));
    }

    private static String row(String ofBlue, String ofGreen) {
        return "{\"blue\": " + ofBlue + ", \"green\": " + ofGreen + "}\n";
    }

    @AfterEach
    void close() {
        gateway.close();
        sender.close();
        blue.close();
        green.close();
        tasks.close();
    }

    @Test
    void everyPairIsJudgedAndKept() throws Exception {
        try (var database = Database.open(folder.resolve("state.db"))) {
            var history = new History(database);
            var agreement = new Agreement(ALLOWED);
            var progress = new Progress(report -> {});
            long left = new TwoTargets(sender::send, history).run(plan(rows(String.join("", ROWS)), this::ready),
                    agreement, progress, () -> {});
            assertEquals(0, left);
            assertEquals(ROWS.size(), progress.latest().done());
            List<AgreementPair> pairs = agreement.pairs();
            assertEquals(List.of(Verdict.EQUAL, Verdict.CLOSE, Verdict.NUMBERS, Verdict.LABELS, Verdict.SHAPE,
                    Verdict.B_FAILED, Verdict.A_FAILED, Verdict.BOTH_FAILED),
                    pairs.stream().map(AgreementPair::verdict)
                            .toList());
            // who is asked first alternates, and only those named are asked
            assertEquals(List.of("blue", "green", "green", "blue", "blue", "green"), asked.subList(0, 6));
            assertEquals(2 * ROWS.size(), asked.size());
            AgreementSummary summary = agreement.summary();
            assertEquals(List.of(8L, 7L, 2L, 3L, 2L, 2L), List.of(summary.pairs(), summary.counted(), summary
                    .agreeing(), summary.differing(), summary.failedA(), summary.failedB()));
            assertEquals(2.0 / 7, summary.agreement(), 1e-12);
            assertTrue(summary.interval().low() < 2.0 / 7 && summary.interval().high() > 2.0 / 7);
            assertTrue(summary.a().median() > 0 && summary.b().p95() >= summary.b().median());
            Exchange kept = history.get(pairs.get(3).b().id()).orElseThrow();
            assertEquals("{{endpoint}}/score", kept.draft().url());
            assertEquals("green", kept.draft().headers().get(TwoTargets.NAME_HEADER));
            assertTrue(kept.body().text().contains("virginica"));
            assertEquals(2L * ROWS.size(), history.find(HistoryQuery.words("rows.jsonl · blue and green"), 100).size());
        }
    }

    @Test
    void aRequestThatCannotBeMadeCostsNoOther() throws Exception {
        var agreement = new Agreement(ALLOWED);
        var drafts = List.of(draft(ROWS.getFirst()), draft("{{nobody}}"), draft(ROWS.getFirst()));
        new TwoTargets(sender::send, null).run(plan(AgreementSet.of("three", drafts), written -> {
            if (written.body().equals("{{nobody}}")) throw StudioException.of("requestedit.unresolved", "nobody");
            return ready(written);
        }), agreement, Progress.NONE, () -> {});
        assertEquals(List.of(Verdict.EQUAL, Verdict.BOTH_FAILED, Verdict.EQUAL), agreement.pairs().stream().map(
                AgreementPair::verdict).toList());
        assertEquals("requestedit.unresolved", Objects.requireNonNull(agreement.pairs().get(1).a().problem()).code());
        assertEquals(4, asked.size());
        blue.close();
        assertEquals(Verdict.A_FAILED, alone(ROWS.getFirst()).verdict());
        assertTrue(alone(ROWS.getFirst()).a().status() >= 500);
    }

    private AgreementPair alone(String body) throws Exception {
        var agreement = new Agreement(ALLOWED);
        new TwoTargets(sender::send, null).run(plan(AgreementSet.of("one", List.of(draft(body))), this::ready),
                agreement, Progress.NONE, () -> {});
        return agreement.pairs().getFirst();
    }

    @Test
    void interruptedItLeavesWhatIsThere() throws Exception {
        var agreement = new Agreement(ALLOWED);
        String text = ROWS.getFirst() + row(SURE, "\"never\"") + ROWS.getFirst();
        Tasks.Task task = tasks.quiet("two", progress -> {
            try {
                new TwoTargets(sender::send, null).run(plan(rows(text), this::ready), agreement, progress, () -> {});
            } catch (Exception e) {
                ended.set(e);
            }
        });
        Awaitility.await().until(() -> asked.size() == 3);
        task.cancel();
        Awaitility.await().until(() -> ended.get() instanceof InterruptedException);
        assertEquals(1, agreement.pairs().size());
    }

    @Test
    void aBrokenFileIsRefusedBeforeAnythingIsSent() throws Exception {
        String many = ROWS.getFirst().repeat(500);
        Path file = Files.write(folder.resolve("rows.jsonl"), (many + "\u00e9\n").getBytes(
                StandardCharsets.ISO_8859_1));
        assertEquals("requestedit.batch-encoding",
                assertThrows(StudioException.class, () -> new TwoTargets(sender::send, null)
                        .run(plan(AgreementSet.rows(file, LINES, draft("")), this::ready), new Agreement(ALLOWED),
                                Progress.NONE, () -> {}))
                        .problem().code());
        assertEquals(List.of(), asked);
    }

    private AgreementSet rows(String text) throws Exception {
        return AgreementSet.rows(Files.writeString(folder.resolve("rows.jsonl"), text), LINES, draft(""));
    }

    private TwoTargets.Plan plan(AgreementSet set, UnaryOperator<Draft> ready) {
        if (gateway.endpoints().get().isEmpty()) {
            gateway.open("iris", 0, new TrafficPolicy(Map.of("blue", 100), null, 0, null));
            gateway.setTarget("iris", new Target("blue", 1, List.of(blue.url()), "azureml", "/score"));
            gateway.setTarget("iris", new Target("green", 1, List.of(green.url()), "azureml", "/score"));
        }
        return new TwoTargets.Plan("iris", "blue", "green", set, ready);
    }

    private Draft ready(Draft written) {
        return new Draft(written.name(), written.method(), written.url().replace("{{endpoint}}", gateway.endpoints()
                .get().getFirst().url()), written.headers(), written.body());
    }

    private static Draft draft(String body) {
        return new Draft("n", "POST", "{{endpoint}}/score", Map.of("content-type", "application/json"), body);
    }
}
