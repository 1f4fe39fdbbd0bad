package slipway.engine.docker;

import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// Whether the containers of an engine can have GPUs.
///
/// @param runtime whether the engine was given NVIDIA's runtime
/// @param cdi     the CDI devices that it knows (`nvidia.com/gpu=0`), which only new engines tell
/// @param problem why not, or what is wrong; null where all is well
public record GpuSupport(Kind kind, boolean runtime, List<String> cdi, @Nullable Problem problem) {
    public GpuSupport {
        cdi = List.copyOf(cdi);
    }

    /// READY that a container which asked for GPUs was set up; RUNTIME that it was by NVIDIA's runtime alone; CDI
    /// that it was by a CDI device; BROKEN that the toolkit is there and failed; NONE that there is none; IGNORED that the engine takes the request and
    /// does nothing, as Podman; UNKNOWN that the engine could not be asked.
    public enum Kind {
        READY, RUNTIME, CDI, BROKEN, NONE, IGNORED, UNKNOWN
    }

    public boolean usable() {
        return kind == Kind.READY || kind == Kind.RUNTIME || kind == Kind.CDI;
    }
}
