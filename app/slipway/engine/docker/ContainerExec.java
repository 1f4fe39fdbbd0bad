package slipway.engine.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.github.dockerjava.api.model.Frame;

import slipway.base.StudioException;

/// Runs a command inside a running container to its end. Stateless; blocks. The command gets no input, since the end of
/// one never reaches it.
final class ContainerExec {
    private static final int LONGEST = 1 << 20;
    private static final int NO_COMMAND = 127;

    private ContainerExec() {}

    /// What it wrote on both its outputs; code 127 where there is no such command, [GpuTool#SILENT] past `limit`.
    static GpuTool.Said run(DockerLink link, String container, Duration limit, String... command)
            throws InterruptedException {
        String exec = link.call("docker exec", client -> client.execCreateCmd(container).withCmd(command)
                .withAttachStdout(true).withAttachStderr(true).exec().getId());
        var out = new ByteArrayOutputStream();
        var stream = new EngineStream<Frame>(frame -> {
            if (out.size() < LONGEST) out.writeBytes(frame.getPayload());
        });
        try {
            link.streams().execStartCmd(exec).exec(stream);
            if (!stream.await(limit.toMillis())) return new GpuTool.Said(GpuTool.SILENT, "");
            EngineStream.End end = stream.await();
            if (end.kind() == EngineStream.Kind.FAILED && end.failure() != null) {
                return refused(EngineErrors.of(end.failure()));
            }
        } finally {
            stream.close();
        }
        String text = out.toString(StandardCharsets.UTF_8);
        Long code = link.call("docker exec", client -> client.inspectExecCmd(exec).exec().getExitCodeLong());
        return new GpuTool.Said(code == null ? NO_COMMAND : code.intValue(), text);
    }

    /// New engines refuse to start what old ones start and end with 127.
    private static GpuTool.Said refused(StudioException failure) {
        String code = failure.problem().code();
        if (!code.equals("docker.command-unknown") && !code.equals("docker.command-denied")) throw failure;
        return new GpuTool.Said(NO_COMMAND, String.valueOf(failure.problem().detail()));
    }
}
