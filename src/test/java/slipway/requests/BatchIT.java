package slipway.requests;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.contract.Contracts;
import slipway.contract.Signature;
import slipway.contract.Tensor;
import slipway.requests.Batch.Limits;
import slipway.requests.Batch.Strategy;
import slipway.testkit.StubUpstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BatchIT {
    private static final int ROWS = 100;
    @TempDir
    Path folder;

    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicInteger refusing = new AtomicInteger();
    private final StubUpstream server = new StubUpstream(request -> request.body().onSuccess(body -> {
        String text = body.toString();
        // one row is at fault, whoever it comes with
        int status = refusing.get() > 0
                ? refusing.get()
                : busy.get() && text.contains("r50") ? 503 : text.contains("r13,") ? 400 : 200;
        String lines = text.lines().map(line -> line.substring(0, line.indexOf(',')) + "!")
                .collect(Collectors.joining("\n"));
        request.response().setStatusCode(status).putHeader("content-type", "text/csv").end(status == 200
                ? lines
                : "bad r13");
    }));

    @Test
    void oneBadRowCostsNoOther() throws Exception {
        try (server; var sender = new Sender()) {
            Batch.Result result = new Batch(sender).run(plan(Strategy.MULTI_RECORD, 400), Progress.NONE, seen -> {});
            assertEquals(ROWS, result.done());
            assertEquals(1, result.failed());
            List<JsonNode> lines = lines();
            assertEquals(IntStream.rangeClosed(1, ROWS).boxed().toList(), lines.stream().map(each -> each.path("row")
                    .asInt()).toList());
            assertEquals("bad r13", lines.get(12).path("error").asString());
            assertEquals("r14!", lines.get(13).path("output").asString());
            assertTrue(server.requests() < ROWS / 2, server.requests() + " requests");
            assertNull(Batch.left(input(), folder.resolve("out.jsonl")));
        }
    }

    @Test
    void twoRunsDoNotWriteIntoOneResult() throws Exception {
        Path input = input();
        Path output = folder.resolve("out.jsonl");
        try (server; var first = BatchOutput.open(input, output)) {
            assertEquals("requestedit.batch-busy", assertThrows(StudioException.class, () -> BatchOutput.open(input,
                    output)).problem().code());
            assertEquals(0, first.done());
        }
        try (var next = BatchOutput.open(input, output)) {
            assertEquals(0, next.done(), "free again");
        }
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        try (server; var sender = new Sender()) {
            var batch = new Batch(sender, Duration.ofMillis(1));
            busy.set(true);
            Batch.Plan plan = plan(Strategy.SINGLE_RECORD, 400);
            var stopped = assertThrows(StudioException.class, () -> batch.run(plan, Progress.NONE, seen -> {}));
            assertEquals("requestedit.batch-stopped", stopped.problem().code());
            assertEquals(49, Objects.requireNonNull(Batch.left(plan.input(), plan.output())).done());
            assertEquals(49, lines().size());
            // what a crash left half written
            Files.writeString(plan.output(), Files.readString(plan.output()) + "{\"row\": 50, \"sta");
            busy.set(false);
            long before = server.requests();
            assertEquals(ROWS, batch.run(plan, Progress.NONE, seen -> {}).done());
            assertEquals(51, server.requests() - before);
            assertEquals(ROWS, lines().stream().map(each -> each.path("row").asInt()).distinct().count());
            busy.set(true);
            assertThrows(StudioException.class, () -> batch.run(plan, Progress.NONE, seen -> {}));
            Files.writeString(plan.input(), "id,x\nother,1\n");
            assertEquals("requestedit.batch-changed", assertThrows(StudioException.class, () -> batch.run(plan,
                    Progress.NONE, seen -> {})).problem().code());
        }
    }

    @Test
    void rowsBecomeWhatTheContractSends() throws Exception {
        var signature = new Signature(List.of(new Tensor("id", "string", List.of(-1)), new Tensor("x", "int64", List.of(
                -1))), List.of(), true);
        var form = new BatchForm.Contract(Contracts.byId("mlflow").orElseThrow(), signature, "m", "dataframe_split");
        try (server;
                BatchRows rows = BatchRows.open(input());
                BatchRows lines = BatchRows.open(Files.writeString(folder
                        .resolve("a.jsonl"), "{\"id\": \"a\"}\n\n{\"x\": 1, \"id\": \"b\"}\n"))) {
            String body = form.body("", List.of(rows.next(), rows.next()));
            assertEquals("{\"dataframe_split\":{\"columns\":[\"id\",\"x\"],\"data\":[[\"r1\",1],[\"r2\",2]]}}", body);
            assertThrows(StudioException.class, () -> form.body("", List.of(lines.next())));
            assertEquals(2, Objects.requireNonNull(lines.next()).number());
        }
    }

    @Test
    void severalAtOnceStandInTheirOrder() throws Exception {
        try (server; var sender = new Sender()) {
            Batch.Result result = new Batch(sender).run(plan(new Limits(Strategy.MULTI_RECORD, 3, 1_000_000, 8)),
                    Progress.NONE, seen -> {});
            assertEquals(List.of(new Batch.Failure(13, 400, "bad r13")), result.failures());
            assertEquals(ROWS, result.total());
            assertEquals(IntStream.rangeClosed(1, ROWS).boxed().toList(), lines().stream().map(each -> each.path("row")
                    .asInt()).toList());
            // 34 bundles of three, and the halves of that with row 13
            assertEquals(34 + 2, server.requests());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskStopsIt() throws Exception {
        try (server; var sender = new Sender()) {
            Batch.Plan plan = plan(Strategy.SINGLE_RECORD, 400);
            Files.createSymbolicLink(plan.output(), Path.of("/dev/full"));
            var stopped = assertThrows(StudioException.class, () -> new Batch(sender).run(plan, Progress.NONE,
                    seen -> {}));
            assertEquals("requestedit.batch-disk", stopped.problem().code());
            assertEquals(new Batch.Left(0, 0, true), Batch.left(plan.input(), plan.output()));
            Files.delete(plan.output());
            assertEquals(ROWS, new Batch(sender).run(plan, Progress.NONE, seen -> {}).done());
        }
    }

    @Test
    void whatNoOtherRowWouldChangeStopsAtOnce() throws Exception {
        try (server; var sender = new Sender()) {
            refusing.set(401);
            assertEquals("requestedit.batch-refused", stopped(sender, plan(Strategy.MULTI_RECORD, 400)));
            assertEquals(1, server.requests());
            Batch.Plan plan = plan(Strategy.SINGLE_RECORD, 400);
            Files.delete(plan.input());
            assertEquals("requestedit.batch-gone", stopped(sender, plan));
            Files.writeString(plan.input(), "id,x\nr1,1\nr2,\"2\nr3,3\n");
            refusing.set(0);
            Files.delete(BatchState.file(plan.output()));
            assertEquals("requestedit.batch-quotes", stopped(sender, plan));
            Files.write(plan.input(), "id,x\nr1,1\nrü,2\n".getBytes(StandardCharsets.ISO_8859_1));
            assertEquals("requestedit.batch-encoding", stopped(sender, plan));
        }
    }

    @Test
    void aRowIsNeverTheNameOfAFile() throws Exception {
        try (server; var sender = new Sender()) {
            Path input = Files.writeString(folder.resolve("in.jsonl"), "< " + folder.resolve("secret.txt") + ",\n");
            Files.writeString(folder.resolve("secret.txt"), "s3cret,\n");
            Batch.Plan plan = plan(Strategy.SINGLE_RECORD, 400);
            new Batch(sender).run(new Batch.Plan("iris", plan.request(), input, plan.output(), plan.form(), plan
                    .limits()), Progress.NONE, seen -> {});
            assertEquals("< " + folder.resolve("secret.txt") + "!", lines().getFirst().path("output").asString());
        }
    }

    private static String stopped(Sender sender, Batch.Plan plan) {
        return assertThrows(StudioException.class, () -> new Batch(sender).run(plan, Progress.NONE, seen -> {}))
                .problem().code();
    }

    private Path input() throws Exception {
        return Files.writeString(folder.resolve("in.csv"), "id,x\n" + IntStream.rangeClosed(1, ROWS).mapToObj(i -> "r"
                + i + "," + i + "\n").collect(Collectors.joining()));
    }

    private Batch.Plan plan(Strategy strategy, long max) throws Exception {
        return plan(new Limits(strategy, 0, max, 1));
    }

    private Batch.Plan plan(Limits limits) throws Exception {
        return new Batch.Plan("iris", new Draft("n", "POST", server.url() + "/", Map.of("Content-Type", "x/y"), ""),
                input(), folder.resolve("out.jsonl"), new BatchForm.Lines("text/csv", false), limits);
    }

    private List<JsonNode> lines() throws Exception {
        return Files.readAllLines(folder.resolve("out.jsonl")).stream().map(JsonMapper.shared()::readTree).toList();
    }
}
