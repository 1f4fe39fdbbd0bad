package slipway.load;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import slipway.base.Progress;
import slipway.base.Tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Recorded requests, sent again over real sockets.
@Timeout(60)
class ReplayerIT {
    private static final ReplayPlan.Pace ORIGINAL = new ReplayPlan.Pace.Original();

    private final Replayer replayer = new Replayer();

    @AfterEach
    void close() {
        replayer.close();
    }

    private static ReplayItem item(long offsetMillis, String target, String body) {
        return new ReplayItem(offsetMillis * 1_000_000, "POST", target,
                List.of(Map.entry("Content-Type", "text/plain"), Map.entry("Authorization", "Bearer old"),
                        Map.entry("Connection", "close"), Map.entry("Transfer-Encoding", "chunked")),
                () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static ReplayPlan plan(ReplayPlan.Pace pace, ScriptServer... servers) {
        List<ReplayPlan.Aim> aims = java.util.Arrays.stream(servers)
                .map(server -> new ReplayPlan.Aim(server.url(), Map.of("authorization", "Bearer new"))).toList();
        return new ReplayPlan(aims, pace, LoadPlan.Limits.STANDARD, 1_000);
    }

    @Test
    void theSameRequestGoesToBothAndTheAnswersComeTogether() throws Exception {
        try (var one = new ScriptServer((head, body) -> ScriptServer.ok("1" + body, "x-slipway-deployment: blue"));
                var other = new ScriptServer((head, body) -> {
                    Thread.sleep(20);
                    if (body.equals("b7")) return null;
                    return head.contains("/7 ")
                            ? ScriptServer.ok("")
                            : "HTTP/1.1 400 No\r\ncontent-length: 2\r\n\r\n2"
                                    + body.charAt(0);
                })) {
            var seen = new HashSet<String>();
            Iterator<ReplayItem> items = IntStream.range(0, 200).mapToObj(i -> item(5_000 + i * 5L, "/" + i % 10,
                    "b" + i)).iterator();
            ReplayReport report = replayer.run(plan(ORIGINAL, one, other), items, (item, a, b) -> {
                assertNotNull(b);
                String body = a.body().text().substring(1);
                assertTrue(seen.add(body), body);
                assertEquals("/" + Integer.parseInt(body.substring(1)) % 10, item.target());
                assertEquals("blue", a.deployment());
                assertEquals(Map.entry("content-length", String.valueOf(a.body().length())), a.headers().getFirst());
                if (body.equals("b7")) assertEquals("cut", b.error());
                else
                    assertTrue(b.latencyNanos() > 20_000_000 && b.serviceNanos() <= b.latencyNanos(), b.toString());
            }, Progress.NONE, partial -> {});
            assertEquals(200, seen.size());
            assertEquals(200, report.answered());
            assertEquals(19, report.sameStatus());
            assertEquals(200, report.sides().getFirst().result().ok());
            assertEquals(Map.of("400", 180L, "cut", 1L), report.sides().getLast().result().errors());
            assertEquals(200,
                    Objects.requireNonNull(report.sides().getFirst().result().perDeployment().get("blue")).requests());
            assertEquals(200, report.sides().getLast().seconds().stream().mapToLong(LoadReport.Second::asked).sum());
        }
    }

    @Test
    void headersOfTheConnectionAreOursAndTheGivenOnesReplaceTheRecorded() throws Exception {
        var heads = new ArrayList<String>();
        try (var server = new ScriptServer((head, body) -> {
            synchronized (heads) {
                heads.add(head);
            }
            return ScriptServer.ok("");
        })) {
            replayer.run(plan(ORIGINAL, server), List.of(item(0, "/x?y=%20", "abc")).iterator(),
                    (item, a, b) -> assertNull(b), Progress.NONE, partial -> {});
            assertEquals(List.of("POST /x?y=%20 HTTP/1.1\r\nhost: " + server.url().getAuthority()
                    + "\r\nContent-Type: text/plain\r\nauthorization: Bearer new\r\ncontent-length: 3\r\n\r\n"), heads);
        }
    }

    @Test
    void thePaceIsKept() throws Exception {
        var times = new ArrayList<Long>();
        try (var server = new ScriptServer((head, body) -> {
            synchronized (times) {
                times.add(System.nanoTime());
            }
            return ScriptServer.ok("");
        })) {
            for (var pace : List.of(ORIGINAL, new ReplayPlan.Pace.Scaled(4), new ReplayPlan.Pace.Scaled(0.5),
                    new ReplayPlan.Pace.Rate(20))) {
                times.clear();
                ReplayPlan plan = plan(pace, server);
                Iterator<ReplayItem> items = LongStream.of(300, 700, 900, 1_000).mapToObj(t -> item(t, "/", ""))
                        .iterator();
                replayer.run(plan, items, (item, a, b) -> {}, Progress.NONE, partial -> {});
                assertEquals(4, times.size());
                long[] recorded = {0, 400_000_000, 600_000_000, 700_000_000};
                for (int i = 0; i < 4; i++) {
                    assertEquals(plan.due(i, recorded[i]) / 1e6, (times.get(i) - times.getFirst()) / 1e6, 60,
                            pace + " " + i);
                }
            }
        }
    }

    @Test
    void manyRequestsAreReadAsTheyAreNeeded() throws Exception {
        try (var server = new ScriptServer((head, body) -> ScriptServer.ok("ok"))) {
            var open = new java.util.concurrent.atomic.AtomicInteger();
            var most = new java.util.concurrent.atomic.AtomicInteger();
            Iterator<ReplayItem> items = IntStream.range(0, 200).mapToObj(i -> {
                most.accumulateAndGet(open.incrementAndGet(), Math::max);
                return item(0, "/", "x".repeat(4_000_000));
            }).iterator();
            ReplayReport report = replayer.run(plan(ORIGINAL, server), items, (item, a, b) -> open.decrementAndGet(),
                    Progress.NONE, partial -> {});
            assertEquals(200, report.sides().getFirst().result().ok());
            // 64 MB of bodies at a time, and the one that is tried next
            assertTrue(most.get() <= 18, "at once: " + most);
        }
    }

    @Test
    void whatCannotBeReplayedIsSaid() throws Exception {
        try (var server = new ScriptServer((head, body) -> ScriptServer.ok("ok")); var tasks = new Tasks()) {
            var broken = new ReplayItem(0, "POST", "/", List.of(), () -> {
                throw new IOException("gone");
            });
            ArrivalsTest.refused("load.replay-body", () -> replayer.run(plan(ORIGINAL, server),
                    List.of(broken).iterator(), (item, a, b) -> {}, Progress.NONE, partial -> {}));
            ArrivalsTest.refused("load.replay-speed", () -> new ReplayPlan.Pace.Scaled(0));
            ArrivalsTest.refused("load.rate", () -> new ReplayPlan.Pace.Rate(-1));
            ArrivalsTest.refused("load.replay-aims", () -> plan(ORIGINAL));
            ArrivalsTest.refused("load.header",
                    () -> new ReplayItem(0, "GET", "/", List.of(Map.entry("a", "b\r\nc: d")),
                            ReplayItem.EMPTY));
            ReplayReport none = replayer.run(plan(ORIGINAL, server), List.<ReplayItem>of().iterator(),
                    (item, a, b) -> {}, Progress.NONE, partial -> {});
            assertEquals(0, none.answered());
            // an endless recording ends at once when it is cancelled
            var task = tasks.quiet("replay", progress -> replayer.run(plan(ORIGINAL, server),
                    LongStream.iterate(0, t -> t + 10).mapToObj(t -> item(t, "/", "")).iterator(), (item, a, b) -> {},
                    Progress.NONE, partial -> {}));
            org.awaitility.Awaitility.await().until(() -> server.connections.get() > 0);
            task.cancel();
            assertTrue(task.await(Duration.ofSeconds(1)));
        }
    }
}
