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

/// Two engines of a test's own that form a swarm, each in its own network namespace and under its own hostname, joined
/// by a switch that this machine hangs on too; and a registry that both reach. Closed, nothing of it is left. Used by
/// one thread.
public final class TwoNodeSwarm implements AutoCloseable {
    /// Of this process, so that runs beside each other do not meet.
    private static final String NET = "10.99." + (ProcessHandle.current().pid() & 255) + ".";
    private static final String LAN = "slipway-lan-";
    private static final String REGISTRY = NET + "1:5000";
    /// Makes an image of this machine’s nginx.
    private static final String NGINX = """
            d=$(mktemp -d); trap 'rm -rf "$d"' EXIT; chmod 755 "$d"
            mkdir -p "$d/bin" "$d/etc" "$d/tmp" "$d/run" "$d/var/lib/nginx" "$d/var/log/nginx" "$d/www"
            chmod 1777 "$d/tmp"; echo alive > "$d/www/live"
            n=$(PATH=$PATH:/usr/sbin command -v nginx)
            for f in $n $(ldd $n | grep -o '/[^ ]*'); do mkdir -p "$d$(dirname $f)"; cp -L $f "$d$f"; done
            cp /bin/busybox "$d/bin/"
            for a in $(/bin/busybox --list); do [ $a = busybox ] || ln -s busybox "$d/bin/$a"; done
            # the wget of a static busybox cannot ask by HTTP everywhere, and its shell takes no other
            cat > "$d/bin/curl" <<'END'
            #!/bin/sh
            for url; do :; done; at=${url#http://}; host=${at%%/*}
            printf 'GET /%s HTTP/1.0\\r\\n\\r\\n' "${at#*/}" | nc ${host%:*} ${host#*:} | head -1 | grep -q ' 200 '
            END
            chmod 755 "$d/bin/curl"
            printf 'root:x:0:0::/:/bin/sh\\nnobody:x:65534:65534::/:/bin/sh\\n' > "$d/etc/passwd"
            printf 'root:x:0:\\nnogroup:x:65534:\\nnobody:x:65534:\\n' > "$d/etc/group"
            printf 'FROM scratch\\nCOPY . /\\nSTOPSIGNAL SIGQUIT\\nCMD ["nginx","-g","daemon off;"]\\n' \\
              | docker build -q -t NAME -f - "$d"
            """;

    private final PrivateDaemon manager;
    private final PrivateDaemon worker;
    private final String lan;
    private final Path folder;
    private Process registry;

    private TwoNodeSwarm(PrivateDaemon manager, PrivateDaemon worker, String lan, Path folder) {
        this.manager = manager;
        this.worker = worker;
        this.lan = lan;
        this.folder = folder;
    }

    /// Why there can be none here; empty where there can.
    public static String missing() {
        String engine = PrivateDaemon.missing();
        return engine.isEmpty() ? LocalRegistry.missing() : engine;
    }

