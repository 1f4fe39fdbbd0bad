package slipway.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Docker's own command line with its classic builder, to compare with and to try images out. Labels what it makes.
final class DockerCli {
    /// On everything that these tests make.
    static final String LABEL = "slipway.test=build";

    private DockerCli() {}

    /// What a run of the command gave.
    static final class Said {
        private final int code;
        private final byte[] out;
        private final String errors;

        private Said(int code, byte[] out, String errors) {
            this.code = code;
            this.out = out;
            this.errors = errors;
        }

        int code() {
            return code;
        }

        byte[] out() {
            return out;
        }

        String errors() {
            return errors;
        }

        String text() {
            return new String(out, StandardCharsets.UTF_8).strip();
        }
    }

    /// The command line's own version, `20` or `28`.
    static int major() throws Exception {
        String text = run("version", "--format", "{{.Client.Version}}").text();
        return Integer.parseInt(text.substring(0, text.indexOf('.')));
    }

    static Said run(String... arguments) throws Exception {
        return run(InputStream.nullInputStream(), arguments);
    }

    static Said run(InputStream in, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("DOCKER_BUILDKIT", "0");
        Process process = builder.start();
        var errors = new StringBuilder();
        Thread reader = Thread.startVirtualThread(() -> errors.append(read(process.getErrorStream())));
        Thread writer = Thread.startVirtualThread(() -> {
            try (var to = process.getOutputStream(); in) {
                in.transferTo(to);
            } catch (IOException e) {
                errors.append(e);
            }
        });
        byte[] out = process.getInputStream().readAllBytes();
        if (!process.waitFor(120, TimeUnit.SECONDS)) process.destroyForcibly();
        writer.join();
        reader.join();
        return new Said(process.waitFor(), out, errors.toString());
    }

    /// As [#run], and fails where docker does.
    static String ok(String... arguments) throws Exception {
        Said said = run(arguments);
        if (said.code() != 0) throw new AssertionError(List.of(arguments) + ": " + said.text() + said.errors());
        return said.text();
    }

    /// Removes what these tests left without a name.
    static void tidy() throws Exception {
        run("image", "prune", "--force", "--filter", "label=" + LABEL);
    }

    private static String read(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
