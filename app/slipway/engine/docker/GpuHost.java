package slipway.engine.docker;

import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.engine.Gpu;

/// The GPUs of this machine as they are at this moment.
///
/// @param gpus    whole ones and MIG slices, each slice after the GPU it is cut from
/// @param problem why there are none; null where there are
public record GpuHost(List<Gpu> gpus, @Nullable Problem problem) {
    public GpuHost {
        gpus = List.copyOf(gpus);
    }

    /// Asks the driver; blocks for seconds at worst.
    public static GpuHost read() throws InterruptedException {
        return read(GpuTool.HERE);
    }

    static GpuHost read(GpuTool tool) throws InterruptedException {
        GpuTool.Said said = tool.run(GpuOutput.GPUS, GpuOutput.CSV);
        if (said.code() == GpuTool.NOT_THERE) return none(Problem.of("docker.gpu-tool-missing"));
        if (said.code() == GpuTool.SILENT) {
            return none(Problem.of("docker.gpu-tool-silent", GpuTool.LIMIT.toSeconds()));
        }
        List<Gpu> whole = GpuOutput.gpus(said.text());
        if (said.code() != 0 || whole.isEmpty()) return none(GpuErrors.ofTool(said.code(), said.text()));
        GpuTool.Said listing = tool.run(GpuOutput.LIST);
        return new GpuHost(listing.code() == 0 ? GpuOutput.withSlices(whole, listing.text()) : whole, null);
    }

    private static GpuHost none(Problem why) {
        return new GpuHost(List.of(), why);
    }
}
