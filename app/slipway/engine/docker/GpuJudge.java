package slipway.engine.docker;

import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.engine.GpuFacts;

/// Says what a look at a container's GPUs means after what was known before. Stateless.
final class GpuJudge {
    /// What a shell and the engine end with where there is no such command, or none that can be run.
    private static final int NO_COMMAND = 127;
    private static final int NOT_RUNNABLE = 126;

    private GpuJudge() {}

    /// @param inside what `nvidia-smi` said in the container
    /// @param held   what processes of the container have on GPUs
    static GpuFacts next(GpuFacts was, GpuTool.Said inside, List<GpuOutput.App> held) {
        List<String> seen = inside.code() == 0 ? GpuOutput.uuids(inside.text()) : List.of();
        boolean had = was.state() != GpuFacts.State.REQUESTED;
        if (had && !seen.containsAll(was.uuids())) {
            return new GpuFacts(GpuFacts.State.LOST, was.uuids(), 0, lost(inside, was.uuids(), seen));
        }
        if (seen.isEmpty()) return new GpuFacts(GpuFacts.State.REQUESTED, List.of(), 0, unseen(inside));
        long bytes = held.stream().mapToLong(app -> Math.max(0, app.bytes())).sum();
        // before the container was started its processes held nothing, so whatever they hold has grown;
        // once proved stays proved while it is visible: memory may be given back between predictions
        boolean proved = was.state() == GpuFacts.State.PROVED || bytes > 0;
        return new GpuFacts(proved ? GpuFacts.State.PROVED : GpuFacts.State.VISIBLE, seen, bytes, null);
    }

    private static Problem lost(GpuTool.Said inside, List<String> had, List<String> seen) {
        Problem known = inside.code() == 0 ? null : GpuErrors.of(inside.text());
        if (known != null) return known;
        var gone = had.stream().filter(uuid -> !seen.contains(uuid)).toList();
        return Problem.of("docker.gpu-lost", String.join(", ", gone)).withDetail(inside.text());
    }

    private static @Nullable Problem unseen(GpuTool.Said inside) {
        return switch (inside.code()) {
            case NO_COMMAND, NOT_RUNNABLE -> Problem.of("docker.gpu-unseen").withDetail(inside.text());
            case GpuTool.SILENT -> Problem.of("docker.gpu-tool-silent", GpuTool.LIMIT.toSeconds());
            default -> GpuErrors.ofTool(inside.code(), inside.text());
        };
    }
}
