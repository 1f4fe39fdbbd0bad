package slipway.engine.docker;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.base.Text;

/// Where engines are looked for, in the order that a person’s tools use; reads files, connects to nothing.
///
/// What a person named (`DOCKER_HOST`, a context) stands alone: another engine in its place would run things where
/// nobody expects them.
///
/// @param home folder of the person
/// @param os   the system’s name as Java has it: `Linux`, `Mac OS X`, `Windows 11`
record DockerHosts(Map<String, String> environment, Path home, String os) {
    private static final List<String> CERTIFICATES = List.of("ca.pem", "cert.pem", "key.pem");

    DockerHosts {
        environment = Map.copyOf(environment);
    }

    static DockerHosts here() {
        return new DockerHosts(System.getenv(), Path.of(System.getProperty("user.home")),
                System.getProperty("os.name"));
    }

    /// The places to try, best first.
    ///
    /// @throws StudioException when what the person named cannot be used
    List<DockerAddress> candidates() {
        return candidates(ContextChoice.NONE);
    }

    /// The places to try, best first; what was chosen comes before what the environment names.
    ///
    /// @throws StudioException when what the person named cannot be used
    List<DockerAddress> candidates(ContextChoice choice) {
        String chosen = choice.name();
        boolean none = ContextChoice.NO_CONTEXT.equals(chosen);
        if (chosen != null && !none) return List.of(contexts().named(chosen, choice.by()));
        String named = set("DOCKER_HOST");
        if (named != null) return List.of(address(named, "DOCKER_HOST", tlsFolder()));
        DockerAddress context = none ? null : contexts().current(set("DOCKER_CONTEXT"));
        return context == null ? usual() : List.of(context);
    }

    DockerContexts contexts() {
        return new DockerContexts(configFolder(), this);
    }

    /// `DOCKER_CONFIG`, else the folder `.docker` of the person.
    Path configFolder() {
        String named = set("DOCKER_CONFIG");
        return named == null ? home.resolve(".docker") : Path.of(named);
    }

    private @Nullable Path tlsFolder() {
        if (set("DOCKER_TLS_VERIFY") == null) return null;
        String folder = set("DOCKER_CERT_PATH");
        return folder == null ? configFolder() : Path.of(folder);
    }

    /// Reads an address as `docker --host` does, less what cannot be spoken here.
    DockerAddress address(String text, String source, @Nullable Path tls) {
        String host = text.strip();
        int colon = host.indexOf("://");
        String scheme = colon < 0 ? "tcp" : host.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = colon < 0 ? host : host.substring(colon + 3);
        return switch (scheme) {
            case "unix" -> new DockerAddress(uri("unix://" + (rest.isEmpty() ? "/var/run/docker.sock" : rest), source),
                    source, null);
            case "tcp" -> tcp(uri("tcp://" + rest, source), source, tls);
            case "npipe" -> {
                if (!windows()) throw StudioException.of("docker.pipe-elsewhere", host, source);
                yield new DockerAddress(uri("npipe://" + rest, source), source, null);
            }
            case "ssh" -> ssh(host, source);
            case "http", "https" -> throw StudioException.of("docker.http-address", host, source, rest);
            default -> throw StudioException.of("docker.scheme-unknown", host, source);
        };
    }

    private DockerAddress ssh(String host, String source) {
        // its ssh forwards no sockets
        if (windows()) throw StudioException.of("docker.ssh-windows", host, source);
        if (SshTarget.of(host) == null) throw StudioException.of("docker.address-unreadable", host, source);
        return new DockerAddress(uri(host, source), source, null);
    }

    private static DockerAddress tcp(URI uri, String source, @Nullable Path tls) {
        if (uri.getHost() == null) throw StudioException.of("docker.address-unreadable", uri, source);
        if (uri.getPort() < 0) throw StudioException.of("docker.port-missing", uri, source);
        if (tls != null) {
            for (String file : CERTIFICATES) {
                // docker-java would go on without TLS
                if (!Files.isRegularFile(tls.resolve(file))) {
                    throw StudioException.of("docker.tls-files", file, tls, source);
                }
            }
        }
        return new DockerAddress(uri, source, tls);
    }

    private static URI uri(String text, String source) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw StudioException.of("docker.address-unreadable", text, source);
        }
    }

    private List<DockerAddress> usual() {
        return windows() ? pipes() : sockets();
    }

    private static List<DockerAddress> pipes() {
        return List.of(pipe("docker_engine", Text.of("docker.source.pipe")),
                pipe("dockerDesktopLinuxEngine", "Docker Desktop"),
                pipe("podman-machine-default", "Podman"));
    }

    private static DockerAddress pipe(String name, String source) {
        return new DockerAddress(URI.create("npipe:////./pipe/" + name), source, null);
    }

    private List<DockerAddress> sockets() {
        var all = new ArrayList<DockerAddress>();
        String runtime = set("XDG_RUNTIME_DIR");
        String colima = set("COLIMA_HOME");
        all.add(socket(Path.of("/var/run/docker.sock"), Text.of("docker.source.socket")));
        if (runtime != null) all.add(socket(Path.of(runtime + "/docker.sock"), "rootless Docker"));
        all.add(socket(home.resolve(".docker/run/docker.sock"), "Docker Desktop"));
        all.add(socket(home.resolve(".docker/desktop/docker.sock"), "Docker Desktop"));
        if (colima != null) all.add(socket(Path.of(colima + "/default/docker.sock"), "Colima"));
        all.add(socket(home.resolve(".colima/default/docker.sock"), "Colima"));
        all.add(socket(home.resolve(".config/colima/default/docker.sock"), "Colima"));
        all.add(socket(home.resolve(".orbstack/run/docker.sock"), "OrbStack"));
        all.add(socket(home.resolve(".rd/docker.sock"), "Rancher Desktop"));
        if (runtime != null) all.add(socket(Path.of(runtime + "/podman/podman.sock"), "rootless Podman"));
        all.add(socket(Path.of("/run/podman/podman.sock"), "Podman"));
        return List.copyOf(all);
    }

    private static DockerAddress socket(Path file, String source) {
        return new DockerAddress(URI.create("unix://" + file.toUri().getRawPath()), source, null);
    }

    private boolean windows() {
        return os.toLowerCase(Locale.ROOT).startsWith("windows");
    }

    private @Nullable String set(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
