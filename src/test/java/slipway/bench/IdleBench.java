package slipway.bench;

import java.time.Duration;

/// Processor time that a process uses while nothing is asked of it: PID [SECONDS]. Prints percent of one core.
public final class IdleBench {
    private IdleBench() {}

    public static void main(String[] args) throws InterruptedException {
        ProcessHandle process = ProcessHandle.of(Long.parseLong(args[0])).orElseThrow();
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 30;
        Duration before = process.info().totalCpuDuration().orElseThrow();
        Thread.sleep(Duration.ofSeconds(seconds));
        Duration used = process.info().totalCpuDuration().orElseThrow().minus(before);
        System.out.printf("%.2f %% of one core over %d s%n", used.toMillis() / 10.0 / seconds, seconds);
    }
}
