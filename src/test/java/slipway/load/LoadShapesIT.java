package slipway.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import slipway.base.Bytes;
import slipway.base.Progress;
import slipway.base.Tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Shapes, limits and odd servers, over real sockets.
@Timeout(60)
class LoadShapesIT {
    private final LoadRunner runner = new LoadRunner();

    @AfterEach
    void close() {
        runner.close();
    }

    private static LoadPlan plan(URI url, Shape shape, LoadPlan.Limits limits) {
        return new LoadPlan(url, shape,
                RequestSet.inTurn(List.of(LoadRequest.post("text/plain", Bytes.utf8("x")))), limits);
    }

    private static LoadPlan.Limits limits(int connections, int threads, int timeoutMillis, long most) {
        return new LoadPlan.Limits(connections, threads, Duration.ofMillis(timeoutMillis), most);
    }

    private LoadReport run(LoadPlan plan) throws InterruptedException {
        return runner.watch(plan, Progress.NONE, report -> {});
    }

    @Test
    void aClosedLoopKeepsItsConnectionsBusyAndNoMore() throws Exception {
        try (var server = new ScriptServer((head, body) -> {
            Thread.sleep(5);
            return ScriptServer.ok("ok");
        })) {
            LoadReport report = run(plan(server.url(), new Shape.Closed(4, Duration.ofSeconds(2)),
                    LoadPlan.Limits.STANDARD));
            assertEquals(4, server.connections.get());
            // 4 at a time of 5 ms each would be 1,600 in 2 s
            assertTrue(report.result().ok() > 600 && report.result().ok() <= 1_610, report.result().toString());
            assertEquals(report.result().sent(), report.result().ok());
            assertTrue(report.result().latency().p50() >= 5, report.result().toString());
            assertEquals(200, run(plan(server.url(), new Shape.Closed(4, Duration.ofSeconds(20)),
                    limits(4, 2, 1_000, 200))).result().ok());
        }
    }

    @Test
    void aClosedLoopGoesOnWhereEachConnectionTakesOneRequest() throws Exception {
        try (var server = new ScriptServer((head, body) -> "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nall of it")) {
            LoadResult result = run(plan(server.url(), new Shape.Closed(4, Duration.ofSeconds(20)),
                    limits(4, 1, 2_000, 100))).result();
            assertEquals(100, result.ok(), result.toString());
            // each of the four may be opening its next one when the last answer is in
            int connections = server.connections.get();
            assertTrue(connections >= 100 && connections <= 104, "connections: " + connections);
        }
        LoadResult gone = run(plan(URI.create("http://127.0.0.1:1/"), new Shape.Closed(2, Duration.ofMillis(500)),
                LoadPlan.Limits.STANDARD)).result();
        assertEquals(Map.of("connect", gone.sent()), gone.errors());
        assertTrue(gone.sent() > 4 && gone.sent() < 60, "does not hammer: " + gone);
    }

    @Test
    void secondsAddUpToTheWhole() throws Exception {
        var turn = new AtomicInteger();
        try (var server = new ScriptServer((head, body) -> turn.incrementAndGet() % 5 == 0
                ? "HTTP/1.1 500 No\r\ncontent-length: 0\r\nx-slipway-deployment: green\r\n\r\n"
                : ScriptServer.ok("ok", "x-slipway-deployment: blue"))) {
            var parts = new CopyOnWriteArrayList<LoadReport>();
            LoadReport report = runner.watch(plan(server.url(), new Shape.Ramp(0, 400, Duration.ofMillis(2_500)),
                    limits(20, 2, 5_000, Long.MAX_VALUE)), Progress.NONE, parts::add);
            assertEquals(500, report.result().sent());
            assertEquals(Map.of("500", 100L), report.result().errors());
            assertEquals(100, Objects.requireNonNull(report.result().perDeployment().get("green")).requests());
            assertEquals(List.of(80L, 240L, 180L), report.seconds().stream().map(LoadReport.Second::asked).toList());
            assertEquals(500, report.seconds().stream().mapToLong(LoadReport.Second::sent).sum());
            assertEquals(500, report.seconds().stream().mapToLong(LoadReport.Second::answered).sum());
            assertEquals(100, report.seconds().stream().mapToLong(LoadReport.Second::errors).sum());
            assertEquals(400, report.seconds().stream()
                    .mapToLong(second -> Objects.requireNonNull(second.byDeployment().get("blue")).answered()).sum());
            assertEquals(500, Objects.requireNonNull(report.spreads().get("")).count());
            assertTrue(server.most.get() <= 20, "connections: " + server.most);
            assertTrue(parts.size() >= 8 && parts.getLast().seconds().size() >= 2, "parts: " + parts.size());
            assertTrue(parts.getLast().spreads().isEmpty());
        }
    }