    public static TwoNodeSwarm open() {
        sweep();
        var setup = new PrivateDaemon.Setup(null, "{\"insecure-registries\":[\"" + REGISTRY + "\"]}", 0, true);
        PrivateDaemon manager = PrivateDaemon.open(setup);
        try {
            PrivateDaemon worker = PrivateDaemon.open(setup);
            var swarm = new TwoNodeSwarm(manager, worker, LAN + ProcessHandle.current().pid(),
                    Files.createDirectory(manager.data().resolveSibling("registry")));
            try {
                swarm.join();
                return swarm;
            } catch (IOException | RuntimeException e) {
                swarm.close();
                throw e;
            }
        } catch (IOException e) {
            manager.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /// The switches of runs that were killed; engines and registry go with their own ground.
    private static void sweep() {
        Shell.run("sh", "-c", """
                for n in $(ip netns list | grep -o '^%1$s[0-9]*'); do
                  [ -e /proc/${n#%1$s} ] || ip netns del $n
                done""".formatted(LAN));
    }

    private void join() throws IOException {
        // the switch is in a namespace too: this machine’s own packet filter must not judge what goes between nodes
        Shell.ok("ip netns add %1$s; ip -n %1$s link add lan type bridge; ip -n %1$s link set lan up".formatted(lan));
        cable(1, manager.namespace());
        cable(2, worker.namespace());
        cable(9, null);
        serve();
        said(manager.docker("swarm", "init", "--advertise-addr", NET + "1"));
        String token = said(manager.docker("swarm", "join-token", "-q", "worker"));
        said(worker.docker("swarm", "join", "--advertise-addr", NET + "2", "--token", token, NET + "1:2377"));
    }

    /// A cable from the switch to a namespace, or to this machine.
    private void cable(int number, String namespace) {
        String name = "sw" + number + "-" + ProcessHandle.current().pid() % 100_000;
        String inside = namespace == null ? "" : "-n " + namespace;
        Shell.ok("""
                ip link add %1$s type veth peer name p%2$d netns %3$s
                ip -n %3$s link set p%2$d master lan up
                %4$s
                ip %5$s addr add %6$s%2$d/24 dev %1$s
                ip %5$s link set %1$s up""".formatted(name, number, lan,
                namespace == null ? "" : "ip link set " + name + " netns " + namespace, inside, NET));
    }

    private void serve() throws IOException {
        Files.writeString(folder.resolve("config.yml"), """
                version: 0.1
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "%s"}
                """.formatted(folder.resolve("data"), REGISTRY));
        registry = new ProcessBuilder("nsenter", "--net=/run/netns/" + manager.namespace(), "docker-registry", "serve",
                folder.resolve("config.yml").toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile()).start();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> manager.inside("sh", "-c",
                "busybox wget -q -O - http://" + REGISTRY + "/v2/").ok());
    }

    private static String said(Shell.Said said) {
        if (!said.ok()) throw new IllegalStateException(said.text());
        return said.text();
    }

    /// Puts the image of the tests into the registry, and answers it by digest. It is healthy once there is a file
    /// `/tmp/w/live`: a static busybox cannot ask by HTTP everywhere.
    public String image() {
        String name = REGISTRY + "/busybox:1";
        said(manager.docker("create", "--name", "base", TestDocker.busybox()));
        said(manager.docker("commit", "-c", "HEALTHCHECK CMD test -f /tmp/w/live", "base", name));
        said(manager.docker("rm", "base"));
        return pushed(name);
    }

    /// Puts an image of this machine's nginx into the registry, and answers it by digest. It ends as nginx's own image
    /// does, with what is under way; it has a shell, and a page `/www/live` for `httpd`.
    public String nginx() {
        String name = REGISTRY + "/nginx:1";
        said(Shell.run(Duration.ofMinutes(1), Map.of("DOCKER_HOST", manager.host().toString(), "DOCKER_BUILDKIT", "0"),
                List.of("sh", "-ec", NGINX.replace("NAME", name))));
        return pushed(name);
    }

    private String pushed(String name) {
        said(manager.docker("push", "-q", name));
        return said(manager.docker("image", "inspect", "-f", "{{index .RepoDigests 0}}", name));
    }

    /// The registry that both nodes reach.
    public String registry() {
        return REGISTRY;
    }

    /// Where its manager answers.
    public URI host() {
        return manager.host();
    }

    /// The addresses of both nodes, the manager first.
    public List<String> addresses() {
        return List.of(NET + "1", NET + "2");
    }

    /// The docker command at the manager.
    public Shell.Said docker(String... arguments) {
        return manager.docker(arguments);
    }

    /// The node that only runs tasks.
    public PrivateDaemon worker() {
        return worker;
    }

    /// `kill -9` of the worker’s engine with all that it ran, as if its power went.
    public void powerOffWorker() {
        Shell.ok("ip -n %s link set p2 down".formatted(lan));
        worker.kill();
    }

    @Override
    public void close() {
        if (registry != null) registry.destroyForcibly();
        worker.close();
        manager.close();
        Shell.run("ip", "netns", "del", lan);
    }
}
