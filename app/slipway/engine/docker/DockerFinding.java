package slipway.engine.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.base.Masked;
import slipway.base.Problem;
import slipway.base.Text;

/// What a look for a Docker engine found, once and now; plain facts for people.
///
/// @param found   the engine that would be used; null where none can be
/// @param problem why there is none; null where one was found
/// @param tried   where was looked, in order
public record DockerFinding(@Nullable Found found, @Nullable Problem problem, List<Tried> tried) {
    public DockerFinding {
        tried = List.copyOf(tried);
    }

    /// One place; `result` says what was there.
    public record Tried(String address, String source, boolean good, String result) {
        static Tried of(LinkState.Tried one) {
            return new Tried(one.address().host().toString(), one.address().source(), one.problem() == null,
                    result(one.problem()));
        }

        private static String result(@Nullable Problem problem) {
            if (problem == null) return Text.of("docker.tried.good");
            return problem.code().equals("docker.not-there") ? Text.of("docker.tried.absent") : problem.why();
        }

        public String text() {
            return Text.of("docker.tried.line", address, source, result);
        }
    }

    /// An engine and its machine.
    ///
    /// @param address     where it answers
    /// @param source      what named it: `DOCKER_HOST`, `context work`, `standard socket` …
    /// @param api         the API version that is spoken with it
    /// @param newestApi   the newest that it speaks, with `oldestApi` the oldest
    /// @param freeBytes   room on the disk of `dataFolder`; -1 where that is not on this machine
    /// @param differences text keys of what people should know of this engine
    /// @param way         how it is reached, and what follows from that
    /// @param swarm       the swarm that it is in
    /// @param proxies     what it goes through to registries
    public record Found(String address, String source, String version, String api, String newestApi,
            String oldestApi, boolean podman, boolean rootless, String cgroupVersion, String storageDriver,
            String dataFolder, long freeBytes, String system, String platform, int cpus, long memoryBytes,
            List<String> runtimes, List<String> differences, Way way, SwarmFinding swarm,
            Proxies proxies) {
        public Found {
            runtimes = List.copyOf(runtimes);
            differences = List.copyOf(differences);
        }
    }

    /// The proxies of the engine itself, without passwords; empty where it has none.
    public record Proxies(String http, String https, String none) {
        static Proxies of(JsonNode info) {
            return new Proxies(Masked.addresses(info.path("HttpProxy").asString("")),
                    Masked.addresses(info.path("HttpsProxy").asString("")), info.path("NoProxy").asString(""));
        }
    }

    /// How an engine is reached.
    ///
    /// @param transport `unix`, `npipe`, `tcp`, `tls` or `ssh`
    /// @param elsewhere whether it is on another machine: models are copied into its containers
    /// @param warning   what is to be known before it is used, as that its ports leave the loopback; else null
    public record Way(String transport, boolean elsewhere, @Nullable Problem warning) {
        static Way of(DockerAddress address) {
            return new Way(address.transport(), address.elsewhere(), new EngineReach(address, null).warning());
        }
    }

    /// Looks where `choice` says, else where the person’s tools look.
    public static DockerFinding look(ContextChoice choice) throws InterruptedException {
        return look(DockerHosts.here(), choice);
    }

    static DockerFinding look(DockerHosts hosts) throws InterruptedException {
        return look(hosts, ContextChoice.NONE);
    }

    static DockerFinding look(DockerHosts hosts, ContextChoice choice) throws InterruptedException {
        try (DockerLink link = DockerLink.once(() -> hosts.candidates(choice))) {
            LinkState state = link.state().get();
            Found found = state.connected() ? found(link) : null;
            return new DockerFinding(found, state.problem(), state.tried().stream().map(Tried::of).toList());
        }
    }

    private static Found found(DockerLink link) throws InterruptedException {
        JsonNode info = link.json("/info");
        EngineVersion version = link.version();
        DockerAddress address = link.address();
        String folder = info.path("DockerRootDir").asString("");
        boolean rootless = info.path("Rootless").asBoolean(false)
                || info.path("SecurityOptions").toString().contains("name=rootless");
        return new Found(address.host().toString(), address.source(), version.version(), version.api(),
                version.engineApi(), version.minApi(), version.podman(), rootless,
                info.path("CgroupVersion").asString("1"), info.path("Driver").asString(""), folder,
                free(address, folder), info.path("OperatingSystem").asString(""),
                info.path("OSType").asString("") + "/" + info.path("Architecture").asString(""),
                info.path("NCPU").asInt(0), info.path("MemTotal").asLong(0),
                List.copyOf(info.path("Runtimes").propertyNames()), version.differences(), Way.of(address),
                SwarmFinding.of(link, info), Proxies.of(info));
    }

    /// Only the engine of this machine has its folder here.
    private static long free(DockerAddress address, String folder) {
        if (address.socket() == null || folder.isEmpty()) return -1;
        try {
            return Files.getFileStore(Path.of(folder)).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }
}
