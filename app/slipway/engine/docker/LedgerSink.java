package slipway.engine.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.RestartPolicy;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;

/// The side container of a ledger, which answers every name and takes every connection (`slipway.serve.NetworkSink`),
/// and the file that makes it the name server of others. Owned by one [DockerLedger]; any thread.
record LedgerSink(DockerLink link, String id, String address, Path resolver) {
    private static final System.Logger LOG = System.getLogger(LedgerSink.class.getName());
    private static final String READY = "\"ready\"";
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final long MEMORY = 96L << 20;
    private static final Duration READ = Duration.ofSeconds(10);

    /// Answers once it listens; failed, it leaves nothing.
    static LedgerSink start(DockerLink link, ContainerLabels labels, String network, String image)
            throws InterruptedException {
        String name = network + "-sink";
        boolean good = false;
        try {
            String id = create(link, labels, network, image, name);
            link.call("docker start", client -> client.startContainerCmd(id).exec());
            awaitReady(link, id);
            String address = address(link, id, network);
            var sink = new LedgerSink(link, id, address, resolver(address));
            good = true;
            return sink;
        } finally {
            if (!good) takeBack(link, name);
        }
    }

    private static String create(DockerLink link, ContainerLabels labels, String network, String image, String name)
            throws InterruptedException {
        var settings = HostConfig.newHostConfig().withCapDrop(Capability.ALL)
                .withCapAdd(Capability.NET_BIND_SERVICE).withSecurityOpts(List.of("no-new-privileges"))
                .withPidsLimit(64L).withMemory(MEMORY).withMemorySwap(MEMORY).withReadonlyRootfs(true)
                .withNetworkMode(network).withRestartPolicy(RestartPolicy.noRestart())
                .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "10m", "max-file",
                        "1")));
        Map<String, String> all = labels.network();
        all.put(ContainerLabels.ENDPOINT, "network-ledger");
        all.put(ContainerLabels.DEPLOYMENT, "sink");
        return link.call("docker create", client -> {
            var config = client.inspectImageCmd(image).exec().getConfig();
            String[] own = config == null ? null : config.getEntrypoint();
            if (own == null || own.length == 0) throw StudioException.of("docker.ledger", image);
            // the image's own Java, wherever it is
            return client.createContainerCmd(image).withName(name).withLabels(all).withUser("0:0")
                    .withHostConfig(settings).withEntrypoint(own[0], "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                            "-XX:-UsePerfData", "-Xmx24m", "slipway.serve.NetworkSink")
                    .exec().getId();
        });
    }

    private static void awaitReady(DockerLink link, String id) throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (true) {
            String said = said(link, id);
            if (said.contains(READY)) return;
            boolean runs = link.call("docker inspect", client -> Boolean.TRUE.equals(client.inspectContainerCmd(id)
                    .exec().getState().getRunning()));
            if (!runs || System.nanoTime() > end) {
                throw new StudioException(Problem.of("docker.ledger", id.substring(0, 12)).withDetail(said));
            }
            Tasks.pause(PAUSE);
        }
    }

    private static String address(DockerLink link, String id, String network) throws InterruptedException {
        var inside = link.call("docker inspect", client -> client.inspectContainerCmd(id).exec().getNetworkSettings()
                .getNetworks().get(network));
        return String.valueOf(inside == null ? null : inside.getIpAddress());
    }

    /// A file of this machine, since a mount may hide the engine's own and nothing else may: its name server on this
    /// network asks nobody.
    private static Path resolver(String address) {
        try {
            Path file = Files.createTempFile("slipway", ".resolv.conf");
            file.toFile().deleteOnExit();
            // no search list: a name is asked for as it stands
            Files.writeString(file, "nameserver " + address + "\noptions ndots:0 timeout:2\n");
            if (!file.toFile().setReadable(true, false)) throw new IOException(file.toString());
            return file;
        } catch (IOException e) {
            throw new StudioException(Problem.of("docker.ledger", String.valueOf(e.getMessage())), e);
        }
    }

    /// Everything that it has told so far, one JSON object a line.
    List<String> lines() throws InterruptedException {
        return said(link, id).lines().toList();
    }

    private static String said(DockerLink link, String id) throws InterruptedException {
        var out = new ByteArrayOutputStream();
        var stream = new EngineStream<Frame>(frame -> out.writeBytes(frame.getPayload()));
        try {
            link.streams().logContainerCmd(id).withStdOut(true).withStdErr(true).withTailAll().exec(stream);
            stream.await(READ.toMillis());
        } finally {
            stream.close();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /// Later, by `watch`, where the engine does not answer now.
    void remove(EventWatch watch) throws InterruptedException {
        try {
            Files.deleteIfExists(resolver);
            ContainerLaunch.remove(link, id);
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.INFO, "removed later: " + id + ": " + e.getMessage());
            watch.doom(id);
        } catch (IOException e) {
            throw new StudioException(Problem.of("docker.ledger", String.valueOf(e.getMessage())), e);
        }
    }

    private static void takeBack(DockerLink link, String name) {
        boolean interrupted = Thread.interrupted();
        try {
            ContainerLaunch.remove(link, name);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (StudioException e) {
            // what is left carries our labels, and the next start of the studio removes it
            LOG.log(System.Logger.Level.INFO, name + ": " + e.getMessage());
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
