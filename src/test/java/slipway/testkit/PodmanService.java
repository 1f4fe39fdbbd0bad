package slipway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;

/// Podman's service that speaks as a Docker engine, of one test: with storage and network of its own, so its containers
/// are reached from inside its namespace only. Used by one thread.
public final class PodmanService implements AutoCloseable {
    /// Lower limits than Podman's own: not every machine may raise them. Docker's init, as Podman's own is an extra.
    private static final String CONFIG = """
            [containers]
            default_ulimits=["nofile=20000:20000","nproc=20000:20000"]
            init_path="/usr/bin/docker-init"
            [engine]
            init_path="/usr/bin/docker-init"
            """;

    private final PrivateGround ground;
    private Process process;

    private PodmanService(PrivateGround ground) {
        this.ground = ground;
    }

    /// Why there can be none here; empty where there can.
    public static String missing() {
        if (!System.getProperty("os.name").equals("Linux") || !Shell.root())
            return "Podman’s service needs root on Linux";
        for (String command : List.of("podman", "docker", "ip", "nsenter")) {
            if (!Shell.has(command)) return "Podman’s service needs the command " + command;
        }
        if (!Shell.run("test", "-x", "/usr/bin/docker-init").ok()) return "Podman’s service needs docker.io’s init";
        if (!Shell.run("test", "-x", "/bin/busybox").ok()) return "the image of the tests needs busybox-static";
        return "";
    }

    /// Opens one that answers and has [TestDocker#busybox].
    public static PodmanService open() {
        PrivateGround ground = PrivateGround.open();
        try {
            Files.writeString(ground.folder().resolve("containers.conf"), CONFIG);
            var service = new PodmanService(ground);
            service.start();
            String why = TestDocker.busyboxInto(service.host());
            if (!why.isEmpty()) throw new IllegalStateException(why);
            return service;
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

    /// The docker command at this service.
    public Shell.Said docker(String... arguments) {
        return TestDocker.docker(host(), arguments);
    }

    /// Podman's own command on the same storage.
    public Shell.Said podman(String... arguments) {
        return Shell.run(Duration.ofSeconds(60), environment(), ground.inside(command(List.of(arguments))));
    }

    private Map<String, String> environment() {
        return Map.of("CONTAINERS_CONF", ground.folder().resolve("containers.conf").toString());
    }

    private List<String> command(List<String> arguments) {
        Path folder = ground.folder();
        var words = new java.util.ArrayList<>(List.of("podman", "--root", folder + "/data", "--runroot",
                folder + "/run", "--cgroup-manager", "cgroupfs"));
        words.addAll(arguments);
        return words;
    }

    private void start() throws IOException {
        var builder = new ProcessBuilder(ground.inside(command(List.of("system", "service", "--time=0",
                host().toString())))).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(ground.folder().resolve("log").toFile()));
        builder.environment().putAll(environment());
        process = builder.start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50))
                .until(() -> !process.isAlive() || docker("version").ok());
        if (!process.isAlive()) throw new IllegalStateException("the service ended: " + log());
    }

    public String log() {
        return Shell.run("tail", "-n", "20", ground.folder().resolve("log").toString()).text();
    }

    @Override
    public void close() {
        // their monitors know how to take the containers' mounts away
        podman("rm", "-f", "-a", "-t", "0");
        if (process != null) process.destroyForcibly();
        ground.close();
    }
}
