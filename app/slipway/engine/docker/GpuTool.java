package slipway.engine.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

import slipway.base.Tasks;

/// `nvidia-smi` of this machine. Any thread; blocks for at most [#LIMIT].
///
/// @param command where it is
record GpuTool(String command) {
    static final GpuTool HERE = new GpuTool("nvidia-smi");
    static final Duration LIMIT = Duration.ofSeconds(10);

    static final int NOT_THERE = -1;
    static final int SILENT = -2;

    /// What it wrote on both its outputs; `code` is [#NOT_THERE] or [#SILENT] where it ended with none.
    record Said(int code, String text) {}

    Said run(String... arguments) throws InterruptedException {
        var words = new ArrayList<>(List.of(command));
        words.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(words).redirectErrorStream(true).start();
        } catch (IOException e) {
            return new Said(NOT_THERE, String.valueOf(e.getMessage()));
        }
        try {
            process.getOutputStream().close();
            return Tasks.within(LIMIT, "nvidia-smi", () -> {
                String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return new Said(process.waitFor(), text);
            });
        } catch (InterruptedException e) {
            throw e;
        } catch (TimeoutException e) {
            return new Said(SILENT, "");
        } catch (Exception e) {
            return new Said(NOT_THERE, String.valueOf(e.getMessage()));
        } finally {
            process.destroyForcibly();
        }
    }
}
