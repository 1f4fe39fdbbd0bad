package slipway.engine.docker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import slipway.base.Tasks;
import slipway.base.Text;
import slipway.testkit.NeedsDocker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@NeedsDocker
class ContainerLogIT {
    private final Tasks tasks = new Tasks();
    private final String name = "slipway-test-run-log-" + UUID.randomUUID();
    private DockerLink link;

    @BeforeEach
    void open() throws Exception {
        link = DockerLink.open(RunBox.ADDRESS);
    }

    @AfterEach
    void close() throws Exception {
        RunBox.sh("docker rm -f " + name);
        link.close();
        tasks.close();
    }

    private void run(String options, String script) throws Exception {
        var said = RunBox.sh("docker run -d --init --name " + name + " " + options + " " + RunBox.IMAGE + " sh -c '"
                + script + "'");
        assertTrue(said.matches("[0-9a-f]{64}"), said);
    }

    private boolean runs() {
        try {
            return RunBox.inspect(name, "{{.State.Running}}").equals("true");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Where a line came from, and what it says.
    private record Line(long millis, boolean stderr, String text) {}

    private List<Line> follow(boolean cutting) throws Exception {
        var lines = new ConcurrentLinkedQueue<Line>();
        var log = new ContainerLog(link, name, this::runs, (at, stderr, text) -> lines.add(new Line(at, stderr, text)));
        var done = new CountDownLatch(1);
        tasks.quiet("follow", progress -> {
            log.follow();
            done.countDown();
        });
        var random = new Random(3);
        int cuts = 0;
        while (!done.await(cutting ? 50 + random.nextInt(400) : 60_000, TimeUnit.MILLISECONDS)) {
            assertTrue(cutting, "does not end");
            log.cut();
            assertTrue(cuts++ < 1000);
        }
        if (cutting) assertTrue(cuts > 5, "cut only " + cuts + " times");
        return new ArrayList<>(lines);
    }

    @Test
    void hundredThousandLinesOverManyCutsAreAllThereOnceAndInOrder() throws Exception {
        String loop = "i=0; while [ $i -lt 50000 ]; do echo %s$i %s; i=$((i+1)); [ $((i%%500)) = 0 ] && sleep 0.03; done";
        run("", "(" + loop.formatted("o", "") + ") & (" + loop.formatted("e", ">&2") + ") & wait");
        List<Line> lines = follow(true);
        assertEquals(IntStream.range(0, 50_000).mapToObj(i -> "o" + i).toList(),
                lines.stream().filter(line -> !line.stderr()).map(Line::text).toList());
        assertEquals(IntStream.range(0, 50_000).mapToObj(i -> "e" + i).toList(),
                lines.stream().filter(Line::stderr).map(Line::text).toList());
    }

    @Test
    void sameLinesOfTheSameMomentAreAllCounted() throws Exception {
        run("", "for i in $(seq 20); do yes same | head -500; sleep 0.15; done");
        assertEquals(10_000, follow(true).size());
    }

    @Test
    void longLinesCharactersAndEndsAreKept() throws Exception {
        run("", "head -c 40000 /dev/zero | tr \"\\\\0\" a; echo; i=0; while [ $i -lt 2000 ]; do "
                + "printf \"äöü€😀\"; i=$((i+1)); done; echo; printf \"no end\"");
        List<String> lines = follow(false).stream().map(Line::text).toList();
        assertEquals(List.of("a".repeat(40_000), "äöü€😀".repeat(2_000), "no end"), lines);
    }

    @Test
    void aTerminalsLogComesAsLinesToo() throws Exception {
        run("-t", "echo one; echo two >&2; sleep 0.3; echo three");
        assertEquals(List.of("one", "two", "three"), follow(false).stream().map(Line::text).toList());
    }

    @Test
    void rotationIsSaidWhereLinesWentMissing() throws Exception {
        run("--log-opt max-size=20k --log-opt max-file=2", "echo first; sleep 2; "
                + "i=0; while [ $i -lt 5000 ]; do echo line $i; i=$((i+1)); done; sleep 4");
        var lines = new ConcurrentLinkedQueue<String>();
        // the connection is away while the log turns over
        var log = new ContainerLog(link, name, () -> {
            if (lines.contains("first")) Tasks.pause(Duration.ofSeconds(4));
            return runs();
        }, (at, stderr, text) -> lines.add(text));
        Tasks.Task task = tasks.quiet("follow", progress -> log.follow());
        await().until(() -> lines.contains("first"));
        log.cut();
        assertTrue(task.await(Duration.ofSeconds(30)));
        assertTrue(lines.contains("line 4999"));
        assertTrue(lines.size() < 5000, "the engine kept them all");
        assertEquals(1, lines.stream().filter(Text.of("docker.log-gap")::equals).count());
    }

    @Test
    void twentyFollowersLeaveNoThread() throws Exception {
        run("", "while :; do echo x; sleep 0.02; done");
        cycle();
        await().atMost(Duration.ofSeconds(5)).until(() -> streamThreads() == 0);
        for (int i = 0; i < 20; i++)
            cycle();
        await().atMost(Duration.ofSeconds(5)).until(() -> streamThreads() == 0);
    }

    private void cycle() throws InterruptedException {
        var first = new CountDownLatch(1);
        Tasks.Task task = tasks.quiet("follow", progress -> new ContainerLog(link, name, () -> true,
                (at, stderr, text) -> first.countDown()).follow());
        assertTrue(first.await(5, TimeUnit.SECONDS));
        task.cancel();
        assertTrue(task.await(Duration.ofSeconds(5)));
    }

    private static long streamThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("docker-java-stream")).count();
    }
}
