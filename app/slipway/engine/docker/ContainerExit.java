package slipway.engine.docker;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import org.jspecify.annotations.Nullable;

import slipway.engine.InstanceState;

/// Tells what the end of a container means. Stateless.
///
/// The engine's mark counts before the code: 137 is also what `docker kill` leaves, and a child that was killed for
/// memory may leave a parent that ends well.
final class ContainerExit {
    static final String OUT_OF_MEMORY = "docker.exit.oom";

    private ContainerExit() {}

    static InstanceState of(ContainerState state) {
        Long code = state.getExitCodeLong();
        boolean oom = Boolean.TRUE.equals(state.getOOMKilled());
        return of(code == null ? -1 : code.intValue(), oom);
    }

    static InstanceState of(int code, boolean oom) {
        return new InstanceState(false, code, oom && code == 137 ? OUT_OF_MEMORY : explanation(code, oom));
    }

    /// Somebody removed it while it ran.
    static InstanceState removed() {
        return new InstanceState(false, -1, "docker.exit.removed");
    }

    /// The engine is not there to be asked.
    static InstanceState unknown() {
        return new InstanceState(false, -1, "docker.exit.unknown");
    }

    private static @Nullable String explanation(int code, boolean oom) {
        if (oom) return "docker.exit.oom-child";
        return switch (code) {
            case 126 -> "docker.exit.not-executable";
            case 127 -> "docker.exit.not-found";
            case 134 -> "docker.exit.aborted";
            case 137 -> "docker.exit.killed";
            case 139 -> "docker.exit.crashed";
            case 143 -> "docker.exit.terminated";
            default -> null;
        };
    }
}
