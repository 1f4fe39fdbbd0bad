package slipway.engine.process;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import slipway.base.Tasks;
import slipway.engine.Usage;

/// Reads what servers use that another studio runs: two looks at their processes, some time apart. Stateless; blocks.
public final class ProcessReadings {
    /// Marks no process: a tree is known by its first one alone.
    private static final String NO_RUN = "none";

    private ProcessReadings() {}

    /// Usage by name; those whose processes are gone are left out.
    public static Map<String, Usage> over(Map<String, List<Long>> pids, Duration gap) throws InterruptedException {
        var meters = new HashMap<String, List<UsageMeter>>();
        pids.forEach((name, ids) -> meters.put(name, ids.stream().map(ProcessReadings::meter).toList()));
        read(meters);
        Tasks.pause(gap);
        return read(meters);
    }

    private static UsageMeter meter(long pid) {
        return new UsageMeter(new ProcessTree(ProcessHandle.of(pid).orElse(null), pid, NO_RUN));
    }

    private static Map<String, Usage> read(Map<String, List<UsageMeter>> meters) {
        var readings = new HashMap<String, Usage>();
        meters.forEach((name, all) -> {
            Usage sum = all.stream().map(UsageMeter::read).reduce(Usage.NONE, Usage::plus);
            if (sum.epochMillis() != 0) readings.put(name, sum);
        });
        return readings;
    }
}
