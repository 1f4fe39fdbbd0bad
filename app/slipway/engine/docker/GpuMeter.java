package slipway.engine.docker;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import slipway.engine.Gpu;

/// What processes of this machine hold and do on its GPUs, as NVIDIA’s tool tells. Where there is no such tool it is
/// looked for again only seldom. Any thread, one at a time; blocks.
public final class GpuMeter {
    private static final long AGAIN_NANOS = Duration.ofMinutes(10).toNanos();

    private final GpuTool tool;
    private long absentSince;

    /// Of this machine.
    public GpuMeter() {
        this(GpuTool.HERE);
    }

    GpuMeter(GpuTool tool) {
        this.tool = tool;
    }

    /// What one process does.
    ///
    /// @param memoryBytes 0 where not told
    /// @param load        percent of a GPU; NaN where the driver does not tell it of processes
    public record Use(long memoryBytes, double load) {}

    /// All processes that compute on GPUs.
    ///
    /// @param present whether this machine has a GPU whose driver answers
    public record Reading(boolean present, Map<Long, Use> processes) {
        public static final Reading NONE = new Reading(false, Map.of());

        /// Of `pids` together; a load that is told of none of them is NaN.
        public Use of(Set<Long> pids) {
            long memory = 0;
            double load = Double.NaN;
            for (long pid : pids) {
                Use use = processes.get(pid);
                if (use == null) continue;
                memory += use.memoryBytes;
                if (!Double.isNaN(use.load)) load = use.load + (Double.isNaN(load) ? 0 : load);
            }
            return new Use(memory, load);
        }
    }

    public synchronized Reading read() throws InterruptedException {
        if (absentSince != 0 && System.nanoTime() - absentSince < AGAIN_NANOS) return Reading.NONE;
        GpuTool.Said gpus = tool.run(GpuOutput.GPUS, GpuOutput.CSV);
        List<Gpu> known = gpus.code() == 0 ? GpuOutput.gpus(gpus.text()) : List.of();
        absentSince = known.isEmpty() ? System.nanoTime() : 0;
        if (known.isEmpty()) return Reading.NONE;
        GpuTool.Said apps = tool.run(GpuOutput.APPS, GpuOutput.CSV);
        List<GpuOutput.App> holders = apps.code() == 0 ? GpuOutput.apps(apps.text()) : List.of();
        if (holders.isEmpty()) return new Reading(true, Map.of());
        GpuTool.Said loads = tool.run(GpuOutput.LOADS);
        return reading(known, holders, loads.code() == 0 ? GpuOutput.loads(loads.text()) : Map.of());
    }

    /// A process whose load is not told, alone on its GPU, has the GPU’s.
    static Reading reading(List<Gpu> gpus, List<GpuOutput.App> apps, Map<Long, Double> loads) {
        var uses = new HashMap<Long, Use>();
        for (GpuOutput.App app : apps) {
            Double told = loads.get(app.pid());
            double load = told != null ? told : alone(app, apps) ? loadOf(app.uuid(), gpus) : Double.NaN;
            long bytes = Math.max(0, app.bytes());
            // a process on several GPUs stands there once for each; what is told of its load is the sum already
            uses.merge(app.pid(), new Use(bytes, load), (one, other) -> new Use(one.memoryBytes + other.memoryBytes,
                    told != null ? told : one.load + other.load));
        }
        return new Reading(true, uses);
    }

    private static boolean alone(GpuOutput.App app, List<GpuOutput.App> apps) {
        var pids = new HashSet<Long>();
        apps.stream().filter(each -> each.uuid().equals(app.uuid())).forEach(each -> pids.add(each.pid()));
        return pids.size() == 1;
    }

    private static double loadOf(String uuid, List<Gpu> gpus) {
        return gpus.stream().filter(gpu -> gpu.uuid().equals(uuid) && gpu.utilisation() >= 0)
                .mapToDouble(Gpu::utilisation).findFirst().orElse(Double.NaN);
    }
}
