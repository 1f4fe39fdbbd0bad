package slipway.engine.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;

/// One process of `ssh` and the folder with its sockets, which nobody else may enter. It ends with the studio, also
/// with one that is killed: a shell beside it waits for the end of its input. Owned by [SshTunnel], which calls one at
/// a time.
final class SshMaster implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SshMaster.class.getName());
    private static final Duration BEGIN = Duration.ofSeconds(20);
    private static final Duration ASK = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final int LONGEST = 20_000;
    /// Ctrl-C in the terminal of the studio reaches ssh too, and the studio still has containers to end over it.
    private static final String BESIDE = """
            trap '' HUP INT QUIT
            exec 3<&0
            "$@" </dev/null & ssh=$!
            { read -r end <&3; kill $ssh; } 2>/dev/null & beside=$!
            wait $ssh; status=$?
            kill $beside 2>/dev/null
            exit $status
            """;

    private final SshTarget target;
    private final SshProgram program;
    private final Path folder;
    private volatile @Nullable Process process;

    SshMaster(SshTarget target, SshProgram program) {
        this.target = target;
        this.program = program;
        try {
            // short, since the path of a socket may not be long
            this.folder = Files.createTempDirectory("slw");
        } catch (IOException e) {
            throw new StudioException(Problem.of("docker.failed", String.valueOf(e.getMessage())), e);
        }
    }

    Path folder() {
        return folder;
    }

    private Path control() {
        return folder.resolve("c");
    }

    private Path log() {
        return folder.resolve("log");
    }

    boolean alive() {
        Process now = process;
        return now != null && now.isAlive();
    }

    /// Everything that ssh wrote since it began; empty where that is nothing.
    String said() {
        try {
            byte[] all = Files.readAllBytes(log());
            int from = Math.max(0, all.length - LONGEST);
            return new String(all, from, all.length - from, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /// Connects and answers once it stands.
    void begin() throws InterruptedException {
        end();
        boolean good = false;
        try {
            Files.deleteIfExists(control());
            Process now = start();
            process = now;
            long until = System.nanoTime() + BEGIN.toNanos();
            while (!Files.exists(control())) {
                if (!now.isAlive()) throw new StudioException(SshErrors.of(target, said()));
                if (System.nanoTime() > until)
                    throw StudioException.of("docker.ssh-unreachable", target.login(), SshErrors.last(said()),
                            target.words());
                Tasks.pause(LOOK);
            }
            good = true;
        } catch (IOException e) {
            throw new StudioException(Problem.of("docker.ssh-missing", String.valueOf(e.getMessage())), e);
        } finally {
            if (!good) end();
        }
    }

    private Process start() throws IOException {
        // the shell would only say that it found no such program
        String first = program.words().getFirst();
        if (!found(first)) throw new IOException(first);
        var words = new ArrayList<>(List.of("sh", "-c", BESIDE, "sh"));
        words.addAll(program.connecting(target, control().toString()));
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log().toFile());
        // a question in a window would wait for somebody who may not be there
        builder.environment().put("SSH_ASKPASS_REQUIRE", "never");
        return builder.start();
    }

    private static boolean found(String program) {
        if (program.contains("/")) return Files.isExecutable(Path.of(program));
        String path = System.getenv().getOrDefault("PATH", "");
        return List.of(path.split(":", -1)).stream().filter(each -> !each.isEmpty())
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    /// Brings `far` here (`LOCAL:REMOTE` as after ssh's `-L`); answers why it could not, or null.
    @Nullable
    String forward(String way) throws InterruptedException {
        return ask("-O", "forward", "-L", way);
    }

    /// Ends what [#forward] began.
    void cancel(String way) throws InterruptedException {
        String refused = ask("-O", "cancel", "-L", way);
        if (refused != null) LOG.log(System.Logger.Level.DEBUG, "not cancelled: " + way + ": " + refused);
    }

    private @Nullable String ask(String... what) throws InterruptedException {
        Process asked = null;
        try {
            asked = new ProcessBuilder(program.asking(control().toString(), what)).redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(folder.resolve("asked").toFile()).start();
            if (!asked.waitFor(ASK.toMillis(), TimeUnit.MILLISECONDS)) return "ssh: no answer";
            if (asked.exitValue() == 0) return null;
            String mine = Files.readString(folder.resolve("asked"), StandardCharsets.UTF_8);
            return SshErrors.last(mine);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } finally {
            if (asked != null) asked.destroyForcibly();
        }
    }

    /// Ends ssh; the folder stays for the next time.
    void end() {
        Process now = process;
        process = null;
        if (now == null) return;
        try {
            now.getOutputStream().close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "ssh has ended", e);
        }
        boolean interrupted = Thread.interrupted();
        try {
            if (!now.waitFor(2, TimeUnit.SECONDS)) {
                now.descendants().forEach(ProcessHandle::destroyForcibly);
                now.destroyForcibly();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    @Override
    public void close() {
        end();
        for (String name : List.of("c", "d.sock", "log", "asked", ""))
            try {
                Files.deleteIfExists(folder.resolve(name));
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "left: " + folder, e);
            }
    }
}
