package slipway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.awaitility.Awaitility;

/// A second Docker engine, of one test: to stop, to kill, to freeze, to starve of disk, to give other runtimes. In a
/// network namespace of its own, so its containers are reached from inside that only. Used by one thread.
public final class PrivateDaemon implements AutoCloseable {
    private static final Duration UP = Duration.ofSeconds(40);

    private final PrivateGround ground;
    private final Path data;
    private final Setup setup;
    /// What it is started with besides.
    private List<String> options = List.of();
    private String address = "";
    private Process process;

    /// What it is started with.
    ///
    /// @param path      folder put before the PATH; null for none
    /// @param config    content of its `daemon.json`
    /// @param megabytes size of the disk that it has for itself; 0 for the machine's own
    /// @param machine   whether it has a hostname of its own, and no name server, as a machine of a swarm
    public record Setup(Path path, String config, int megabytes, boolean machine) {
        public Setup(Path path, String config, int megabytes) {
            this(path, config, megabytes, false);
        }

        public static final Setup PLAIN = new Setup(null, "{}", 0);
        /// Containers outlive the engine.
        public static final Setup LIVE_RESTORE = new Setup(null, "{\"live-restore\":true}", 0);

        public static Setup disk(int megabytes) {
            return new Setup(null, "{}", megabytes);
        }
    }

    private PrivateDaemon(PrivateGround ground, Path data, Setup setup) {
        this.ground = ground;
        this.data = data;
        this.setup = setup;
    }

    /// Why there can be none here; empty where there can.
    public static String missing() {
        if (!System.getProperty("os.name").equals("Linux")) return "an engine of its own needs Linux";
        if (!Shell.root()) return "an engine of its own needs root";
        for (String command : List.of("dockerd", "docker", "iptables", "ip", "nsenter", "mkfs.ext4")) {
            if (!Shell.has(command)) return "an engine of its own needs the command " + command;
        }
        if (!Shell.run("test", "-x", "/bin/busybox").ok()) return "the image of the tests needs busybox-static";
        return "";
    }

    /// Opens one that answers and has [TestDocker#busybox].
    public static PrivateDaemon open(Setup setup) {
        return open(setup, false, address -> List.of());
    }

    /// As [#open], as an engine of another machine: its namespace is reached from here at [#address], which `options`
    /// is told to say what else the engine is started with.
    public static PrivateDaemon remote(Function<String, List<String>> options) {
        return open(Setup.PLAIN, true, options);
    }

    private static PrivateDaemon open(Setup setup, boolean reached, Function<String, List<String>> options) {
        PrivateGround ground = PrivateGround.open();
        try {
            Path data = setup.megabytes() > 0 ? ground.disk(setup.megabytes()) : ground.folder().resolve("data");
            Files.writeString(ground.folder().resolve("daemon.json"), setup.config());
            var daemon = new PrivateDaemon(ground, data, setup);
            if (reached) daemon.address = ground.reach();
            daemon.options = options.apply(daemon.address);
            daemon.start();
            String why = TestDocker.busyboxInto(daemon.host());
            if (!why.isEmpty()) throw new IllegalStateException(why);
            return daemon;
        } catch (IOException e) {
            ground.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            ground.close();
            throw e;
        }
    }

    public URI host() {
        return URI.create("unix://" + ground.folder() + "/d.sock");
    }

    /// The address at which the namespace is reached from this machine; empty for one that is not.
    public String address() {
        return address;
    }

    /// A folder that is removed with it; what is started with a file of it ends with it.
    public Path folder() {
        return ground.folder();
    }

    public Path data() {
        return data;
    }

    /// The docker command at this engine.
    public Shell.Said docker(String... arguments) {
        return TestDocker.docker(host(), arguments);
    }

    /// Starts it (again) and waits until it answers.
    public void start() {
        Path folder = ground.folder();
        forgetContainerd();
        var command = new ArrayList<>(List.of("dockerd", "--host", host().toString(), "--data-root", data.toString(),
                "--exec-root", folder + "/exec", "--pidfile", folder + "/pid", "--config-file",
                folder + "/daemon.json", "--cgroup-parent", "/" + ground.name(), "--shutdown-timeout", "2"));
        command.addAll(options);
        var builder = new ProcessBuilder(ground.inside(setup.machine() ? asMachine(command) : command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        String path = builder.environment().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
        builder.environment().put("PATH", setup.path() == null ? path : setup.path() + ":" + path);
        try {
            Files.deleteIfExists(folder.resolve("pid"));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().atMost(UP).pollInterval(Duration.ofMillis(50))
                .until(() -> !process.isAlive() || docker("version").ok());
        if (!process.isAlive()) throw new IllegalStateException("the engine ended: " + log());
    }

    /// With a file of no name servers, a name that is unknown is so at once.
    private List<String> asMachine(List<String> command) {
        String script = "hostname $0; : > %1$s/resolv; mount --bind %1$s/resolv /etc/resolv.conf; exec \"$@\""
                .formatted(ground.folder());
        var words = new ArrayList<>(List.of("unshare", "--uts", "--mount", "sh", "-c", script, ground.name()));
        words.addAll(command);
        return words;
    }

    /// Name of its network namespace.
    String namespace() {
        return ground.name();
    }

    /// Killed with its engine, containerd may be a zombie that the next engine would wait for.
    private void forgetContainerd() {
        Shell.run("sh", "-c", """
                f=%s/exec/containerd/containerd.pid; [ -f $f ] || exit 0
                grep -qs '^State:.[^Z]' /proc/$(cat $f)/status || rm -f $f""".formatted(ground.folder()));
    }

    /// Asks it to end, and waits.
    public void stop() {
        process.destroy();
        end();
    }

    /// `kill -9`.
    public void kill() {
        process.destroyForcibly();
        end();
    }

    private void end() {
        try {
            if (!process.waitFor(30, java.util.concurrent.TimeUnit.SECONDS))
                throw new IllegalStateException("the engine does not end: " + log());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// It hangs: it takes calls and answers none. Each of its threads stands still when this returns.
    public void pause() {
        Shell.ok("kill -STOP " + process.pid());
        String running = "grep -hoE '^State:\\s+[RSD]' /proc/" + process.pid() + "/task/*/status";
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !Shell.run("sh", "-c", running).ok());
    }

    public void resume() {
        Shell.ok("kill -CONT " + process.pid());
    }

    /// The end of what it wrote.
    public String log() {
        return Shell.run("tail", "-n", "20", ground.folder().resolve("log").toString()).text();
    }

    /// Runs a command where its containers can be reached.
    public Shell.Said inside(String... command) {
        return Shell.run(ground.inside(List.of(command)).toArray(String[]::new));
    }

    @Override
    public void close() {
        if (process != null) process.destroyForcibly();
        ground.close();
    }
}
