package slipway.engine.docker;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.network.Ledger;
import slipway.network.Purpose;
import slipway.network.Way;

/// Two HTTP clients for one engine (calls, and streams, which may stay silent for hours) at one API version. Owned by
/// [DockerLink], which replaces it when the engine comes back as another. Any thread.
final class DockerConnection implements AutoCloseable {
    /// What a ping may take before the engine counts as hung.
    static final Duration PING = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(DockerConnection.class.getName());
    private static final Duration ASK = Duration.ofSeconds(5);

    /// It tells of each lost connection, which our state does once; held so that the level is not lost.
    private static final Logger RETRIES = Logger
            .getLogger("com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.impl.classic");

    static {
        RETRIES.setLevel(Level.WARNING);
    }

    private final DockerAddress address;
    private final @Nullable SshTunnel tunnel;
    private final DockerHttpClient callHttp;
    private final DockerHttpClient streamHttp;
    private final DockerClient calls;
    private final DockerClient streams;
    private final EngineVersion version;

    private DockerConnection(DockerAddress address, @Nullable SshTunnel tunnel, DockerHttpClient callHttp,
            EngineVersion version) {
        var config = new PlainConfig(here(address, tunnel), RemoteApiVersion.parseConfig(version.api()));
        this.address = address;
        this.tunnel = tunnel;
        this.callHttp = callHttp;
        this.streamHttp = http(config, address);
        this.version = version;
        this.calls = DockerClientImpl.getInstance(config, callHttp);
        this.streams = DockerClientImpl.getInstance(config, streamHttp);
    }

    /// Connects to `address`, or says why not.
    static DockerConnection open(DockerAddress address) throws InterruptedException {
        return open(address, null);
    }

    /// Connects to `address`, or says why not.
    ///
    /// @param tunnel the way to it where that is ssh, which outlives this connection; else null
    static DockerConnection open(DockerAddress address, @Nullable SshTunnel tunnel) throws InterruptedException {
        if (address.absent()) throw StudioException.of("docker.not-there", address.host(), address.source());
        if (tunnel != null) tunnel.open();
        DockerHttpClient http = http(new PlainConfig(here(address, tunnel), RemoteApiVersion.unknown()), address);
        try {
            return new DockerConnection(address, tunnel, http, version(http, address));
        } catch (StudioException e) {
            close(http);
            throw unknownCaller(address, explained(e, tunnel));
        } catch (InterruptedException | RuntimeException e) {
            close(http);
            throw e;
        }
    }

    /// What is connected to on this machine.
    private static DockerAddress here(DockerAddress address, @Nullable SshTunnel tunnel) {
        return tunnel == null ? address : new DockerAddress(tunnel.engine(), address.source(), null);
    }

    /// An engine that does not take our certificate hangs up, mostly before its reason has come.
    private static StudioException unknownCaller(DockerAddress address, StudioException failure)
            throws InterruptedException {
        boolean hungUp = address.tls() != null && failure.problem().code().equals("docker.down") && takes(address);
        return hungUp
                ? new StudioException(Problem.of("docker.tls-client", failure.problem().args().getFirst()), failure)
                : failure;
    }

    /// The far end of a tunnel says more than that the near one was closed.
    private static StudioException explained(StudioException failure, @Nullable SshTunnel tunnel) {
        Problem refusal = tunnel == null || LinkState.Kind.of(failure.problem()) != LinkState.Kind.DOWN
                ? null
                : tunnel.refusal();
        return refusal == null ? failure : new StudioException(refusal, failure);
    }

