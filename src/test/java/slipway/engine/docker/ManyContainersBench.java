package slipway.engine.docker;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.engine.Instance;
import slipway.observe.UsageSampler;
import slipway.testkit.TestDocker;

/// What it costs us to watch many containers: their events, logs and usage, as often as the studio reads them.
///
/// Run `slipway.engine.docker.ManyContainersBench [containers] [seconds]` with the class path of the tests where a Docker
/// engine answers. It prints the processor time of this process in percent of one core; the engine's own is not in it.
/// It stands here and not with the other benches since engine and link are of this package.
public final class ManyContainersBench {
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    private ManyContainersBench() {}

    public static void main(String[] args) throws InterruptedException {
        int containers = args.length > 0 ? Integer.parseInt(args[0]) : 50;
        Duration watched = Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 30);
        TestDocker.busyboxInto(TestDocker.host());
        try (var tasks = new Tasks();
                var engine = new DockerEngine(DockerLink.find(tasks, ContextChoice.NONE), "bench-" + UUID.randomUUID(),
                        tasks)) {
            engine.adopt();
            List<Instance> all = new ArrayList<>();
            for (int i = 0; i < containers; i++) {
                all.add(engine.launch(RunBox.script("echo begin; exec sleep 3600"), Progress.NONE));
                all.getLast().follow((at, stderr, text) -> {});
            }
            read(all, WARM_UP);
            long busy = cpuNanos();
            long begin = System.nanoTime();
            read(all, watched);
            double share = (double) (cpuNanos() - busy) / (System.nanoTime() - begin);
            System.out.printf("%d containers: %.2f %% of a core over %d s%n", containers, share * 100,
                    watched.toSeconds());
        }
    }

    private static void read(List<Instance> all, Duration time) throws InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            all.forEach(Instance::usage);
            Tasks.pause(UsageSampler.PERIOD);
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
