package slipway.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import slipway.base.Bytes;
import slipway.base.Progress;

import static org.junit.jupiter.api.Assertions.fail;

/// What the generator says against what is known of a server that stalls for a second.
@Timeout(120)
class AccuracyIT {
    private static final int RATE = 200;
    /// Fewer than requests come in during the stall: most of them wait on our side, where they must not be forgotten.
    private static final int CONNECTIONS = 16;
    private static final int SECONDS = 8;
    static final Duration ALL = Duration.ofSeconds(SECONDS);
    private static final int REQUESTS = RATE * SECONDS;
    private static final long STALL_AFTER = 3_000_000_000L;
    private static final long STALL = 1_000_000_000L;
    private static final List<Double> PERCENTILES = List.of(1.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 99.0, 99.9);

    @Test
    void everyQuantileUpToTheThousandthIsWithinAMillisecond() throws Exception {
        var tries = new ArrayList<String>();
        try (var runner = new LoadRunner()) {
            run(runner, Duration.ofSeconds(2));
            // a machine that does other things too may take both sides by surprise: the best of three counts
            for (int i = 0; i < 3; i++) {
                double worst = run(runner, ALL);
                tries.add("off by %.3f ms".formatted(worst));
                if (worst <= 1) return;
            }
        }
        fail(tries.toString());
    }

    /// The largest difference at any of the percentiles, in milliseconds.
    static double run(LoadRunner runner, Duration duration) throws Exception {
        try (var server = new StallingServer(REQUESTS, STALL_AFTER, STALL)) {
            List<LoadRequest> requests = IntStream.range(0, REQUESTS)
                    .mapToObj(i -> new LoadRequest("GET", "/" + i, Map.of(), Bytes.EMPTY, 1)).toList();
            var plan = new LoadPlan(server.url(), new Shape.Constant(RATE, duration), RequestSet.inTurn(requests),
                    new LoadPlan.Limits(CONNECTIONS, 1, Duration.ofSeconds(60), Long.MAX_VALUE));
            LoadReport report = runner.watch(plan, Progress.NONE, part -> {});
            int sent = (int) report.result().sent();
            var planned = Interval.histogram();
            long[] noted = new long[sent];
            long begun = LongStream.range(0, sent).map(i -> server.arrived[(int) i] - due(i)).min().orElseThrow();
            for (int i = 0; i < sent; i++) {
                planned.recordValue(server.leaves(due(i), i) - due(i));
                noted[i] = server.left[i] - begun - due(i);
            }
            Arrays.sort(noted);
            double worst = 0;
            var line = new StringBuilder();
            for (double each : PERCENTILES) {
                double known = noted[Math.max(0, (int) Math.ceil(each / 100 * sent) - 1)] / 1e6;
                double said = Objects.requireNonNull(report.spreads().get("")).at(each);
                worst = Math.max(worst, Math.abs(said - known));
                line.append("p%s %.2f said, %.2f noted, %.2f planned; ".formatted(each, said, known,
                        Spread.at(planned, each)));
            }
            System.out.println(line + "behind " + report.behindMillis());
            return worst;
        }
    }

    private static long due(long number) {
        return Math.round(number * 1e9 / RATE);
    }
}