    /// @param address of the engine itself, for the ledger
    private static DockerHttpClient http(PlainConfig config, DockerAddress address) {
        try {
            var usual = new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost())
                    .sslConfig(config.getSSLConfig()).connectionTimeout(Duration.ofSeconds(5)).maxConnections(500)
                    .build();
            var host = config.getDockerHost();
            return new ToldHttp("unix".equals(host.getScheme()) ? new SocketHttp(usual, host.getPath()) : usual,
                    way(address));
        } catch (RuntimeException e) {
            // nothing is connected yet: only the certificates were read
            if (config.address().tls() == null) throw EngineErrors.of(e);
            throw new StudioException(Problem.of("docker.tls", EngineErrors.message(e)), e);
        }
    }

    private static Way way(DockerAddress address) {
        return Ledger.OURS.way(Purpose.ENGINE, address.party());
    }

    DockerAddress address() {
        return address;
    }

    /// The way to it where that is ssh; null elsewhere.
    @Nullable
    SshTunnel tunnel() {
        return tunnel;
    }

    EngineVersion version() {
        return version;
    }

    DockerClient calls() {
        return calls;
    }

    DockerClient streams() {
        return streams;
    }

    /// Asks again what the engine is, for after it was away.
    EngineVersion ask() throws InterruptedException {
        return version(callHttp, address);
    }

    /// Whether the engine answers; a busy one is asked twice before it counts as hung.
    ///
    /// @throws StudioException saying whether it hangs, is gone or refuses
    void ping() throws InterruptedException {
        if (tunnel != null) tunnel.open();
        try {
            ping(callHttp, address);
        } catch (StudioException e) {
            if (LinkState.Kind.of(e.problem()) != LinkState.Kind.HUNG) throw explained(e, tunnel);
            ping(callHttp, address);
        }
    }

    /// The answer to a GET of `path` at the negotiated version, as JSON.
    JsonNode json(String path) throws InterruptedException {
        return within(ASK, address, () -> {
            try (DockerHttpClient.Response answer = execute(callHttp, "/v" + version.api() + path)) {
                return JsonMapper.shared().readTree(answer.getBody());
            }
        });
    }

    /// Sends `body`, a JSON document, and answers the one that comes; a missing node for what is asked for and
    /// not there.
    JsonNode send(DockerHttpClient.Request.Method method, String path, Map<String, String> headers,
            @Nullable String body) throws InterruptedException {
        return within(DockerLink.CALL, address, () -> {
            var request = DockerHttpClient.Request.builder().method(method).path("/v" + version.api() + path)
                    .putAllHeaders(headers);
            if (body != null) {
                request.putHeader("Content-Type", "application/json").bodyBytes(body.getBytes(StandardCharsets.UTF_8));
            }
            try (DockerHttpClient.Response answer = callHttp.execute(request.build())) {
                String said = new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8);
                if (answer.getStatusCode() == 404 && body == null) return JsonMapper.shared().missingNode();
                if (answer.getStatusCode() >= 300) throw EngineErrors.answered(EngineErrors.said(said));
                return JsonMapper.shared().readTree(said.isBlank() ? "{}" : said);
            }
        });
    }

    DockerHttpClient.Response raw(DockerHttpClient.Request.Method method, String path, @Nullable InputStream body,
            Map<String, String> headers) {
        var request = DockerHttpClient.Request.builder().method(method).path("/v" + version.api() + path)
                .putAllHeaders(headers);
        if (body != null) request.putHeader("Content-Type", "application/x-tar").body(body);
        return streamHttp.execute(request.build());
    }

    private static EngineVersion version(DockerHttpClient http, DockerAddress address) throws InterruptedException {
        String server = ping(http, address);
        return within(ASK, address, () -> {
            try (DockerHttpClient.Response answer = execute(http, "/version")) {
                return EngineVersion.of(server, JsonMapper.shared().readTree(answer.getBody()));
            } catch (JacksonException e) {
                throw new StudioException(
                        Problem.of("docker.no-engine-answer", String.valueOf(e.getOriginalMessage())), e);
            }
        });
    }

    /// The `Server` header of the answer.
    private static @Nullable String ping(DockerHttpClient http, DockerAddress address) throws InterruptedException {
        return within(PING, address, () -> {
            try (DockerHttpClient.Response answer = execute(http, "/_ping")) {
                answer.getBody().readAllBytes();
                return answer.getHeader("Server");
            }
        });
    }

    private static DockerHttpClient.Response execute(DockerHttpClient http, String path) throws IOException {
        var answer = http.execute(DockerHttpClient.Request.builder().method(DockerHttpClient.Request.Method.GET)
                .path(path).build());
        if (answer.getStatusCode() == 200) return answer;
        try (answer) {
            String said = EngineErrors.said(new String(answer.getBody().readNBytes(2000),
                    StandardCharsets.UTF_8));
            throw EngineErrors.answered("HTTP " + answer.getStatusCode() + " " + said);
        }
    }

    /// Runs `work` with a limit; past it, says whether the engine hangs or cannot be reached.
    static <T extends @Nullable Object> T within(Duration limit, DockerAddress address, Callable<T> work)
            throws InterruptedException {
        try {
            return Tasks.within(limit, "docker call", work);
        } catch (InterruptedException | StudioException e) {
            throw e;
        } catch (TimeoutException e) {
            if (takes(address)) throw StudioException.of("docker.hung", limit.toSeconds());
            throw StudioException.of("docker.unreachable", address.host());
        } catch (Exception e) {
            throw EngineErrors.of(e);
        }
    }

    /// Whether something holds the address: a network that swallows packets is no hung engine.
    private static boolean takes(DockerAddress address) throws InterruptedException {
        if (!"tcp".equals(address.host().getScheme())) return true;
        if (!way(address).begin()) return false;
        try {
            return Tasks.within(Duration.ofSeconds(1), "docker connect", () -> {
                var at = new InetSocketAddress(address.host().getHost(), address.host().getPort());
                try (SocketChannel channel = SocketChannel.open(at)) {
                    return channel.isConnected();
                }
            });
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return false;
        }
    }

    @Override
    public void close() {
        close(callHttp);
        close(streamHttp);
    }

    private static void close(DockerHttpClient http) {
        try {
            http.close();
        } catch (SocketException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing", e);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "closing", e);
        }
    }
}