    @Test
    void aServerThatNeverAnswersCostsTimeAndBoundedMemory() throws Exception {
        try (var server = new ScriptServer((head, body) -> {
            Thread.sleep(60_000);
            return null;
        })) {
            LoadResult slow = run(plan(server.url(), new Shape.Constant(100, Duration.ofMillis(500)),
                    limits(10, 1, 300, Long.MAX_VALUE))).result();
            assertEquals(Map.of("timeout", 50L), slow.errors());
            assertTrue(slow.latency().max() >= 300 && slow.latency().max() < 400, slow.toString());
            LoadResult full = run(plan(server.url(), new Shape.Constant(100_000, Duration.ofSeconds(1)),
                    limits(10, 1, 3_000, Long.MAX_VALUE))).result();
            assertEquals(100_000, full.sent());
            assertEquals(Map.of("queue", 50_000L, "timeout", 50_000L), full.errors());
        }
    }

    @Test
    void requestsGoInTurnWithTheirOwnPathsAndHeaders() throws Exception {
        var seen = new CopyOnWriteArrayList<String>();
        try (var server = new ScriptServer((head, body) -> {
            seen.add(head.lines().findFirst().orElse("") + head.contains("x-own: 1") + body);
            return head.startsWith("HEAD") ? "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n" : ScriptServer.ok("");
        })) {
            var set = RequestSet.inTurn(List.of(new LoadRequest("GET", "/a?b=1", Map.of("X-Own", "1"), Bytes.EMPTY, 1),
                    new LoadRequest("HEAD", "/h", Map.of(), Bytes.EMPTY, 1),
                    new LoadRequest("POST", "", Map.of(), Bytes.utf8("body"), 1)));
            LoadResult result = run(new LoadPlan(server.url().resolve("/base"),
                    new Shape.Times(List.of(0L, 20_000_000L, 40_000_000L, 60_000_000L)), set,
                    LoadPlan.Limits.STANDARD)).result();
            assertEquals(4, result.ok(), result.toString());
            assertEquals(List.of("GET /a?b=1 HTTP/1.1true", "HEAD /h HTTP/1.1false",
                    "POST /base HTTP/1.1falsebody", "GET /a?b=1 HTTP/1.1true"), seen);
        }
    }

    @Test
    void nothingIsLeftOfACancelledRun() throws Exception {
        try (var server = new ScriptServer((head, body) -> {
            Thread.sleep(60_000);
            return null;
        }); var tasks = new Tasks()) {
            var task = tasks.quiet("load", progress -> runner.run(
                    plan(server.url(), new Shape.Closed(8, Duration.ofMinutes(5)), LoadPlan.Limits.STANDARD),
                    Progress.NONE, partial -> {}));
            org.awaitility.Awaitility.await().until(() -> server.connections.get() == 8);
            long start = System.nanoTime();
            task.cancel();
            assertTrue(task.await(Duration.ofSeconds(2)));
            assertTrue(System.nanoTime() - start < 500_000_000L, "at once");
        }
    }
}
