package slipway.testkit;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import org.jspecify.annotations.Nullable;

/// The places of the studio from which anything can leave it, found in bytecode: sockets, clients, look-ups of names,
/// and programs that are started. Each is listed with who asks the ledger first, or with why nobody need.
public final class Doors {
    /// What opens one: the class that owns it, and its members.
    private static final Map<String, Set<String>> OPENERS = Map.ofEntries(
            Map.entry("java.net.Socket", Set.of("<init>", "connect")),
            Map.entry("javax.net.SocketFactory", Set.of("createSocket")),
            Map.entry("java.nio.channels.SocketChannel", Set.of("open", "connect")),
            Map.entry("java.nio.channels.AsynchronousSocketChannel", Set.of("open", "connect")),
            Map.entry("java.nio.channels.DatagramChannel", Set.of("open", "connect", "send")),
            Map.entry("java.net.DatagramSocket", Set.of("<init>", "connect", "send")),
            Map.entry("java.net.URL", Set.of("openConnection", "openStream", "getContent")),
            Map.entry("java.net.http.HttpClient", Set.of("newHttpClient", "newBuilder")),
            Map.entry("java.net.InetAddress", Set.of("getByName", "getAllByName", "getLocalHost", "getHostName",
                    "getCanonicalHostName", "isReachable")),
            Map.entry("java.net.InetSocketAddress", Set.of("<init>", "getHostName")),
            Map.entry("io.netty.bootstrap.Bootstrap", Set.of("<init>", "connect")),
            Map.entry("io.vertx.core.Vertx", Set.of("createHttpClient", "createNetClient", "httpClientBuilder")),
            Map.entry("com.github.dockerjava.zerodep.ZerodepDockerHttpClient$Builder", Set.of("<init>")),
            Map.entry("com.github.dockerjava.transport.UnixSocket", Set.of("get")),
            Map.entry("com.github.dockerjava.transport.NamedPipeSocket", Set.of("<init>")),
            Map.entry("java.lang.ProcessBuilder", Set.of("start", "startPipeline")),
            Map.entry("java.lang.Runtime", Set.of("exec")), Map.entry("java.awt.Desktop", Set.of("browse", "mail")),
            Map.entry("javafx.application.HostServices", Set.of("showDocument")));

    private static final Set<String> ASKING = Set.of("begin", "open", "check", "mayLookUp");

    /// A place that may open a door.
    ///
    /// @param asker who asks the ledger before it opens; empty where nobody need
    /// @param why   what makes that enough
    public record Place(String asker, String why) {}

    /// Every place, under the root package.
    public static final Map<String, Place> PLACES = Map.ofEntries(
            asks("requests.RawCall"), asks("update.ReleaseFetch"), asks("observe.Probe"), asks("check.Client"),
            asks("validate.Predicting"), asks("load.Destination"), asks("load.Dialer"), asks("engine.process.Ports"),
            asks("engine.docker.DockerAddress"), asks("engine.docker.EngineReach"), asks("engine.docker.SshPort"),
            asks("engine.docker.CredentialProgram"),
            Map.entry("wire.Loops",
                    new Place("traffic.Pool", "makes what the gateway’s pool and the load’s dialer use")),
            Map.entry("traffic.Lane", new Place("traffic.Pool", "connects for the pool alone")),
            Map.entry("engine.docker.DockerConnection",
                    new Place("engine.docker.ToldHttp", "every request of its clients goes through there")),
            Map.entry("engine.docker.SocketHttp",
                    new Place("engine.docker.ToldHttp", "stands behind it, and opens the engine’s own socket")),
            Map.entry("engine.docker.SshMaster",
                    new Place("engine.docker.SshTunnel", "which alone begins it, and brings ports over it")),
            Map.entry("engine.process.ProcessEngine", new Place("",
                    "starts a server that a person deploys, or a tool that validate.Environments has asked for")),
            Map.entry("engine.docker.GpuTool", new Place("", "nvidia-smi asks the driver")),
            Map.entry("engine.docker.HostName", new Place("", "hostname asks the kernel")),
            Map.entry("build.SharedLibraries", new Place("", "ldd reads a file")),
            Map.entry("ui.Folders", new Place("", "shows a folder of this machine")),
            Map.entry("serve.HealthCheck", new Place("", "runs within a container, and asks the server beside it")),
            Map.entry("serve.NetworkSink", new Place("", "runs within a container, and only listens")),
            Map.entry("serve.HttpFront", new Place("", "an address to listen on")),
            Map.entry("build.ServerRuntime", new Place("", "measures the jar that it is in")),
            Map.entry("serve.Natives", new Place("", "reads the jar that it is in")));

    private Doors() {}

    private static Map.Entry<String, Place> asks(String name) {
        return Map.entry(name, new Place(name, "asks itself"));
    }

    /// `CLASS uses OWNER.MEMBER` of everything that opens a door.
    public static Set<String> found(JavaClasses classes) {
        var found = new TreeSet<String>();
        for (JavaClass from : classes) {
            for (JavaAccess<?> access : House.accesses(from)) {
                String opener = opener(access);
                if (opener != null) found.add(House.top(from) + " uses " + opener);
            }
        }
        return found;
    }

    private static @Nullable String opener(JavaAccess<?> access) {
        String member = access.getTarget().getName();
        for (Map.Entry<String, Set<String>> each : OPENERS.entrySet()) {
            if (each.getValue().contains(member) && access.getTargetOwner().isAssignableTo(each.getKey())
                    && !known(each.getKey(), access)) {
                return each.getKey() + "." + member;
            }
        }
        return null;
    }

    /// An address of a number, or of one that was looked up before, looks up nothing.
    private static boolean known(String owner, JavaAccess<?> access) {
        return owner.equals("java.net.InetSocketAddress") && access.getTarget().getName().equals("<init>")
                && access.getTarget() instanceof CodeUnitAccessTarget target
                && !target.getRawParameterTypes().getFirst().getName().equals("java.lang.String");
    }

    /// Whether the class `name` asks the ledger for a way, or one that it was given.
    public static boolean asks(JavaClasses classes, String name) {
        return House.accesses(classes.get(name)).stream()
                .anyMatch(access -> access.getTargetOwner().getPackageName().equals(
                        "slipway.network") && ASKING.contains(access.getTarget().getName()));
    }
}
