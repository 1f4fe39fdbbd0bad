package slipway.engine.docker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import slipway.testkit.Shell;
import slipway.testkit.TestDocker;

/// How long our follower takes for a log of a million lines, against `docker logs` on the same log in the same run.
///
/// Run `slipway.engine.docker.ContainerLogBench [lines] [rounds]` with the class path of the tests where a Docker engine
/// answers. It prints the median seconds of each and their ratio; the follower checks and parses every line's time,
/// `docker logs` copies bytes. It stands here and not with the other benches since the follower is of this package.
public final class ContainerLogBench {
    private ContainerLogBench() {}

    public static void main(String[] args) throws InterruptedException {
        int lines = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        TestDocker.busyboxInto(TestDocker.host());
        String name = TestDocker.prefix() + "-log";
        try (DockerLink link = DockerLink.open(new DockerAddress(TestDocker.host(), "bench", null))) {
            Shell.ok("docker -H %s run --name %s --log-opt max-size=1g %s awk '%s' >/dev/null".formatted(
                    TestDocker.host(), name, TestDocker.busybox(),
                    "BEGIN { for (i = 0; i < " + lines + "; i++) print \"line \" i \" of the log\" }"));
            var ours = new ArrayList<Double>();
            var plain = new ArrayList<Double>();
            var timed = new ArrayList<Double>();
            for (int i = 0; i <= rounds; i++) {
                double our = followed(link, name, lines);
                double theirs = command("logs " + name);
                double withTimes = command("logs --timestamps " + name);
                // the first warms up
                if (i == 0) continue;
                ours.add(our);
                plain.add(theirs);
                timed.add(withTimes);
            }
            System.out.printf("%,d lines: follower %.2f s, docker logs %.2f s (ratio %.2f), with times %.2f s (ratio "
                    + "%.2f)%n", lines, middle(ours), middle(plain), middle(ours) / middle(plain), middle(timed),
                    middle(ours) / middle(timed));
        } finally {
            TestDocker.removeMine();
        }
    }

    private static double followed(DockerLink link, String name, int lines) throws InterruptedException {
        var count = new AtomicLong();
        double seconds = timed(() -> new ContainerLog(link, name, () -> false,
                (at, stderr, text) -> count.incrementAndGet()).follow());
        if (count.get() != lines) throw new IllegalStateException(count + " lines");
        return seconds;
    }

    private static double command(String words) throws InterruptedException {
        return timed(() -> Shell.run(Duration.ofMinutes(2), Map.of("DOCKER_HOST", TestDocker.host().toString()),
                List.of("sh", "-c", "docker " + words + " >/dev/null")));
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static double timed(Work work) throws InterruptedException {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double middle(List<Double> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }
}
