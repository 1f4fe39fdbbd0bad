package slipway.testkit;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The engine that tests share with everybody on this machine: they name what they make, and remove only that.
///
/// It is the one of `DOCKER_HOST`, else the one at the standard socket, else one that `.ci/docker` starts for the run.
public final class TestDocker {
    private static final String SOCKET = "unix:///var/run/docker.sock";
    private static final String IMAGE = "slipway-test/busybox:1";
    private static final String PREFIX = "slipway-test-" + UUID.randomUUID().toString().substring(0, 8);
    private static boolean startedHere;

    private TestDocker() {}

    public static URI host() {
        String named = System.getenv("DOCKER_HOST");
        return URI.create(named == null || named.isBlank() ? SOCKET : named);
    }

    /// Begins the name of everything that this run of the tests makes; also good as the id of a workspace.
    public static String prefix() {
        return PREFIX;
    }

    /// Why the tests cannot have an engine with [#busybox]; empty where they can. Starts one where it may.
    static synchronized String prepare() {
        if (!Shell.has("docker")) install();
        if (!answers()) {
            String why = start();
            if (!why.isEmpty()) return why;
        }
        return makeBusybox();
    }

    private static void install() {
        if (!Shell.root() || !Shell.has("apt-get")) return;
        Shell.run(Duration.ofMinutes(3), Map.of("DEBIAN_FRONTEND", "noninteractive"), List.of("sh", "-c",
                "apt-get install -yq --no-install-recommends docker.io iptables busybox-static || { apt-get update -q; "
                        + "apt-get install -yq --no-install-recommends docker.io iptables busybox-static; }; "
                        + "command -v docker || apt-get install -yq --no-install-recommends docker-cli"));
    }

    private static boolean answers() {
        return docker("version").ok();
    }

    private static String start() {
        if (System.getenv("DOCKER_HOST") != null) return "no engine answers at DOCKER_HOST, " + host();
        if (!Shell.root()) return "no Docker engine answers at " + SOCKET + ", and starting one needs root";
        Shell.Said said = Shell.run(Duration.ofMinutes(4), Map.of(),
                List.of(Sources.base().resolve(".ci/docker").toString(), "up"));
        if (!said.ok()) return "no Docker engine: " + said.text();
        startedHere = true;
        return answers()
                ? ""
                : "the docker command does not reach the engine that was started: "
                        + docker("version").text();
    }

    static synchronized void end() {
        if (startedHere) Shell.run(Sources.base().resolve(".ci/docker").toString(), "down", "purge");
        startedHere = false;
    }

    /// A tiny image with Debian's static busybox: a shell, `httpd`, `nc` and the like.
    public static String busybox() {
        return IMAGE;
    }

    private static String makeBusybox() {
        if (docker("image", "inspect", IMAGE).ok()) return "";
        return busyboxInto(host());
    }

    /// Makes [#busybox] at another engine; answers why it could not, or nothing.
    public static String busyboxInto(URI engine) {
        if (!Shell.run("sh", "-c", "test -x /bin/busybox && ! ldd /bin/busybox 2>&1 | grep -q '=>'").ok())
            return "the image of the tests is made of /bin/busybox: install busybox-static";
        Shell.Said said = Shell.run(Duration.ofMinutes(1), Map.of("DOCKER_HOST", engine.toString()), List.of("sh",
                "-ec", """
                        d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
                        mkdir -p "$d/bin" "$d/tmp" "$d/etc" "$d/www"; chmod 1777 "$d/tmp"; chmod 755 "$d"
                        echo root:x:0:0::/:/bin/sh > "$d/etc/passwd"; echo alive > "$d/www/live"
                        cp /bin/busybox "$d/bin/"
                        for a in $(/bin/busybox --list); do [ $a = busybox ] || ln -s busybox "$d/bin/$a"; done
                        tar -C "$d" --numeric-owner -c . | docker import -c 'CMD ["sh"]' - %s
                        """.formatted(IMAGE)));
        return said.ok() ? "" : "the image of the tests could not be made: " + said.text();
    }

    /// The docker command at [#host].
    public static Shell.Said docker(String... arguments) {
        return docker(host(), arguments);
    }

    public static Shell.Said docker(URI engine, String... arguments) {
        var command = new java.util.ArrayList<>(List.of("docker", "-H", engine.toString()));
        command.addAll(List.of(arguments));
        return Shell.run(Duration.ofSeconds(90), Map.of("DOCKER_BUILDKIT", "0"), command);
    }

    /// Removes the containers, networks, volumes and images that have [#prefix] in their name or labels.
    public static void removeMine() {
        remove("rm -f -v", "ps -a --no-trunc --format '{{.ID}} {{.Names}} {{.Labels}}'");
        remove("network rm", "network ls --no-trunc --format '{{.ID}} {{.Name}} {{.Labels}}'");
        remove("volume rm", "volume ls --format '{{.Name}} {{.Labels}}'");
        remove("rmi -f", "images --format '{{.Repository}}:{{.Tag}}'");
    }

    private static void remove(String how, String list) {
        Shell.run("sh", "-c", "docker -H %s %s | grep -F %s | cut -d' ' -f1 | xargs -r docker -H %s %s"
                .formatted(host(), list, PREFIX, host(), how));
    }
}
