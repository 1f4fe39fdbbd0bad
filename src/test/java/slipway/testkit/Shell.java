package slipway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Commands of this machine, run to their end with a limit. Any thread; blocks.
public final class Shell {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private Shell() {}

    /// What a command left: both outputs together, without the space around; 124 is a command over its limit.
    public record Said(int code, String text) {
        public boolean ok() {
            return code == 0;
        }
    }

    public static Said run(Duration limit, Map<String, String> environment, List<String> command) {
        // a file and not a pipe: a daemon that the command leaves behind would hold the pipe open
        Path out = null;
        try {
            out = Files.createTempFile("shell", ".out");
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            String text = Files.readString(out, StandardCharsets.ISO_8859_1);
            String said = new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip();
            return new Said(ended ? process.exitValue() : 124, said);
        } catch (IOException e) {
            return new Said(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted in " + command, e);
        } finally {
            delete(out);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Said run(String... command) {
        return run(LIMIT, Map.of(), List.of(command));
    }

    /// What a script of `sh` says, or an error where it fails.
    public static String ok(String script) {
        Said said = run("sh", "-ec", script);
        if (!said.ok()) throw new IllegalStateException(script + ": " + said.code() + " " + said.text());
        return said.text();
    }

    /// Whether there is such a command.
    public static boolean has(String command) {
        return run("sh", "-c", "PATH=$PATH:/usr/sbin:/sbin command -v " + command).ok();
    }

    public static boolean root() {
        return run("id", "-u").text().equals("0");
    }
}
