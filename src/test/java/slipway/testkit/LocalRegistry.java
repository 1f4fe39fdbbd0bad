package slipway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;

import org.awaitility.Awaitility;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jspecify.annotations.Nullable;

/// A real registry of one test on loopback (Debian’s docker-registry), with one user or open to all; its images end
/// with it. Used by one thread.
public final class LocalRegistry implements AutoCloseable {
    public static final String USER = "alice";

    private final Path folder;
    private final int port;
    private final @Nullable String password;
    private Process process;

    private LocalRegistry(Path folder, int port, @Nullable String password) {
        this.folder = folder;
        this.port = port;
        this.password = password;
    }

    /// Why there can be none here; empty where there can.
    static String missing() {
        return Shell.has("docker-registry") ? "" : "a registry needs the command docker-registry";
    }

    /// One that asks nobody who they are.
    public static LocalRegistry open() {
        return start(null);
    }

    /// One that knows [#USER] with `password` only.
    public static LocalRegistry withPassword(String password) {
        return start(password);
    }

    private static LocalRegistry start(@Nullable String password) {
        try {
            var registry = new LocalRegistry(Files.createTempDirectory("registry"), freePort(), password);
            registry.begin();
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void begin() throws IOException {
        String auth = "";
        if (password != null) {
            byte[] salt = new byte[16];
            new SecureRandom().nextBytes(salt);
            String hash = OpenBSDBCrypt.generate("2y", password.toCharArray(), salt, 4);
            Files.writeString(folder.resolve("htpasswd"), USER + ":" + hash + "\n");
            auth = "auth: {htpasswd: {realm: test, path: " + folder.resolve("htpasswd") + "}}\n";
        }
        Files.writeString(folder.resolve("config.yml"), """
                version: 0.1
                storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}
                http: {addr: "%s"}
                """.formatted(folder.resolve("data"), host()) + auth);
        process = new ProcessBuilder("docker-registry", "serve", folder.resolve("config.yml").toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(30))
                .until(() -> !process.isAlive() || answers());
        if (!process.isAlive()) throw new IllegalStateException(Files.readString(folder.resolve("log")));
    }

    private boolean answers() {
        try {
            return status("") == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /// As references name it: `127.0.0.1:PORT`.
    public String host() {
        return "127.0.0.1:" + port;
    }

    /// Whether it has `tag` of `name`.
    public boolean has(String name, String tag) {
        return status(name + "/manifests/" + tag) == 200;
    }

    private int status(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://" + host() + "/v2/" + path))
                .header("Accept", "application/vnd.docker.distribution.manifest.v2+json");
        if (password != null) {
            String pair = USER + ":" + password;
            request.header("Authorization", "Basic "
                    + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Ends it, as a registry that is down; it keeps what it has.
    public void stop() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        stop();
        Shell.run("rm", "-rf", folder.toString());
    }
}
