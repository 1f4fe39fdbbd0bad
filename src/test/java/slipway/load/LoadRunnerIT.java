package slipway.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Bytes;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.testkit.StubUpstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LoadRunnerIT {
    private final LoadRunner runner = new LoadRunner();

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void keepsItsRateAndCountsByDeployment() throws Exception {
        var turn = new AtomicInteger();
        try (var server = new StubUpstream(request -> request.body().onSuccess(body -> request.response()
                .putHeader("x-slipway-deployment", turn.getAndIncrement() % 10 == 0 ? "green" : "blue").end("ok")))) {
            List<LoadResult> partial = new CopyOnWriteArrayList<>();
            LoadResult result = runner.run(plan(server.url(), 500, 2), Progress.NONE, partial::add);
            assertEquals(1_000, result.sent());
            assertEquals(1_000, result.ok());
            assertEquals(Map.of(), result.errors());
            assertTrue(result.rate() > 0 && result.rate() <= 500.5, result.toString());
            var counted = new TreeMap<String, Long>();
            result.perDeployment().forEach((name, own) -> counted.put(name, own.requests()));
            assertEquals(Map.of("green", 100L, "blue", 900L), counted);
            assertTrue(partial.size() >= 4, "partial results: " + partial.size());
        }
    }

    @Test
    void aStallShowsThoughFewRequestsWereUnderWay() throws Exception {
        var arrived = new AtomicInteger();
        try (var server = new StubUpstream(request -> {
            // the whole server stands still for a second, once
            if (arrived.incrementAndGet() == 100) block(Duration.ofSeconds(1));
            request.response().end("ok");
        })) {
            LoadResult result = runner.run(plan(server.url(), 200, 4), Progress.NONE, partial -> {});
            assertEquals(800, result.ok());
            assertTrue(result.latency().p99() > 850, result.toString());
            assertTrue(result.latency().max() >= 990 && result.latency().max() < 2_000, result.toString());
            assertTrue(result.latency().p50() < 100, result.toString());
        }
    }

    @Test
    void namesErrorsByStatusAndWord() throws Exception {
        URI gone;
        try (var server = new StubUpstream(request -> {
            switch (request.uri()) {
                case "/busy" -> request.response().setStatusCode(503).end();
                default -> request.connection().close();
            }
        })) {
            gone = server.url();
            assertEquals(Map.of("503", 20L), run(server.url().resolve("/busy")).errors());
            assertEquals(Map.of("cut", 20L), run(server.url().resolve("/cut")).errors());
        }
        assertEquals(Map.of("connect", 20L), run(gone).errors());
        assertThrows(StudioException.class, () -> run(URI.create("ftp://127.0.0.1/x")));
    }

    @Test
    void interruptionEndsARun() throws Exception {
        try (var server = StubUpstream.answering("ok"); var tasks = new Tasks()) {
            var task = tasks.quiet("load",
                    progress -> runner.run(plan(server.url(), 50, 600), Progress.NONE, partial -> {}));
            org.awaitility.Awaitility.await().until(() -> server.requests() > 5);
            task.cancel();
            assertTrue(task.await(Duration.ofSeconds(2)));
        }
    }

    @Test
    void isPrintedAsScriptsReadIt() {
        var latency = new LoadResult.Latency(1.2, 1.9, 4.0, 9.1, 12.0);
        var result = new LoadResult(5000, 5000, Map.of(), 499.8, latency,
                Map.of("blue", new LoadResult.PerDeployment(4500, latency)));
        String times = "{\"p50\":1.2,\"p90\":1.9,\"p99\":4.0,\"p999\":9.1,\"max\":12.0}";
        assertEquals("{\"sent\":5000,\"ok\":5000,\"errors\":{},\"rate\":499.8,\"latencyMs\":" + times
                + ",\"perDeployment\":{\"blue\":{\"requests\":4500,\"latencyMs\":" + times + "}}}",
                new JsonMapper().writeValueAsString(result));
    }

    private LoadResult run(URI url) throws InterruptedException {
        return runner.run(
                new LoadPlan(url, 100, Duration.ofMillis(200), "application/json", Bytes.utf8("{}"), Map.of()),
                Progress.NONE, partial -> {});
    }

    private static LoadPlan plan(URI url, double rate, int seconds) {
        return new LoadPlan(url, rate, Duration.ofSeconds(seconds), "application/json", Bytes.utf8("{\"x\":1}"),
                Map.of());
    }

    private static void block(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end)
            java.util.concurrent.locks.LockSupport.parkNanos(end - System.nanoTime());
    }
}
